import { systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { noticeUrlOf } from '../domain/notice-url.ts';
import type { PaymentProvider } from '../provider.ts';

/**
 * The real providers that are set up, each read only where it is. They go by the machine's own
 * clock: theirs is not moved when a sandbox's is.
 */
export async function openProviders(
  config: Pick<Config, 'payments' | 'noticeOrigin'>,
): Promise<PaymentProvider[]> {
  const { wechat, alipay, stripe } = config.payments;
  const clock = systemClock;
  const opened: PaymentProvider[] = [];
  if (wechat) {
    const { createWechatProvider } = await import('./wechat/wechat.ts');
    const noticeUrl = noticeUrlOf({ platform: { config } }, { name: 'wechat' });
    opened.push(createWechatProvider({ ...wechat, clock, noticeUrl }));
  }
  if (alipay) {
    const { createAlipayProvider } = await import('./alipay/alipay.ts');
    opened.push(createAlipayProvider({ ...alipay, clock }));
  }
  if (stripe) {
    const { createStripeProvider } = await import('./stripe/stripe.ts');
    opened.push(createStripeProvider({ ...stripe, clock }));
  }
  return opened;
}

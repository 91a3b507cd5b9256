import type { Config } from '#platform/config.ts';
import type { PaymentProvider } from '../provider.ts';

/** Where a provider tells us; on this machine for the simulator, whatever name members use. */
export function noticeUrlOf(
  { platform }: { platform: { config: Pick<Config, 'noticeOrigin'> } },
  provider: Pick<PaymentProvider, 'name'>,
): string {
  return `${platform.config.noticeOrigin}/api/v1/payments/notices/${provider.name}`;
}

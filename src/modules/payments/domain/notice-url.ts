import type { Platform } from '#platform/room.ts';
import type { PaymentProvider } from '../provider.ts';

/** Where a provider tells us; on this machine for the simulator, whatever name members use. */
export function noticeUrlOf(
  { platform }: { platform: Pick<Platform, 'config'> },
  provider: Pick<PaymentProvider, 'name'>,
): string {
  return `${platform.config.noticeOrigin}/api/v1/payments/notices/${provider.name}`;
}

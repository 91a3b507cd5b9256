import type { PayerClient } from '../provider.ts';

/** A payer's browser as it announces itself. */
export type Visit = { ip: string; userAgent: string };

/** Where the payer is: inside WeChat, on a phone or at a desk. */
export function clientOf(visit: Visit | undefined): PayerClient {
  if (!visit) return { kind: 'desktop', ip: '127.0.0.1' };
  const { ip, userAgent } = visit;
  if (/MicroMessenger\//.test(userAgent)) return { kind: 'wechat', ip };
  const isPhone = /Mobi|Android|iPhone|HarmonyOS/.test(userAgent) && !/iPad/.test(userAgent);
  return { kind: isPhone ? 'phone' : 'desktop', ip };
}

import type { Config } from '#platform/config.ts';
import type { Courier } from '../courier.ts';
import { createKuaidi100Courier } from './kuaidi100.ts';

/** The real courier the settings name; undefined when they name none. */
export function courierFromSettings({
  kuaidi100,
  publicOrigin,
}: Pick<Config, 'kuaidi100' | 'publicOrigin'>): Courier | undefined {
  if (!kuaidi100) return undefined;
  const callbackUrl = `${publicOrigin}/api/v1/couriers/kuaidi100/notices`;
  return createKuaidi100Courier({ ...kuaidi100, callbackUrl });
}

import { dayMs } from '#platform/clock.ts';
import type { PaymentsDeps } from '../deps.ts';
import { hasBill, insertBill } from '../store/bill-store.ts';

const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

/** Downloads yesterday's bill of the provider once it is there (Shanghai days). */
export async function fetchBill(deps: PaymentsDeps): Promise<void> {
  const { platform, provider } = deps;
  const now = platform.clock.now();
  const day = shanghaiDay.format(new Date(now.getTime() - dayMs));
  if (await hasBill(platform.database.sql, provider.name, day)) return;
  const lines = await provider.downloadBill(day);
  await platform.database.transaction((tx) =>
    insertBill(tx, { provider: provider.name, day, lines, now }),
  );
}

import { plain } from '../../../views/trade/plain-order.ts';
import { fenToInput, yuanToFen } from '../../../views/trade/yuan.ts';
import { requireOperator } from '../operator.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOperator(event);
  const { searchParams } = event.url;
  const thisYear = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })
    .format(event.locals.now())
    .slice(0, 4);
  const asked = searchParams.get('year') ?? '';
  const year = /^20\d\d$/.test(asked) ? asked : thisYear;
  const sales = Number(searchParams.get('sales'));
  const gross = yuanToFen(searchParams.get('gross') ?? '');
  const report = await event.locals.rooms.office.getSellersReport({
    year,
    salesMin: Number.isInteger(sales) && sales > 0 && sales <= 1_000_000 ? sales : undefined,
    grossFenMin: gross,
  });
  return {
    report: plain(report),
    grossMin: fenToInput(String(report.grossFenMin)),
    years: Array.from({ length: 6 }, (_, back) => String(Number(thisYear) - back)),
  };
};

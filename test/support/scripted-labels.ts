import type { Courier } from '#fulfilment';
import { Outage } from '#platform/refusal.ts';

type Desk = NonNullable<Courier['labels']>;
type Order = Parameters<Desk['buy']>[0];

/** A desk that sells labels at one price, counts what it sold, and can be silent after selling. */
export function scriptedLabels() {
  const sold = new Map<string, { waybillNo: string; collectionCode: string }>();
  const cancelled = new Set<string>();
  const asked: Order[] = [];
  const state = { priceFen: 900n, isSilent: false, losesAnswers: false, isUsed: false };
  const labels: Desk = {
    quote: () => Promise.resolve([{ carrier: 'SF', priceFen: state.priceFen }]),
    buy(order) {
      asked.push(order);
      if (state.isSilent) return Promise.reject(new Outage('labels'));
      if (cancelled.has(order.outNo)) return Promise.resolve('cancelled');
      const known = sold.get(order.outNo);
      if (!known && order.priceFen < state.priceFen) return Promise.resolve('price-changed');
      const number = String(sold.size + 1).padStart(13, '0');
      const label = known ?? { waybillNo: `SF${number}`, collectionCode: '135790' };
      sold.set(order.outNo, label);
      return state.losesAnswers ? Promise.reject(new Outage('labels')) : Promise.resolve(label);
    },
    cancel(outNo) {
      if (state.isSilent) return Promise.reject(new Outage('labels'));
      if (state.isUsed) return Promise.resolve('used');
      cancelled.add(outNo);
      return Promise.resolve('cancelled');
    },
  };
  return { labels, sold, cancelled, asked, state };
}

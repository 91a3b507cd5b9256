import type { PlainOrder } from '../trade/plain-order.ts';
import type { PlainCapture, PlainSale, Stage } from './plain-after-sale.ts';

/** What the one who packed and the one who opened have filed; undefined where nothing was. */
export type CapturePair = {
  name: 'there' | 'back';
  packing: PlainCapture | undefined;
  opening: PlainCapture | undefined;
};

/** Packing beside opening, of the way there and of the way back; pairs without any are left out. */
export function pairsOf(captures: readonly PlainCapture[]): CapturePair[] {
  const newest = (stage: Stage) => captures.findLast((one) => one.stage === stage);
  const pairs: CapturePair[] = [
    { name: 'there', packing: newest('packing'), opening: newest('opening') },
    { name: 'back', packing: newest('return-packing'), opening: newest('return-opening') },
  ];
  return pairs.filter(({ packing, opening }) => packing ?? opening);
}

export type Compared = { serial: 'same' | 'other' | undefined; gramsApart: number | undefined };

/** How the two of a pair differ; undefined where one of them does not say. */
export function compare({ packing, opening }: CapturePair): Compared {
  const bare = (serial: string) => serial.replace(/[\s-]/g, '').toUpperCase();
  const [first, second] = [packing?.serial, opening?.serial];
  const [before, after] = [packing?.weightGrams, opening?.weightGrams];
  return {
    serial: first && second ? (bare(first) === bare(second) ? 'same' : 'other') : undefined,
    gramsApart: before && after ? Math.abs(before - after) : undefined,
  };
}

/** Which pictures the viewer can take now, for an order and its open after-sale. */
export function stagesNow(
  order: Pick<PlainOrder, 'role' | 'state' | 'delivery'>,
  sale: Pick<PlainSale, 'state'> | undefined,
): Stage[] {
  if (order.delivery === 'virtual') return [];
  if (order.role === 'seller') {
    if (sale?.state === 'WAIT_SELLER_RECEIVE') return ['return-opening'];
    return order.state === 'WAIT_SHIP' || sale?.state === 'WAIT_REPLACEMENT' ? ['packing'] : [];
  }
  if (sale?.state === 'WAIT_BUYER_RETURN') return ['return-packing'];
  if (sale && sale.state === 'WAIT_SELLER_RECEIVE') return [];
  return order.state === 'SHIPPED' || order.state === 'DELIVERED' ? ['opening'] : [];
}

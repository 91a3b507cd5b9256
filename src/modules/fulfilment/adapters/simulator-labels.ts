import * as z from 'zod';
import { Outage } from '#platform/refusal.ts';
import type { LabelDesk } from '../courier.ts';
import type { Call } from './simulator.ts';

const fen = z
  .int()
  .min(0)
  .transform((number) => BigInt(number));
const offers = z.object({ items: z.array(z.object({ carrier: z.string(), priceFen: fen })) });
const outcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('BOUGHT'), waybillNo: z.string(), collectionCode: z.string() }),
  z.object({ state: z.literal('PRICE_CHANGED') }),
  z.object({ state: z.literal('CANCELLED') }),
]);
const cancelled = z.object({ state: z.enum(['CANCELLED', 'USED']) });

/** The labels of the courier simulator. */
export function simulatorLabels(send: (call: Call) => Promise<string>): LabelDesk {
  return {
    async quote({ fromCity, to }) {
      const body = { fromCity, toCity: to.city };
      const text = await send({ method: 'POST', path: '/v1/label-quotes', body });
      return read(offers, text).items;
    },
    async buy({ outNo, carrier, priceFen, way }) {
      const { fromCity, to } = way;
      const body = { outNo, carrier, priceFen: Number(priceFen), fromCity, toCity: to.city };
      const text = await send({ method: 'POST', path: '/v1/labels', body });
      const answer = read(outcome, text);
      if (answer.state === 'PRICE_CHANGED') return 'price-changed';
      if (answer.state === 'CANCELLED') return 'cancelled';
      return { waybillNo: answer.waybillNo, collectionCode: answer.collectionCode };
    },
    async cancel(outNo) {
      const path = `/v1/labels/${encodeURIComponent(outNo)}/cancellation`;
      const text = await send({ method: 'POST', path, body: {} });
      return read(cancelled, text).state === 'USED' ? 'used' : 'cancelled';
    },
  };
}

function read<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Outage('courier', error);
  }
}

import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line, prose } from '#platform/http/schemas.ts';
import { refuse } from '#platform/refusal.ts';
import { answerForm } from '#kit/server/forms.ts';
import type { StepName } from '../../../views/aftersale/plain-after-sale.ts';
import { keepTypedAddress } from '../../../views/trade/typed-address.ts';
import { yuanToFen } from '../../../views/trade/yuan.ts';
import type { RequestEvent } from './$types';

/** One step of an after-sale: does it, then shows the order as it is now. */
export async function takeStep(event: RequestEvent) {
  const form = await event.request.formData();
  return answerForm(event, form, async () => {
    const { step, ...ofSale } = event.locals.parse(sent, Object.fromEntries(form));
    await steps[step](event, form, ofSale);
    redirect(303, `/orders/${event.params.id}#after-sale`);
  });
}

type OfSale = { afterSaleId: string; eventCount: number };
type Step = (event: RequestEvent, form: FormData, sale: OfSale) => Promise<unknown>;

const words = prose(1000).min(1);
const maybeWords = z.union([z.literal(''), words]).optional();
/** At most as many as the room takes. */
const pictures = z.array(id).max(9);
const waybill = z.object({ carrier: line(10), waybillNo: line(32) });

const typed = <Schema extends z.ZodType>(event: RequestEvent, form: FormData, schema: Schema) =>
  event.locals.parse(schema, Object.fromEntries(form));
const room = (event: RequestEvent) => event.locals.rooms.aftersale;

const accept: Step = (event, form, sale) =>
  room(event).answerAfterSale(event.locals.call(form), { ...sale, answer: 'accept' });

const acceptReturn: Step = async (event, form, sale) =>
  room(event).answerAfterSale(event.locals.call(form), {
    ...sale,
    answer: 'accept',
    addressId: await addressOf(event, form),
  });

const refuseIt: Step = (event, form, { afterSaleId }) =>
  room(event).answerAfterSale(event.locals.call(form), {
    afterSaleId,
    answer: 'refuse',
    words: typed(event, form, z.object({ words: maybeWords })).words || undefined,
    pictureIds: event.locals.parse(pictures, form.getAll('pictureIds')),
  });

const counter: Step = (event, form, { afterSaleId }) =>
  room(event).answerAfterSale(event.locals.call(form), {
    afterSaleId,
    answer: 'counter',
    amountFen: amountIn(form, 'amount'),
    words: typed(event, form, z.object({ words: maybeWords })).words || undefined,
  });

const found: Step = (event, form, { afterSaleId }) =>
  room(event).confirmReturn(event.locals.call(form), { afterSaleId, outcome: 'right' });

const steps: Record<StepName, Step> = {
  'accept-refund': accept,
  'accept-return': acceptReturn,
  'accept-counter': accept,
  refuse: refuseIt,
  'refuse-cancel': refuseIt,
  'decline-counter': refuseIt,
  counter,
  'counter-back': counter,
  'give-return-address': async (event, form, { afterSaleId }) =>
    room(event).giveReturnAddress(event.locals.call(form), {
      afterSaleId,
      addressId: await addressOf(event, form),
    }),
  'ship-return': (event, form, { afterSaleId }) =>
    room(event).shipReturn(event.locals.call(form), {
      afterSaleId,
      ...typed(event, form, waybill),
      freightFen: form.get('freight') ? amountIn(form, 'freight') : BigInt(0),
    }),
  'hand-back': (event, form, { afterSaleId }) =>
    room(event).shipReturn(event.locals.call(form), { afterSaleId, isByHand: true }),
  'confirm-return': found,
  'take-for-exchange': found,
  'refuse-return': (event, form, { afterSaleId }) =>
    room(event).confirmReturn(event.locals.call(form), {
      afterSaleId,
      outcome: 'wrong',
      ...typed(event, form, z.object({ words, captureId: id })),
    }),
  'ship-replacement': (event, form, { afterSaleId }) =>
    room(event).shipReplacement(event.locals.call(form), {
      afterSaleId,
      ...typed(event, form, waybill),
    }),
  'confirm-replacement': (event, form, { afterSaleId }) =>
    room(event).confirmReplacement(event.locals.call(form), { afterSaleId }),
  escalate: (event, form, { afterSaleId }) =>
    room(event).escalateAfterSale(event.locals.call(form), {
      afterSaleId,
      ...typed(event, form, z.object({ words })),
    }),
  withdraw: (event, form, { afterSaleId }) =>
    room(event).withdrawAfterSale(event.locals.call(form), { afterSaleId }),
};

const sent = z.object({
  step: z.enum(Object.keys(steps) as [StepName, ...StepName[]]),
  afterSaleId: id,
  eventCount: z.coerce.number().int().min(1),
});

function amountIn(form: FormData, name: string): bigint {
  const text = form.get(name);
  const fen = typeof text === 'string' ? yuanToFen(text) : undefined;
  return fen ?? refuse('platform/invalid-input', { fields: name });
}

/** The chosen address, or the one typed in its place, which is kept. */
async function addressOf(event: RequestEvent, form: FormData): Promise<string> {
  const chosen = form.get('addressId');
  if (chosen !== 'new' && chosen !== null) return event.locals.parse(id, chosen);
  return keepTypedAddress(event, form);
}

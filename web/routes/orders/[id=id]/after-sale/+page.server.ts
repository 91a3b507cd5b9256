import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, prose } from '#platform/http/schemas.ts';
import { refuse } from '#platform/refusal.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import {
  isAmountFree,
  openOf,
  reasonsFor,
  type AfterSaleType,
  type Reason,
} from '../../../../views/aftersale/plain-after-sale.ts';
import { plain } from '../../../../views/trade/plain-order.ts';
import { yuanToFen } from '../../../../views/trade/yuan.ts';
import type { Actions, PageServerLoad } from './$types';

/** One question a page: what, why, then how much and in which words; the address keeps the answers. */
export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { rooms } = event.locals;
  const input = { orderId: event.params.id };
  const lineNos = lineNosIn(event.url.searchParams);
  const [order, afterSales] = await Promise.all([
    rooms.orders.getOrder(actor, input),
    rooms.aftersale.listAfterSales(actor, { ...input, lineNos }),
  ]);
  const chosenLines = order.lines.filter(({ lineNo }) => lineNos.includes(lineNo));
  const { offer, items } = plain(afterSales);
  const types = offer?.types ?? [];
  const asked = event.url.searchParams;
  // Where there is but one thing to ask for, nobody is asked which.
  const type = types.length === 1 ? types[0] : types.find((one) => one === asked.get('type'));
  const reasons = offer && type ? reasonsFor(offer, type) : [];
  return {
    orderId: order.id,
    lines: plain(chosenLines.length > 0 ? chosenLines : order.lines),
    /** What can be chosen among; of an order that is not sent yet only all of it goes back. */
    choices: order.lines.length > 1 && order.state !== 'WAIT_SHIP' ? plain(order.lines) : [],
    lineNos,
    asksLines: !event.url.searchParams.has('line') && !event.url.searchParams.has('all'),
    isOpen: openOf(items) !== undefined,
    types,
    type,
    reasons,
    chosen: reasons.find(({ reason }) => reason === asked.get('reason')),
    idempotencyKey: randomUUID(),
  };
};

/** The lines that the address names, `?line=1&line=3`; none means all of the order. */
const lineNosIn = (asked: URLSearchParams): number[] =>
  asked.getAll('line').flatMap((text) => (/^[1-9]\d?$/.test(text) ? [Number(text)] : []));

const types = ['CANCEL', 'REFUND_ONLY', 'RETURN_REFUND', 'EXCHANGE', 'PARTIAL'] as const;
const reasons = [
  'not-received',
  'not-as-described',
  'damaged',
  'fake',
  'missing-parts',
  'hidden-fault',
  'seller-late',
  'changed-mind',
  'other',
] as const;
const wish = z.object({
  type: z.enum(types satisfies readonly AfterSaleType[]),
  reason: z.enum(reasons satisfies readonly Reason[]),
  words: prose(1000).min(1),
});
/** At most as many as the room takes. */
const pictures = z.array(id).max(9);

export const actions: Actions = {
  default: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const typed = event.locals.parse(wish, Object.fromEntries(form));
      await event.locals.rooms.aftersale.openAfterSale(event.locals.call(form), {
        orderId: event.params.id,
        ...typed,
        lineNos: lineNosIn(event.url.searchParams),
        amountFen: isAmountFree(typed.type) ? amountIn(form) : undefined,
        pictureIds: event.locals.parse(pictures, form.getAll('pictureIds')),
      });
      redirect(303, `/orders/${event.params.id}#after-sale`);
    });
  },
};

function amountIn(form: FormData): bigint {
  const text = form.get('amount');
  const fen = typeof text === 'string' ? yuanToFen(text) : undefined;
  return fen ?? refuse('platform/invalid-input', { fields: 'amount' });
}

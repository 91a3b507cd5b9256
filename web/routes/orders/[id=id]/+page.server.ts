import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line, prose } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { plainOrderReviews } from '../../../views/reviews/plain-reviews.ts';
import { reviewActions } from '../../../views/reviews/review-actions.ts';
import { drawQrCode } from '#kit/server/qr-code.ts';
import { pickupLink } from '../../../views/trade/pickup-link.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { rooms, publicOrigin } = event.locals;
  event.depends('orders:one');
  const input = { orderId: event.params.id };
  const order = await rooms.orders.getOrder(actor, input);
  const isShipped = order.delivery === 'courier' && order.shippedAt !== null;
  const tracking = isShipped ? await rooms.orders.getTracking(actor, input) : null;
  const reviews = await rooms.reviews.getOrderReviews(actor, input);
  return {
    order: plain(order),
    tracking: plain(tracking),
    pickupQr: order.pickupCode
      ? drawQrCode(pickupLink(publicOrigin, order.id, order.pickupCode))
      : null,
    carriers: order.role === 'seller' ? rooms.fulfilment.listCarriers() : [],
    isReturning: event.url.searchParams.has('paid') && order.state === 'WAIT_PAY',
    reviews: reviews.closesAt && plainOrderReviews(reviews),
    reviewTags: rooms.house.reviewTags[reviews.role],
    idempotencyKey: randomUUID(),
  };
};

const waybill = z.object({ carrier: line(10), waybillNo: line(32) });
const correction = waybill.extend({ parcelNo: z.coerce.number().int().default(1) });
const handover = z.object({
  pickupCode: z
    .string()
    .trim()
    .regex(/^\d{6}$/)
    .optional(),
  virtualGoods: prose(5000).optional(),
});
const reasons = [
  'not-received',
  'not-as-described',
  'damaged',
  'fake',
  'missing-parts',
  'other',
] as const;
const problem = z.object({ reason: z.enum(reasons), words: prose(1000).min(1) });
/** At most as many as the orders room takes. */
const proofs = z.array(id).max(9);
const extension = z.object({ days: z.coerce.number().int().min(1).max(21) });

type Orders = RequestEvent['locals']['rooms']['orders'];
type Act = (orders: Orders, event: RequestEvent, form: FormData) => Promise<unknown>;

/** One form of the order's page: does it, then shows the order as it is now. */
function act(work: Act) {
  return async (event: RequestEvent) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await work(event.locals.rooms.orders, event, form);
      redirect(303, `/orders/${event.params.id}`);
    });
  };
}

const typed = <Schema extends z.ZodType>(event: RequestEvent, schema: Schema, form: FormData) =>
  event.locals.parse(schema, Object.fromEntries(form));
const of = (event: RequestEvent) => ({ orderId: event.params.id });

export const actions: Actions = {
  ...reviewActions,
  pay: act(async (orders, event, form) => {
    const { visit } = event.locals;
    const { cashierUrl } = await orders.payOrder(event.locals.call(form), { ...of(event), visit });
    redirect(303, cashierUrl, { external: true });
  }),
  cancel: act((orders, event, form) => orders.cancelOrder(event.locals.call(form), of(event))),
  confirm: act((orders, event, form) => orders.confirmReceipt(event.locals.call(form), of(event))),
  extend: act((orders, event, form) => orders.extendReceipt(event.locals.call(form), of(event))),
  extendShipping: act((orders, event, form) =>
    orders.extendShipping(event.locals.call(form), {
      ...of(event),
      ...typed(event, extension, form),
    }),
  ),
  ship: act((orders, event, form) =>
    orders.shipOrder(event.locals.call(form), { ...of(event), ...typed(event, waybill, form) }),
  ),
  parcel: act((orders, event, form) =>
    orders.addParcel(event.locals.call(form), { ...of(event), ...typed(event, waybill, form) }),
  ),
  correct: act((orders, event, form) =>
    orders.correctWaybill(event.locals.call(form), {
      ...of(event),
      ...typed(event, correction, form),
    }),
  ),
  handOver: act((orders, event, form) =>
    orders.handOverOrder(event.locals.call(form), {
      ...of(event),
      ...typed(event, handover, form),
    }),
  ),
  problem: act((orders, event, form) =>
    orders.reportProblem(event.locals.call(form), {
      ...of(event),
      ...typed(event, problem, form),
      pictureIds: event.locals.parse(proofs, form.getAll('pictureIds')),
    }),
  ),
};

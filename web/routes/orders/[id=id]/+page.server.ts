import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { line, prose } from '#platform/http/schemas.ts';
import { isRefusal, Outage } from '#platform/refusal.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { plainOrderReviews } from '../../../views/reviews/plain-reviews.ts';
import { reviewActions } from '../../../views/reviews/review-actions.ts';
import { drawQrCode } from '#kit/server/qr-code.ts';
import { pickupLink } from '../../../views/trade/pickup-link.ts';
import { openOf } from '../../../views/aftersale/plain-after-sale.ts';
import { placeText } from '../../../views/trade/address-input.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { takeStep } from './after-sale-steps.ts';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { rooms, publicOrigin } = event.locals;
  event.depends('orders:one');
  const input = { orderId: event.params.id };
  const [order, afterSales] = await Promise.all([
    rooms.orders.getOrder(actor, input),
    rooms.aftersale.listAfterSales(actor, input),
  ]);
  const isShipped = order.delivery === 'courier' && order.shippedAt !== null;
  const tracking = isShipped ? await rooms.orders.getTracking(actor, input) : null;
  const [reviews, readings] = await Promise.all([
    rooms.reviews.getOrderReviews(actor, input),
    rooms.office.listReadings(actor, input),
  ]);
  const sales = plain(afterSales);
  const steps = openOf(sales.items)?.guide.actions ?? [];
  const mayBuyLabel = order.label === null && order.guide.actions.includes('ship');
  const needsAddress = steps.includes('accept-return') || steps.includes('give-return-address');
  return {
    order: plain(order),
    afterSales: sales,
    tracking: plain(tracking),
    pickupQr: order.pickupCode
      ? drawQrCode(pickupLink(publicOrigin, order.id, order.pickupCode))
      : null,
    carriers:
      order.role === 'seller' || steps.includes('ship-return')
        ? rooms.fulfilment.listCarriers()
        : [],
    labelOffers: mayBuyLabel ? await labelOffers(event) : [],
    addresses: needsAddress ? await ownAddresses(event) : [],
    isReminded: event.url.searchParams.has('reminded'),
    isReturning: event.url.searchParams.has('paid') && order.state === 'WAIT_PAY',
    readings: plain(readings.items),
    reviews: reviews.closesAt && plainOrderReviews(reviews),
    reviewTags: rooms.house.reviewTags[reviews.role],
    idempotencyKey: randomUUID(),
  };
};

/** What the courier asks for a label; while it is silent the page does without. */
async function labelOffers(event: Parameters<PageServerLoad>[0]) {
  const { orders } = event.locals.rooms;
  try {
    const input = { orderId: event.params.id };
    return plain((await orders.listLabelOffers(requireMember(event), input)).items);
  } catch (error) {
    if (error instanceof Outage || isRefusal(error)) return [];
    throw error;
  }
}

async function ownAddresses(event: Parameters<PageServerLoad>[0]) {
  const { items } = await event.locals.rooms.identity.listAddresses(requireMember(event));
  return items.map(({ id, name, phone, region, detail, isDefault }) => {
    return { id, name, phone, text: placeText(region, detail), isDefault };
  });
}

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
const labelForm = z.object({
  carrier: line(10),
  priceFen: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform((digits) => BigInt(digits)),
});
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
  label: act((orders, event, form) =>
    orders.buyLabel(event.locals.call(form), { ...of(event), ...typed(event, labelForm, form) }),
  ),
  dropLabel: act((orders, event, form) =>
    orders.cancelLabel(event.locals.call(form), {
      ...of(event),
      ...typed(event, waybill.pick({ waybillNo: true }), form),
    }),
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
  remind: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await event.locals.rooms.orders.remind(event.locals.call(form), of(event));
      redirect(303, `/orders/${event.params.id}?reminded=1`);
    });
  },
  afterSale: takeStep,
};

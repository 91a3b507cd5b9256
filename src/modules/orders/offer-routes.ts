import * as z from 'zod';
import { at, fen, fenInput, id } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import { offerRoundsMax, quantityMax } from './domain/rules.ts';
import type { Orders } from './index.ts';

const tag = 'offers';
const params = z.object({ offerId: id });
const states = z.enum(['open', 'accepted', 'declined', 'withdrawn', 'lapsed']);
const side = z.enum(['buyer', 'seller']);
const round = z.int().min(1).max(offerRoundsMax);

const makeOfferBody = z.object({
  listingId: id,
  quantity: z.int().min(1).max(quantityMax).default(1),
  unitPriceFen: fenInput.refine((price) => price > 0n, { message: 'at least one fen' }),
  addressId: id.optional(),
});

const answerBody = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.enum(['accept', 'decline']), round }),
  z.strictObject({ answer: z.literal('counter'), round, unitPriceFen: fenInput }),
]);

const offerReceipt = z.object({
  offerId: id,
  state: states,
  round: z.int(),
  orderId: id.nullable(),
});

const offerView = z.object({
  id,
  role: side,
  listingId: id,
  title: z.string(),
  coverUrl: z.string().nullable(),
  quantity: z.int(),
  state: states,
  round: z.int(),
  roundsMax: z.int(),
  askingFen: fen,
  freightFen: fen,
  unitPriceFen: fen,
  totalFen: fen,
  aboveFen: fen,
  belowFen: fen,
  prices: z.array(z.object({ by: side, unitPriceFen: fen, at })),
  validUntil: at,
  isStale: z.boolean(),
  orderId: id.nullable(),
  orderState: z.string().nullable(),
  payBy: at.nullable(),
  actions: z.array(z.enum(['accept', 'counter', 'decline', 'withdraw'])),
});

/** Offers: a lower price is named, answered within three rounds, and becomes an order. */
export function offerRoutes(orders: Orders): Route[] {
  return [makeOffer(orders), getOffer(orders), answerOffer(orders), withdrawOffer(orders)];
}

const makeOffer = (orders: Orders) =>
  route(
    {
      operationId: 'makeOffer',
      method: 'POST',
      path: '/offers',
      summary: 'Offer a lower price for a listing; the seller has a day to answer',
      tag,
      body: makeOfferBody,
      response: offerReceipt.extend({ conversationId: id }),
      status: 201,
      idempotent: true,
    },
    ({ call, body }) => orders.makeOffer(call(), body),
  );

const getOffer = (orders: Orders) =>
  route(
    {
      operationId: 'getOffer',
      method: 'GET',
      path: '/offers/{offerId}',
      summary: 'One offer: every price named, what stands, and what I may answer',
      tag,
      params,
      response: offerView,
    },
    ({ call, params: input }) => orders.getOffer(call().actor, input),
  );

const answerOffer = (orders: Orders) =>
  route(
    {
      operationId: 'answerOffer',
      method: 'POST',
      path: '/offers/{offerId}/answer',
      summary: 'Accept the price that stands, name another, or decline',
      tag,
      params,
      body: answerBody,
      response: offerReceipt,
      idempotent: true,
    },
    ({ call, params: input, body }) => orders.answerOffer(call(), { ...input, ...body }),
  );

const withdrawOffer = (orders: Orders) =>
  route(
    {
      operationId: 'withdrawOffer',
      method: 'POST',
      path: '/offers/{offerId}/withdrawal',
      summary: 'Take back the price I named, while it is not answered',
      tag,
      params,
      response: offerReceipt,
      idempotent: true,
    },
    ({ call, params: input }) => orders.withdrawOffer(call(), input),
  );

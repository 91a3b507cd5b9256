import * as z from 'zod';
import { at, day, fen, fenInput, id, line, page, prose } from '#platform/http/schemas.ts';
import { otherwises } from './domain/guide.ts';
import { orderGroups, type OrderGroup } from './domain/order-groups.ts';
import { linesMax, quantityMax, shipExtensionDaysMax } from './domain/rules.ts';

const state = z.enum([
  'WAIT_PAY',
  'WAIT_SHIP',
  'SHIPPED',
  'DELIVERED',
  'COMPLETED',
  'CLOSED',
  'REFUNDED',
]);

const memberCard = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
});

export const orderParams = z.object({ orderId: id });

export const orderLines = z
  .array(z.object({ listingId: id, quantity: z.int().min(1).max(quantityMax) }))
  .min(1)
  .max(linesMax);

export const placeOrderBody = z.object({
  lines: orderLines,
  addressId: id.optional(),
  expectedTotalFen: fenInput,
  buyerNote: line(200).optional(),
  /** Puts an alias made for this order in the place of the receiver's name. */
  usesAlias: z.boolean().default(false),
});

export const placedOrder = z.object({
  orderId: id,
  state: z.literal('WAIT_PAY'),
  goodsFen: fen,
  discountFen: fen,
  freightFen: fen,
  totalFen: fen,
  payBy: at,
  paymentAttemptId: id,
});

export const quoteBody = z.object({
  lines: orderLines,
  /** Where the parcel shall go; else the province of an address that is being written. */
  addressId: id.optional(),
  province: z.string().trim().max(30).optional(),
});
const tier = z.object({ pieces: z.int(), discountBps: z.int() }).nullable();
export const quote = z.object({
  goodsFen: fen,
  discountFen: fen,
  freightFen: fen,
  isFreightKnown: z.boolean(),
  totalFen: fen,
  sellerReceivesFen: fen,
  feeFen: fen,
  feeBps: z.int(),
  tier,
  nextTier: tier,
  lines: z.array(z.object({ listingId: id, quantity: z.int(), goodsFen: fen, discountFen: fen })),
});

export const cashier = z.object({ orderId: id, attemptId: id, cashierUrl: z.url() });
export const orderReceipt = z.object({ orderId: id, state, eventCount: z.int() });

export const waybillBody = z.object({
  carrier: z.string().regex(/^[A-Z]{2,10}$/),
  waybillNo: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{6,32}$/),
});
export const correctionBody = waybillBody.extend({
  /** Which parcel, of several. */
  parcelNo: z.int().min(1).max(1000).default(1),
});
export const parcelReceipt = orderReceipt.extend({ parcelNo: z.int() });
export const handOverBody = z.object({
  pickupCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  virtualGoods: prose(5000).optional(),
});
export const extendShippingBody = z.object({ days: z.int().min(1).max(shipExtensionDaysMax) });

export const orderSearch = {
  role: z.enum(['buyer', 'seller']).default('buyer'),
  text: line(60).optional(),
  group: z.enum(Object.keys(orderGroups) as [OrderGroup, ...OrderGroup[]]).optional(),
  state: state.optional(),
  inAfterSale: z.stringbool().optional(),
  from: day.optional(),
  to: day.optional(),
};
export const listOrdersQuery = z.object({
  ...orderSearch,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

const guide = z.object({
  step: z.int(),
  steps: z.literal(5),
  money: z.enum(['not-paid', 'escrow', 'seller', 'going-back', 'back-with-buyer', 'never-taken']),
  actor: z.enum(['buyer', 'seller', 'courier', 'nobody']),
  dueAt: at.nullable(),
  otherwise: z.enum(otherwises),
  actions: z.array(z.string()),
});

export const orderSummary = z.object({
  id,
  role: z.enum(['buyer', 'seller']),
  state,
  compatCode: z.int(),
  delivery: z.enum(['courier', 'pickup', 'virtual']),
  other: memberCard,
  lines: z.array(
    z.object({
      lineNo: z.int(),
      listingId: id,
      quantity: z.int(),
      unitPriceFen: fen,
      discountFen: fen,
      title: z.string(),
      condition: z.string(),
      coverUrl: z.string().nullable(),
      noteId: id.nullable(),
    }),
  ),
  totalFen: fen,
  refundedFen: fen,
  createdAt: at,
  guide,
});
export const orderPage = page(orderSummary);

/** ¥1,000: no parcel of a member costs more to send. */
const labelPrice = fenInput.refine((price) => price <= 100_000n);
const carrierCode = z.string().regex(/^[A-Z]{2,10}$/);
/** What a label costs its seller. */
export const labelOffer = z.object({ carrier: carrierCode, priceFen: fen });
/** A label to buy, at the price that was shown. */
export const labelBody = z.strictObject({ carrier: carrierCode, priceFen: labelPrice });
/** Which label is meant; null is the one that was asked for and not sold yet. */
export const labelNamed = z.strictObject({ waybillNo: waybillBody.shape.waybillNo.nullable() });
/** A label as its seller sees it. */
export const label = labelOffer.extend({
  waybillNo: z.string(),
  collectionCode: z.string(),
  boughtAt: at,
});

/** A file that is sold. */
export const virtualFile = z.object({
  name: z.string(),
  sizeBytes: z.int(),
  givenAt: at.nullable(),
});
export const orderView = orderSummary.extend({
  goodsFen: fen,
  discountFen: fen,
  freightFen: fen,
  paidFen: fen,
  feeFen: fen,
  netFen: fen,
  feeBps: z.int(),
  payBy: at,
  paidAt: at.nullable(),
  shipBy: at.nullable(),
  freeCancelUntil: at.nullable(),
  shippedAt: at.nullable(),
  scanBy: at.nullable(),
  moveBy: at.nullable(),
  deliveredAt: at.nullable(),
  confirmBy: at.nullable(),
  completedAt: at.nullable(),
  closedAt: at.nullable(),
  refundedAt: at.nullable(),
  endReason: z.string().nullable(),
  receiptExtensionsUsed: z.int(),
  buyerNote: z.string().nullable(),
  address: z
    .object({
      name: z.string(),
      phone: z.string(),
      region: z.string(),
      detail: z.string(),
      alias: z.string().nullable(),
    })
    .nullable(),
  addressShown: z.enum(['whole', 'masked', 'hidden']).nullable(),
  pickupCode: z.string().nullable(),
  virtualGoods: z.string().nullable(),
  virtualFile: virtualFile.nullable(),
  /** Whether the viewer may remind the other side now. */
  mayRemind: z.boolean(),
  label: label.nullable(),
  events: z.array(
    z.object({
      seq: z.int(),
      command: z.string(),
      from: z.string(),
      to: state,
      role: z.string(),
      at,
    }),
  ),
});

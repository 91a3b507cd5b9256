import * as z from 'zod';
import { at, fen, fenInput, id, line, page, prose } from '#platform/http/schemas.ts';
import { trackingView } from '#fulfilment';
import { afterSaleStates, afterSaleTypes, reasonNames } from './domain/after-sale.ts';
import { afterSaleMachine, type CommandName } from './domain/after-sale-machine.ts';
import { linesMax, picturesMax } from './domain/rules.ts';

const state = z.enum(afterSaleStates);
const party = z.enum(['buyer', 'seller']);
const command = z.enum(Object.keys(afterSaleMachine) as [CommandName, ...CommandName[]]);
const positiveFen = fenInput.refine((amount) => amount > 0n, { message: 'at least one fen' });
const pictureIds = z.array(id).max(picturesMax);

const lineNo = z.int().min(1).max(linesMax);

export const orderParams = z.object({ orderId: id });
export const params = z.object({ afterSaleId: id });
export const captureParams = z.object({ captureId: id });

export const openBody = z.object({
  type: z.enum(afterSaleTypes),
  reason: z.enum(reasonNames),
  words: prose(1000).min(1),
  pictureIds: pictureIds.default([]),
  amountFen: positiveFen.optional(),
  /** Which lines of an order of several; all of them unless given. */
  lineNos: z.array(lineNo).max(linesMax).optional(),
});
/** `1,3`: what can be asked for these lines of the order. */
export const listQuery = z.object({
  lines: z
    .string()
    .regex(/^\d{1,2}(,\d{1,2}){0,19}$/)
    .transform((text) => text.split(',').map(Number))
    .optional(),
});
export const problemBody = z.object({
  reason: z.enum(['not-received', 'not-as-described', 'damaged', 'fake', 'missing-parts', 'other']),
  words: prose(1000).min(1),
  pictureIds: pictureIds.default([]),
});
export const answerBody = z.discriminatedUnion('answer', [
  z.strictObject({
    answer: z.literal('accept'),
    addressId: id.optional(),
    eventCount: z.int().min(1).optional(),
  }),
  z.strictObject({
    answer: z.literal('refuse'),
    words: prose(1000).min(1).optional(),
    pictureIds: pictureIds.default([]),
  }),
  z.strictObject({
    answer: z.literal('counter'),
    amountFen: positiveFen,
    words: prose(1000).min(1).optional(),
  }),
]);
export const returnAddressBody = z.object({ addressId: id });

const waybill = {
  carrier: z.string().regex(/^[A-Z]{2,10}$/),
  waybillNo: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{6,32}$/),
};
export const replacementBody = z.object(waybill);
export const returnBody = z.union([
  z.strictObject({ ...waybill, freightFen: fenInput.default(0n) }),
  z.strictObject({ isByHand: z.literal(true) }),
]);
export const returnReceiptBody = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('right') }),
  z.strictObject({ outcome: z.literal('wrong'), words: prose(1000).min(1), captureId: id }),
]);
export const escalationBody = z.object({ words: prose(1000).min(1) });
export const decisionBody = z.object({ refundFen: fenInput, reason: line(500) });

export const captureBody = z.object({
  stage: z.enum(['packing', 'opening', 'return-packing', 'return-opening']),
});
export const openedCapture = z.object({ captureId: id, code: z.string(), expiresAt: at });
export const takeCaptureBody = z.object({
  pictureIds: pictureIds.min(1),
  serial: line(60).optional(),
  weightGrams: z.int().min(1).max(200_000).optional(),
});
export const takenCapture = z.object({ captureId: id, takenAt: at });

export const receipt = z.object({ afterSaleId: id, orderId: id, state, eventCount: z.int() });

const picture = z.object({ id, url: z.string() });
const address = z.object({
  name: z.string(),
  phone: z.string(),
  region: z.string(),
  detail: z.string(),
});

export const afterSaleView = z.object({
  id,
  orderId: id,
  role: party,
  type: z.enum(afterSaleTypes),
  reason: z.enum(reasonNames),
  lineNos: z.array(z.int()).nullable(),
  state,
  compatCode: z.int(),
  askedFen: fen,
  mostFen: fen,
  offeredFen: fen.nullable(),
  countersLeft: z.int(),
  refundedFen: fen,
  returnFreightFen: fen,
  openedAt: at,
  endedAt: at.nullable(),
  endReason: z.string().nullable(),
  eventCount: z.int(),
  returnAddress: address.nullable(),
  replacementAddress: address.nullable(),
  returnTracking: trackingView.nullable(),
  replacementTracking: trackingView.nullable(),
  guide: z.object({
    actor: z.enum(['buyer', 'seller', 'courier', 'operator', 'nobody']),
    dueAt: at.nullable(),
    otherwise: command.nullable(),
    actions: z.array(command),
  }),
  events: z.array(
    z.object({
      seq: z.int(),
      command: z.string(),
      to: state,
      role: z.string(),
      amountFen: fen.nullable(),
      words: z.string().nullable(),
      pictures: z.array(picture),
      at,
    }),
  ),
});

const capture = z.object({
  id,
  stage: captureBody.shape.stage,
  by: party,
  code: z.string(),
  takenAt: at,
  pictures: z.array(picture),
  serial: z.string().nullable(),
  weightGrams: z.int().nullable(),
});

export const orderAfterSales = z.object({
  items: z.array(afterSaleView),
  captures: z.array(capture),
  offer: z
    .object({
      types: z.array(z.enum(afterSaleTypes)),
      reasons: z.array(
        z.object({ reason: z.enum(reasonNames), mostFen: fen, until: at.nullable() }),
      ),
    })
    .nullable(),
});

const memberCard = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
});

export const disputedPage = page(
  afterSaleView.extend({
    title: z.string(),
    totalFen: fen,
    orderState: z.string(),
    buyer: memberCard,
    seller: memberCard,
    captures: z.array(capture),
  }),
);

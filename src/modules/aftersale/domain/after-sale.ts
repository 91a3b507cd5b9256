import type { Id } from '#platform/ids.ts';

/** What the buyer asks for. */
export const afterSaleTypes = [
  'CANCEL',
  'REFUND_ONLY',
  'RETURN_REFUND',
  'EXCHANGE',
  'PARTIAL',
] as const;
export type AfterSaleType = (typeof afterSaleTypes)[number];

export const afterSaleStates = [
  'WAIT_SELLER',
  'WAIT_BUYER',
  'WAIT_RETURN_ADDRESS',
  'WAIT_BUYER_RETURN',
  'WAIT_SELLER_RECEIVE',
  'WAIT_REPLACEMENT',
  'WAIT_REPLACEMENT_RECEIPT',
  'REFUSED',
  'DISPUTED',
  'REFUNDED',
  'EXCHANGED',
  'CLOSED',
] as const;
export type AfterSaleState = (typeof afterSaleStates)[number];

export type Party = 'buyer' | 'seller';
export type AfterSaleRole = Party | 'clock' | 'courier' | 'operator';

/** Why; each reason says whose fault it would be, and so who bears the freight. */
export const reasons = {
  'not-received': 'seller',
  'not-as-described': 'seller',
  damaged: 'seller',
  fake: 'seller',
  'missing-parts': 'seller',
  'hidden-fault': 'seller',
  'seller-late': 'seller',
  'changed-mind': 'buyer',
  other: 'both',
} as const satisfies Record<string, Party | 'both'>;
export type Reason = keyof typeof reasons;
export const reasonNames = Object.keys(reasons) as [Reason, ...Reason[]];

/** Everything about an after-sale that decides what may happen to it next. Amounts in fen. */
export type AfterSale = {
  id: Id;
  orderId: Id;
  buyerId: Id;
  sellerId: Id;
  type: AfterSaleType;
  reason: Reason;
  /** Which lines of the order it is about; null: all of it. */
  lineNos: number[] | null;
  state: AfterSaleState;
  /** What the buyer asks to get back; 0 for an exchange. */
  askedFen: bigint;
  /** The most that can come back for this reason. */
  mostFen: bigint;
  /** What the seller offers instead, while the buyer is to answer. */
  offeredFen: bigint | null;
  /** How many amounts were named in answer to the first. */
  counters: number;
  /** What the buyer says the way back cost, and whose part of it the seller pays. */
  returnFreightFen: bigint;
  /** The goods go back from hand to hand: no carrier can prove it. */
  isByHand: boolean;
  /** Whether the parcel now on its way is tracked, when it left, and whether it arrived. */
  parcel: { isTracked: boolean; sentAt: Date; deliveredAt: Date | null } | null;
  openedAt: Date;
  /** When the clock decides; null while nobody's silence counts. */
  dueAt: Date | null;
  refundedFen: bigint;
  endedAt: Date | null;
  /** The command that ended it. */
  endReason: string | null;
  eventCount: number;
};

/** The codes other marketplaces' clients know these states by. @source rules.json afterSale.states */
export const compatCodes: Record<AfterSaleState, number> = {
  WAIT_SELLER: 1,
  // The seller has answered with an amount; to such a client it still waits for an agreement.
  WAIT_BUYER: 1,
  WAIT_BUYER_RETURN: 2,
  WAIT_SELLER_RECEIVE: 3,
  // The replacement is on its way: the goods of this case are not settled yet.
  WAIT_REPLACEMENT: 3,
  WAIT_REPLACEMENT_RECEIPT: 3,
  CLOSED: 4,
  EXCHANGED: 4,
  REFUNDED: 5,
  REFUSED: 6,
  WAIT_RETURN_ADDRESS: 8,
  DISPUTED: 9,
};

/** Whether it has come to its end. */
export function isOver(state: AfterSaleState): boolean {
  return state === 'REFUNDED' || state === 'EXCHANGED' || state === 'CLOSED';
}

/** What was handed back waits for its receiver's word alone; a replacement always has a parcel. */
export function isHandedBack(sale: Pick<AfterSale, 'state' | 'isByHand'>): boolean {
  return sale.isByHand && sale.state === 'WAIT_SELLER_RECEIVE';
}

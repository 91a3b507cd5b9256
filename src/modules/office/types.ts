import type { Id } from '#platform/ids.ts';
import type { Freeze, PayoutStop, SellerIncome } from '#ledger';
import type { WaitingPayout } from '#payments';
import type { MoneyMove, MoveState } from './domain/money-move.ts';

type Amount = { amountFen: bigint; orderId?: Id | undefined };

/** What an operator may propose: whose money, how much, and why. */
export type ProposeMoveInput = { reason: string } & (
  | ({ kind: 'goodwill'; toId: Id } & Amount)
  | ({ kind: 'goodwill-back'; fromId: Id } & Amount)
  | ({ kind: 'correction'; fromId: Id; toId: Id } & Amount)
  | ({ kind: 'debt-forgiven'; fromId: Id } & Amount)
  | { kind: 'payout-cancelled'; payoutId: Id }
);

export type MoveReceipt = { moveId: Id; state: MoveState; expiresAt: Date };

/** A member as the console names them. */
export type Named = { id: Id; nickname: string };

export type MoveView = Omit<
  MoneyMove,
  'state' | 'fromId' | 'toId' | 'proposedBy' | 'approvedBy' | 'closedBy'
> & {
  state: MoveState | 'EXPIRED';
  from: Named | null;
  to: Named | null;
  proposedBy: Named;
  approvedBy: Named | null;
  closedBy: Named | null;
};

/** All of a member's money, or what one sale brought its seller. */
export type FreezeInput = { reason: string; reviewAt: Date } & ({ memberId: Id } | { orderId: Id });

export type FreezeView = Omit<Freeze, 'memberId' | 'frozenBy' | 'releasedBy'> & {
  member: Named;
  frozenBy: Named;
  releasedBy: Named | null;
};

/** What stands still now. */
export type Standstill = {
  stop: (Omit<PayoutStop, 'stoppedBy'> & { stoppedBy: Named | null }) | null;
  payouts: (Omit<WaitingPayout, 'memberId'> & { member: Named })[];
};

export type ReadMessages = {
  messages: {
    seq: number;
    role: 'buyer' | 'seller';
    nickname: string;
    text: string | null;
    pictureSrc: string | null;
    /** What kind of card was sent in place of words. */
    card: string | null;
    isTakenDown: boolean;
    at: Date;
  }[];
  /** Read on before this number; null at the beginning. */
  before: number | null;
};

export type RevealedAddress = { name: string; phone: string; region: string; detail: string };

/** That an operator read something of an order, as its two are told. */
export type ReadingView = { id: Id; what: 'messages' | 'address'; reason: string; at: Date };

export type SearchOrdersInput = {
  /** An order's, payment's or parcel's number, a title, a nickname, a phone or the end of one. */
  q?: string | undefined;
  state?: string | undefined;
  totalFen?: bigint | undefined;
  /** Days of Shanghai's calendar, both included. */
  from?: string | undefined;
  until?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

export type FoundOrderView = {
  id: Id;
  title: string;
  buyer: Named;
  seller: Named;
  state: string;
  totalFen: bigint;
  createdAt: Date;
};

/** Where a line of an order's story comes from. */
export const storySources = [
  'order',
  'offer',
  'aftersale',
  'parcel',
  'ledger',
  'payment',
  'notice',
  'refund',
  'capture',
  'review',
  'operator',
] as const;
export type StorySource = (typeof storySources)[number];

/** One thing that happened to an order: when, by whom, and by what code it is known. */
export type StoryLine = {
  at: Date;
  source: StorySource;
  code: string;
  role: string | null;
  actor: Named | null;
  words: string | null;
  amountFen: bigint | null;
  /** What else is known, by name: numbers of providers, states, weights. */
  facts: { name: string; value: string }[];
  /** Both sides of a transfer; empty for everything else. */
  entries: { account: string; amountFen: bigint }[];
  pictures: { id: Id; url: string }[];
};

export type OrderStory = {
  id: Id;
  title: string;
  state: string;
  delivery: string;
  buyer: Named;
  seller: Named;
  goodsFen: bigint;
  freightFen: bigint;
  totalFen: bigint;
  paidFen: bigint;
  refundedFen: bigint;
  feeFen: bigint | null;
  createdAt: Date;
  lines: { listingId: Id; title: string; quantity: number; unitPriceFen: bigint }[];
  addressMasked: { name: string; phone: string; region: string } | null;
  story: StoryLine[];
};

export type SellersInput = {
  year: string;
  salesMin?: number | undefined;
  grossFenMin?: bigint | undefined;
};

/** A seller as the report names them; the file has the whole name. */
export type ReportedSeller = SellerIncome & {
  nickname: string;
  person: { nameMasked: string; idNumberMasked: string; hash: string } | null;
  /** Whether one of the limits is reached. */
  isReported: boolean;
};

export type SellersReport = {
  year: string;
  salesMin: number;
  grossFenMin: bigint;
  /** How many sold something, and how many of them are reported. */
  sellers: number;
  reported: number;
  /** Those with the largest income. */
  items: ReportedSeller[];
};

import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { Audience } from '#circles';
import type { MemberCard } from '#identity';
import type { Condition, Delivery, ShipWithin } from './domain/rules.ts';
import type { ListingState } from './domain/state.ts';

/** What hangs on a note in lists: no more than one row knows. */
export type ListingTag = {
  id: Id;
  sellerId: Id;
  title: string;
  priceFen: bigint;
  condition: Condition;
  delivery: Delivery;
  /** 0 with a courier means 包邮. */
  freightFen: bigint;
  /** The most it can be, where a template decides by address; then `freightFen` is the least. */
  freightMostFen: bigint | null;
  stock: number;
  state: ListingState;
  /** The cover in a card's size. */
  coverUrl: string | null;
};

/** A listing as a card: in a note, a chat, a shop. */
export type ListingCard = ListingTag & {
  noteId: Id | null;
  audience: Audience;
  /** What is wrong with it, wherever it can be bought. */
  flaw: string | null;
  shipWithin: ShipWithin;
  /** How many the reader can buy: without what is kept for others. */
  free: number;
  /** Until when its shop is on holiday; null while it sells. */
  awayUntil: Date | null;
  cover: PictureView | null;
  seller: MemberCard;
  /** What the seller would receive for one piece, freight included, after the fee. */
  netFen: bigint;
};

/** A listing in full, with its price history. */
export type ListingView = ListingCard & {
  description: string;
  pictures: PictureView[];
  priceHistory: { priceFen: bigint; since: Date }[];
  version: number;
  publishedAt: Date;
  editedAt: Date | null;
  /** When its title last became another; prices before may have been of other goods. */
  retitledAt: Date | null;
  /** What the shop says of the holiday that lasts. */
  awayNote: string | null;
  /** What is kept: for the reader alone, or to its seller everything. */
  reservations: ReservationView[];
  isOwn: boolean;
  /** Only for its seller. */
  freightTemplateId: Id | null;
  /** Only for its seller and for operators. */
  takeDownReason: string | null;
};

/** Pieces that are kept for a member until a time. */
export type ReservationView = {
  id: Id;
  member: MemberCard;
  quantity: number;
  until: Date;
};

export type ListingPage = { items: ListingCard[]; nextCursor: string | null };

/** What projections of the rooms above keep of a listing that is on the shelf. */
export type ListingFacts = {
  id: Id;
  sellerId: Id;
  audience: Audience;
  title: string;
  /** Everything else the seller wrote of it. */
  text: string;
  priceFen: bigint;
  condition: Condition;
  delivery: Delivery;
  isSoldOut: boolean;
  publishedAt: Date;
};

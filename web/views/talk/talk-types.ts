import type { Fen } from '#kit/i18n/format.ts';

/** A thing of another room in a conversation; null where it is gone or not this reader's to see. */
export interface TalkCard {
  readonly kind: string;
  readonly ref: string;
  readonly view: unknown;
}

/** A kept picture as the API answers it. */
export interface TalkPicture {
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly sources: readonly { readonly url: string; readonly width: number }[];
  readonly alt: string;
}

/** A message as the API answers it. */
export interface TalkMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly senderId: string;
  readonly clientId: string;
  readonly text: string | null;
  readonly picture: TalkPicture | null;
  readonly card: TalkCard | null;
  readonly sentAt: string;
  readonly isDoubtful: boolean;
  readonly isTakenDown: boolean;
}

export type TalkWriting = 'open' | 'blocked' | 'wait-for-answer';

/** A conversation's head as the API answers it. */
export interface TalkHead {
  readonly id: string;
  readonly with: { readonly id: string; readonly nickname: string };
  readonly about: TalkCard | null;
  readonly lastSeq: number;
  readonly readSeq: number;
  readonly otherReadSeq: number;
  readonly writing: TalkWriting;
}

/** What a card of goods shows. */
export interface GoodsOnCard {
  readonly id: string;
  readonly sellerId: string;
  readonly title: string;
  readonly coverUrl: string | null;
  readonly priceFen: Fen;
  readonly freightFen: Fen;
  readonly delivery: string;
  /** How many the reader can buy. */
  readonly free: number;
  readonly state: string;
}

/** What a card of an offer shows; prices are of one piece. */
export interface OfferOnCard {
  readonly id: string;
  readonly role: 'buyer' | 'seller';
  readonly listingId: string;
  readonly title: string;
  readonly coverUrl: string | null;
  readonly quantity: number;
  readonly state: 'open' | 'accepted' | 'declined' | 'withdrawn' | 'lapsed';
  readonly round: number;
  readonly roundsMax: number;
  readonly askingFen: Fen;
  readonly unitPriceFen: Fen;
  readonly totalFen: Fen;
  readonly aboveFen: Fen;
  readonly belowFen: Fen;
  readonly prices: readonly { readonly by: 'buyer' | 'seller'; readonly unitPriceFen: Fen }[];
  readonly validUntil: string;
  readonly isStale: boolean;
  readonly orderId: string | null;
  readonly orderState: string | null;
  readonly payBy: string | null;
  readonly actions: readonly ('accept' | 'counter' | 'decline' | 'withdraw')[];
}

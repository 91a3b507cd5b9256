import type { MemberCard } from '#identity';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';

/** A thing of a room above, named in a conversation. */
export type CardRef = { kind: string; ref: string };
/** The same with what its room shows of it now; null where it is gone or not this reader's to see. */
export type CardView = CardRef & { view: unknown };

/** How a room above lets its things be sent in conversations. */
export type CardKind = {
  /** What this reader is shown of each; unknown ones are absent. */
  resolve(refs: Id[], viewerId: Id): Promise<ReadonlyMap<string, unknown>>;
  maySend(handle: Sql, ref: string, senderId: Id, recipientId: Id): Promise<boolean>;
  /** Whether it is a thing between these two, for a conversation to be about; always, if not said. */
  concerns?(handle: Sql, ref: string, pair: [Id, Id]): Promise<boolean>;
};

export type StartInput = { memberId: Id; about?: CardRef | undefined };
export type Started = { conversationId: Id; isNew: boolean };

/**
 * A message to be sent under the sender's own name for it: words, a picture of the sender's own
 * (words may stand under it), or a card alone.
 */
export type SendInput = { conversationId: Id; clientId: string } & (
  | { text: string; pictureId?: undefined; card?: undefined }
  | { pictureId: Id; text?: string | undefined; card?: undefined }
  | { card: CardRef; text?: undefined; pictureId?: undefined }
);

/** A card that a room above sends for one of the two, in the transaction that makes it true. */
export type CardFor = {
  senderId: Id;
  recipientId: Id;
  card: CardRef;
  /** The same name again is the same message. */
  clientId: string;
  /** What the two talk about from now on. */
  about?: CardRef | undefined;
};
/** Where the card stands; `wake` tells the open pages and is called after the commit. */
export type CardSent = { conversationId: Id; seq: number; wake(): void };

export type MessageView = {
  id: Id;
  conversationId: Id;
  seq: number;
  senderId: Id;
  clientId: string;
  text: string | null;
  picture: PictureView | null;
  card: CardView | null;
  sentAt: Date;
  /** Screening found it doubtful: the reader should be warned. */
  isDoubtful: boolean;
  /** Operators took it away after a report: nothing of what it said is shown. */
  isTakenDown: boolean;
};

export type LastMessage = {
  seq: number;
  senderId: Id;
  text: string | null;
  hasPicture: boolean;
  card: CardRef | null;
  sentAt: Date;
  isTakenDown: boolean;
};

export type ConversationLine = {
  id: Id;
  with: MemberCard;
  about: CardRef | null;
  lastMessage: LastMessage | null;
  /** The other's messages that this member has not read. */
  unread: number;
  activeAt: Date;
};

export type ConversationView = {
  id: Id;
  with: MemberCard;
  about: CardView | null;
  lastSeq: number;
  readSeq: number;
  /** How far the other has read. */
  otherReadSeq: number;
  unread: number;
  writing: Writing;
};

/** Whether this member may write now: a stranger without goods to ask about has one message. */
export type Writing = 'open' | 'blocked' | 'wait-for-answer';

export type ListInput = { cursor?: string | undefined; limit: number };
export type MessagesInput = {
  conversationId: Id;
  /** Messages after this one, oldest first: what a reader missed. */
  after?: number | undefined;
  /** Messages before this one: what came earlier. */
  before?: number | undefined;
  limit: number;
};
export type MessagesPage = { items: MessageView[]; nextCursor: string | null };
export type ReadInput = { conversationId: Id; seq: number };
export type ReadMark = { readSeq: number; unread: number };

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'chat/message': { conversationId: Id; seq: number };
    /** One of the two has read up to a message: ticks on the other's page, badges on the own ones. */
    'chat/read': { conversationId: Id; memberId: Id; seq: number };
    /** One of the two is writing; said again while it goes on, and forgotten after seconds. */
    'chat/typing': { conversationId: Id; memberId: Id };
  }
}

import type { MemberCard } from '#identity';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';

/** A thing of a room above, named in a conversation. */
export type CardRef = { kind: string; ref: string };
/** The same with what its room shows of it now; null where it is gone or not this reader's to see. */
export type CardView = CardRef & { view: unknown };

/** How a room above lets its things be sent in conversations. */
export type CardKind = {
  /** What this reader is shown of each; unknown ones are absent. */
  resolve(refs: Id[], viewerId: Id): Promise<ReadonlyMap<string, unknown>>;
  maySend(handle: Sql, ref: string, senderId: Id, recipientId: Id): Promise<boolean>;
};

export type StartInput = { memberId: Id; about?: CardRef | undefined };
export type Started = { conversationId: Id; isNew: boolean };

/** A message to be sent: words or a card, under the sender's own name for it. */
export type SendInput = { conversationId: Id; clientId: string } & (
  { text: string; card?: undefined } | { card: CardRef; text?: undefined }
);

export type MessageView = {
  id: Id;
  conversationId: Id;
  seq: number;
  senderId: Id;
  clientId: string;
  text: string | null;
  card: CardView | null;
  sentAt: Date;
  /** Screening found it doubtful: the reader should be warned. */
  isDoubtful: boolean;
};

export type LastMessage = {
  seq: number;
  senderId: Id;
  text: string | null;
  card: CardRef | null;
  sentAt: Date;
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
};

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
  }
}

import type { Actor, Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { markConversationRead } from './commands/mark-conversation-read.ts';
import { messageSubject } from './commands/message-subject.ts';
import { sayTyping } from './commands/say-typing.ts';
import { sendCard } from './commands/send-card.ts';
import { sendMessage } from './commands/send-message.ts';
import { startConversation } from './commands/start-conversation.ts';
import { createPace } from './domain/pace.ts';
import { pairOf } from './domain/pair.ts';
import { typingGapMs } from './domain/rules.ts';
import { answerTime } from './queries/answer-time.ts';
import { getConversation } from './queries/get-conversation.ts';
import { getMessage } from './queries/get-message.ts';
import { listConversations } from './queries/list-conversations.ts';
import { listMessages } from './queries/list-messages.ts';
import { readForOperator, type ReadConversation } from './queries/read-for-operator.ts';
import { chatNotices } from './notices.ts';
import { chatRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { chatRoutes } from './routes.ts';
import { countUnread } from './store/conversation-list.ts';
import { readEnquiries, type Enquiry } from './store/enquiries.ts';
import { findOfPair } from './store/conversations.ts';
import type {
  CardFor,
  CardKind,
  CardSent,
  ConversationLine,
  ConversationView,
  ListInput,
  MessagesInput,
  MessagesPage,
  MessageView,
  ReadInput,
  ReadMark,
  SendInput,
  Started,
  StartInput,
} from './types.ts';

export type * from './types.ts';
export type { ReadConversation } from './queries/read-for-operator.ts';

export type Chat = {
  /**
   * Opens the conversation with another member, or finds the one there is.
   * @throws chat/with-yourself, platform/not-found, chat/card-not-available,
   *   chat/too-many-conversations, ties/blocked
   */
  startConversation(call: Call, input: StartInput): Promise<Started>;
  /**
   * Sends words, a picture or a card; sent again under the same client id it is the same message.
   * @throws platform/not-found, chat/client-id-reused, chat/screened, chat/card-not-available,
   *   chat/wait-for-answer, ties/blocked, chat/too-many-messages, pictures/not-yours
   */
  sendMessage(call: Call, input: SendInput): Promise<MessageView>;
  /** Puts a card of a room above into the conversation of two. @throws ties/blocked */
  sendCard(tx: Tx, input: CardFor): Promise<CardSent>;
  /** The conversation of two members, if they have one. */
  conversationOf(handle: Sql, pair: [Id, Id]): Promise<Id | undefined>;
  /** Passes on that a member is writing. @throws platform/not-found for those who take no part */
  sayTyping(actor: Actor, input: { conversationId: Id }): Promise<void>;
  /** Marks everything up to a message as read. @throws platform/not-found */
  markConversationRead(call: Call, input: ReadInput): Promise<ReadMark>;
  /** A member's conversations, the latest first. */
  listConversations(
    actor: Actor | undefined,
    input: ListInput,
  ): Promise<{ items: ConversationLine[]; nextCursor: string | null }>;
  /** A conversation's head. @throws platform/not-found for those who take no part */
  getConversation(actor: Actor | undefined, conversationId: Id): Promise<ConversationView>;
  /** One message, by its id. @throws platform/not-found for those who take no part */
  getMessage(actor: Actor | undefined, messageId: Id): Promise<MessageView>;
  /** Messages in ascending order. @throws platform/not-found for those who take no part */
  listMessages(actor: Actor | undefined, input: MessagesInput): Promise<MessagesPage>;
  /** The newest messages of two members for an operator, whose reading is written down with it. */
  readForOperator(
    tx: Tx,
    input: { pair: [Id, Id]; before?: number | undefined; limit: number },
  ): Promise<ReadConversation | undefined>;
  /** Unread messages over all conversations, for a badge. */
  unreadCount(handle: Sql, memberId: Id): Promise<number>;
  /**
   * How long a member usually takes to answer first words, in milliseconds; undefined where the last
   * 30 days do not tell.
   */
  answerTime(memberId: Id, handle?: Sql): Promise<number | undefined>;
  /** A member's conversations that came to be about a listing since then, with their days. */
  enquiriesOf(handle: Sql, memberId: Id, since: Date): Promise<Enquiry[]>;
  /** A room above lets its things be sent and shown; once a kind. */
  registerCard(kind: string, card: CardKind): void;
};

/** Opens the room. */
export function createChat(platform: Platform, rooms: RoomsBelow): Chat & { parts: RoomParts } {
  rooms.notifications.registerTypes(chatNotices);
  rooms.moderation.registerSubject('message', messageSubject());
  const mayTellTyping = createPace(typingGapMs);
  const room: Room = { platform, rooms, cards: new Map(), mayTellTyping };
  const door: Chat = {
    startConversation: (call, input) => startConversation(room, call, input),
    sendMessage: (call, input) => sendMessage(room, call, input),
    sendCard: (tx, input) => sendCard(room, tx, input),
    conversationOf: (handle, [one, other]) => findOfPair(handle, pairOf(one, other)),
    sayTyping: (actor, input) => sayTyping(room, actor, input),
    markConversationRead: (call, input) => markConversationRead(room, call, input),
    listConversations: (actor, input) => listConversations(room, actor, input),
    getConversation: (actor, conversationId) => getConversation(room, actor, conversationId),
    getMessage: (actor, messageId) => getMessage(room, actor, messageId),
    listMessages: (actor, input) => listMessages(room, actor, input),
    readForOperator: (tx, input) => readForOperator(room, tx, input),
    unreadCount: countUnread,
    enquiriesOf: readEnquiries,
    answerTime: (memberId, handle = platform.database.sql) => answerTime(room, handle, memberId),
    registerCard(kind, card) {
      if (room.cards.has(kind)) throw new Error(`card ${kind} is registered twice at chat`);
      room.cards.set(kind, card);
    },
  };
  return { ...door, parts: { routes: chatRoutes(door), refusals: chatRefusals } };
}

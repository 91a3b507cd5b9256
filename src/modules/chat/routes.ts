import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { at, cursor, done, id, limit, page, prose } from '#platform/http/schemas.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import { clientIdMax, textMax } from './domain/rules.ts';
import type { Chat } from './index.ts';
import { memberCard } from './schemas.ts';

const cardRef = z.object({
  kind: z.string().regex(/^[a-z-]{1,20}$/),
  ref: id,
});
const cardView = z.object({ kind: z.string(), ref: z.string(), view: z.unknown() });
const text = prose(textMax).min(1);
const clientId = z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${clientIdMax}}$`));
const seq = z.coerce.number().int().min(0).max(2_147_483_647);

const sending = z.union([
  z.strictObject({ clientId, text }),
  z.strictObject({ clientId, pictureId: id, text: text.optional() }),
  z.strictObject({ clientId, card: cardRef }),
]);

const messageView = z.object({
  id,
  conversationId: id,
  seq: z.int(),
  senderId: id,
  clientId: z.string(),
  text: z.string().nullable(),
  picture: pictureView.nullable(),
  card: cardView.nullable(),
  sentAt: at,
  isDoubtful: z.boolean(),
  isTakenDown: z.boolean(),
});

const conversationLine = z.object({
  id,
  with: memberCard,
  about: z.object({ kind: z.string(), ref: z.string() }).nullable(),
  lastMessage: z
    .object({
      seq: z.int(),
      senderId: id,
      text: z.string().nullable(),
      hasPicture: z.boolean(),
      card: z.object({ kind: z.string(), ref: z.string() }).nullable(),
      sentAt: at,
      isTakenDown: z.boolean(),
    })
    .nullable(),
  unread: z.int(),
  activeAt: at,
});

const conversationView = z.object({
  id,
  with: memberCard,
  about: cardView.nullable(),
  lastSeq: z.int(),
  readSeq: z.int(),
  otherReadSeq: z.int(),
  unread: z.int(),
  writing: z.enum(['open', 'blocked', 'wait-for-answer']),
});

const params = z.object({ conversationId: id });
const tag = 'chat';

/** The room's operations. */
export function chatRoutes(door: Chat): Route[] {
  return [
    listConversations(door),
    startConversation(door),
    getConversation(door),
    sendMessage(door),
    listMessages(door),
    markConversationRead(door),
    sayTyping(door),
  ];
}

const listConversations = (door: Chat) =>
  route(
    {
      operationId: 'listConversations',
      method: 'GET',
      path: '/conversations',
      summary: 'My conversations, the latest first',
      tag,
      query: z.object({ cursor, limit }),
      response: page(conversationLine),
    },
    ({ actor, query }) => door.listConversations(actor, query),
  );

const startConversation = (door: Chat) =>
  route(
    {
      operationId: 'startConversation',
      method: 'POST',
      path: '/conversations',
      summary: 'Open the conversation with a member, or find the one there is',
      tag,
      body: z.object({ memberId: id, about: cardRef.optional() }),
      response: z.object({ conversationId: id, isNew: z.boolean() }),
      idempotent: true,
    },
    ({ call, body }) => door.startConversation(call(), body),
  );

const getConversation = (door: Chat) =>
  route(
    {
      operationId: 'getConversation',
      method: 'GET',
      path: '/conversations/{conversationId}',
      summary: 'With whom, about what, and how far each has read',
      tag,
      params,
      response: conversationView,
    },
    ({ actor, params: { conversationId } }) => door.getConversation(actor, conversationId),
  );

const sendMessage = (door: Chat) =>
  route(
    {
      operationId: 'sendMessage',
      method: 'POST',
      path: '/conversations/{conversationId}/messages',
      summary: 'Send words, a picture or a card; the same client id again is the same message',
      tag,
      params,
      body: sending,
      response: messageView,
      idempotent: true,
    },
    ({ call, params: { conversationId }, body }) =>
      door.sendMessage(call(), { conversationId, ...body }),
  );

const listMessages = (door: Chat) =>
  route(
    {
      operationId: 'listMessages',
      method: 'GET',
      path: '/conversations/{conversationId}/messages',
      summary: 'Messages in ascending order: after a number, or the last ones before one',
      tag,
      params,
      query: z.object({ after: seq.optional(), before: seq.optional(), limit }),
      response: page(messageView),
    },
    ({ actor, params: { conversationId }, query }) =>
      door.listMessages(actor, { conversationId, ...query }),
  );

const markConversationRead = (door: Chat) =>
  route(
    {
      operationId: 'markConversationRead',
      method: 'PUT',
      path: '/conversations/{conversationId}/read-mark',
      summary: 'Mark everything up to a message as read',
      tag,
      params,
      body: z.object({ seq }),
      response: z.object({ readSeq: z.int(), unread: z.int() }),
    },
    ({ call, params: { conversationId }, body }) =>
      door.markConversationRead(call(), { conversationId, ...body }),
  );

/** Well above one every two seconds, which is all that is passed on. */
const typingPerMinuteMax = 120;

const sayTyping = (door: Chat) =>
  route(
    {
      operationId: 'sayTyping',
      method: 'POST',
      path: '/conversations/{conversationId}/typing',
      summary: 'Tell the other that I am writing; nothing is stored',
      tag,
      params,
      perMinuteMax: typingPerMinuteMax,
      response: done,
    },
    async ({ call, params: { conversationId } }) => {
      await door.sayTyping(call().actor, { conversationId });
      return { ok: true };
    },
  );

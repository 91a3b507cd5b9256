import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { messagesMax } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { insertReading } from '../store/reading-store.ts';
import type { ReadMessages, RevealedAddress } from '../types.ts';

/**
 * Shows an operator what the two of an order wrote to each other, the newest messages first. The
 * log says who read what and why, and so does the order's own page to the two.
 * @throws platform/not-found, office/no-messages
 */
export async function readMessages(
  room: Room,
  call: Call,
  input: { orderId: Id; reason: string; before?: number | undefined },
): Promise<ReadMessages> {
  const { platform, rooms } = room;
  // Not through `run`: an answer stored for retries would hold the words in clear.
  return platform.database.transaction(async (tx) => {
    const { buyerId, sellerId } = await partiesOf(room, tx, input.orderId);
    const pair: [Id, Id] = [buyerId, sellerId];
    const wanted = { pair, before: input.before, limit: messagesMax };
    const read = await rooms.chat.readForOperator(tx, wanted);
    const { conversationId, messages, isMore } = read ?? refuse('office/no-messages');
    if (messages.length === 0) refuse('office/no-messages');
    const seqs = { first: messages[0]!.seq, last: messages.at(-1)!.seq };
    await writeDown(room, tx, call, { ...input, what: 'messages', seqs, conversationId });
    const names = await rooms.identity.getMembers([buyerId, sellerId], tx);
    return {
      messages: messages.map((one) => ({
        seq: one.seq,
        role: one.senderId === buyerId ? 'buyer' : 'seller',
        nickname: names.get(one.senderId)?.nickname ?? '',
        text: one.text,
        pictureSrc: one.picture?.sources.at(-1)?.url ?? null,
        card: one.card ? one.card.kind : null,
        isTakenDown: one.isTakenDown,
        at: one.sentAt,
      })),
      before: isMore ? seqs.first : null,
    };
  });
}

/**
 * Shows an operator where an order's parcel goes, in clear; the log says who looked and why.
 * @throws platform/not-found, office/no-address
 */
export async function revealAddress(
  room: Room,
  call: Call,
  input: { orderId: Id; reason: string },
): Promise<RevealedAddress> {
  const { platform, rooms } = room;
  return platform.database.transaction(async (tx) => {
    await partiesOf(room, tx, input.orderId);
    const address = await rooms.orders.addressOf(tx, input.orderId);
    const { name, phone, region, detail } = address ?? refuse('office/no-address');
    await writeDown(room, tx, call, { ...input, what: 'address', seqs: undefined });
    const parts = [...new Set([region.province, region.city, region.district])];
    return { name, phone, region: parts.filter(Boolean).join(' '), detail };
  });
}

async function partiesOf(
  { rooms }: Room,
  tx: Tx,
  orderId: Id,
): Promise<{ buyerId: Id; sellerId: Id }> {
  const found = await rooms.orders.readOrders(tx, [orderId]);
  return found.get(orderId)?.order ?? refuse('platform/not-found');
}

async function writeDown(
  { platform, rooms }: Room,
  tx: Tx,
  call: Call,
  reading: {
    orderId: Id;
    reason: string;
    what: 'messages' | 'address';
    seqs: { first: number; last: number } | undefined;
    conversationId?: Id;
  },
): Promise<void> {
  const operatorId = call.actor.memberId;
  const { orderId, reason, what, seqs, conversationId } = reading;
  const at = platform.clock.now();
  await insertReading(tx, { orderId, operatorId, what, reason, seqs, at });
  await rooms.admin.recordAudit(tx, {
    operatorId,
    action: `office/${what}-read`,
    subject: `order:${orderId}`,
    reason,
    details: seqs
      ? { conversationId: conversationId ?? null, firstSeq: seqs.first, lastSeq: seqs.last }
      : {},
  });
}

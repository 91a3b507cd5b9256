import type { MemberCard } from '#identity';
import type { Actor } from '#platform/actor.ts';
import { decodeCursor, encodeCursor } from '#platform/http/schemas.ts';
import { isId, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { otherOf } from '../domain/pair.ts';
import type { Room } from '../room.ts';
import { listOwnConversations, type ListRow, type ListStart } from '../store/conversation-list.ts';
import type { ConversationLine, LastMessage, ListInput } from '../types.ts';
import { cardOf } from './message-views.ts';

/**
 * A member's conversations, the latest first, with what was last said and what is unread.
 * @throws platform/sign-in-required; platform/invalid-input for a cursor that is none of ours
 */
export async function listConversations(
  room: Room,
  actor: Actor | undefined,
  input: ListInput,
): Promise<{ items: ConversationLine[]; nextCursor: string | null }> {
  if (!actor) refuse('platform/sign-in-required');
  const { memberId } = actor;
  const { sql } = room.platform.database;
  const after = input.cursor === undefined ? undefined : startOf(input.cursor);
  const found = await listOwnConversations(sql, memberId, after, input.limit + 1);
  const rows = found.slice(0, input.limit);
  const otherIds = rows.map((row) => otherIn(row, memberId));
  const members = await room.rooms.identity.getMembers(otherIds);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => lineOf(row, members.get(otherIn(row, memberId))!)),
    nextCursor:
      found.length > rows.length && last ? encodeCursor([last.active_at.getTime(), last.id]) : null,
  };
}

const otherIn = (row: ListRow, memberId: Id): Id =>
  otherOf({ lowId: row.low_id, highId: row.high_id }, memberId);

function startOf(cursor: string): ListStart {
  const [atMs, id] = decodeCursor(cursor) ?? [];
  if (!/^\d{1,15}$/.test(atMs ?? '') || !isId(id ?? '')) {
    refuse('platform/invalid-input', { fields: 'cursor' });
  }
  return { activeAt: new Date(Number(atMs)), id: id! };
}

function lineOf(row: ListRow, other: MemberCard): ConversationLine {
  const { about_kind: kind, about_ref: ref } = row;
  return {
    id: row.id,
    with: other,
    about: kind !== null && ref !== null ? { kind, ref } : null,
    lastMessage: lastOf(row),
    unread: row.unread,
    activeAt: row.active_at,
  };
}

function lastOf(row: ListRow): LastMessage | null {
  if (row.seq === null) return null;
  const isTakenDown = row.taken_down_at !== null;
  return {
    seq: row.seq,
    senderId: row.sender_id!,
    text: isTakenDown ? null : row.body,
    hasPicture: !isTakenDown && row.picture_id !== null,
    card: cardOf(row),
    sentAt: row.sent_at!,
    isTakenDown,
  };
}

import { encodeCursor, readPlace } from '#platform/http/schemas.ts';
import { maskIdNumber } from '../domain/id-number.ts';
import { findQueue, type QueueRow } from '../store/real-names.ts';
import type { RealNameQueueItem, Room } from '../types.ts';

/** Claims waiting for an operator, the longest waiting first. */
export async function listRealNameQueue(
  room: Room,
  { cursor, limit = 20 }: { cursor?: string | undefined; limit?: number },
): Promise<{ items: RealNameQueueItem[]; nextCursor: string | null }> {
  // A cursor that is not one of ours starts at the beginning.
  const after = readPlace(cursor);
  const rows = await findQueue(room.platform.database.sql, { after, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => itemOf(room, row));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.queuedAt.toISOString(), last.id]) : null };
}

function itemOf(room: Room, row: QueueRow): RealNameQueueItem {
  const { open } = room.platform.secrets;
  return {
    id: row.id,
    memberId: row.member_id,
    nickname: row.nickname,
    joinedAt: row.joined_at,
    name: open(row.name_sealed),
    idNumberMasked: maskIdNumber(open(row.id_number_sealed)),
    submittedAt: row.submitted_at,
    queuedAt: row.queued_at!,
    samePersonCount: row.same_person,
  };
}

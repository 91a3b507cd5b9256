import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import type { ReviewRow } from '../store/tables.ts';
import type { ReviewState, ReviewView } from '../types.ts';

/** Whether nothing of a review is left to read. */
export const isGone = (row: ReviewRow): boolean =>
  row.withdrawn_at !== null || row.taken_down_at !== null;

/** Reviews as this reader sees them; authors and pictures are read once for all of them. */
export async function viewsOf(
  room: Room,
  handle: Sql,
  rows: readonly ReviewRow[],
  readerId: Id | undefined,
): Promise<ReviewView[]> {
  if (rows.length === 0) return [];
  const [authors, pictures] = await Promise.all([
    room.rooms.identity.getMembers(
      rows.map((row) => row.author_id),
      handle,
    ),
    room.platform.pictureShelf.getMany(
      rows.flatMap((row) => row.picture_ids),
      handle,
    ),
  ]);
  return rows.map((row) => {
    const isOwn = row.author_id === readerId;
    const isThere = !isGone(row);
    const mayReadWords = isThere && (isOwn || row.held_at === null);
    const { id, reply, replied_at: repliedAt } = row;
    return {
      id,
      bySide: row.by_side,
      author: authors.get(row.author_id)!,
      subjectId: row.subject_id,
      state: stateOf(row),
      step: isThere ? row.step : null,
      tags: isThere ? row.tags : [],
      words: mayReadWords ? row.words : null,
      pictures: mayReadWords ? row.picture_ids.flatMap((one) => pictures.get(one) ?? []) : [],
      filedAt: row.filed_at,
      reply: isThere && reply !== null && repliedAt ? { words: reply, repliedAt } : null,
      isOwn,
      mayReply: isThere && row.subject_id === readerId && !!row.revealed_at && reply === null,
      mayWithdraw: isThere && isOwn,
    };
  });
}

function stateOf(row: ReviewRow): ReviewState {
  if (row.taken_down_at) return 'taken-down';
  if (row.withdrawn_at) return 'withdrawn';
  if (row.held_at) return 'held';
  return row.revealed_at ? 'shown' : 'blind';
}

import { log } from '#platform/log.ts';
import { minuteMs } from '#platform/clock.ts';
import type { NoteCounts } from '#community';
import type { Id } from '#platform/ids.ts';
import type { Sweep } from '#platform/room.ts';
import { recountMax } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { lockComment } from '../store/comments.ts';
import { countRows, findWrongComments, mendComment, type RowCounts } from '../store/recounts.ts';

/**
 * Walks through all notes, a slice a minute, compares counts with the rows they count and sets
 * right what differs. Nothing should: each repair is logged, since it tells of a fault.
 */
export function recountSweep(room: Room): Sweep {
  let after: Id | undefined;
  return {
    name: 'reactions/recount',
    everyMs: minuteMs,
    async run() {
      const { sql } = room.platform.database;
      const counts = await room.rooms.community.countsAfter(sql, after, recountMax);
      const ids = [...counts.keys()];
      after = ids.length < recountMax ? undefined : ids.at(-1);
      const rows = await countRows(sql, ids);
      const wrong = rows.filter((row) => differs(counts.get(row.id)!, row));
      for (const { id } of wrong) await mendNote(room, id);
      for (const { id } of await findWrongComments(sql, ids)) await mendOne(room, id);
    },
  };
}

/** Counts a note anew while nobody can react to it. */
async function mendNote(room: Room, noteId: Id): Promise<void> {
  const { community } = room.rooms;
  await room.platform.database.transaction(async (tx) => {
    await community.lockNote(tx, noteId);
    const [row] = await countRows(tx, [noteId]);
    const counts = (await community.countsOf(tx, [noteId])).get(noteId);
    if (!row || !counts || !differs(counts, row)) return;
    const change = {
      likes: row.likes - counts.likeCount,
      comments: row.comments - counts.commentCount,
      saves: row.saves - counts.saveCount,
    };
    await community.countChanged(tx, noteId, change);
    log.warn('reactions/counts-mended', { noteId, ...change });
  });
}

async function mendOne(room: Room, commentId: Id): Promise<void> {
  await room.platform.database.transaction(async (tx) => {
    await lockComment(tx, commentId);
    if (await mendComment(tx, commentId)) log.warn('reactions/comment-mended', { commentId });
  });
}

const differs = (counts: NoteCounts, rows: RowCounts): boolean =>
  counts.likeCount !== rows.likes ||
  counts.commentCount !== rows.comments ||
  counts.saveCount !== rows.saves;

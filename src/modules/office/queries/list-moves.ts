import { encodeCursor, requirePlace } from '#platform/http/schemas.ts';
import { standing } from '../domain/money-move.ts';
import type { Room } from '../room.ts';
import { readMoves } from '../store/move-store.ts';
import type { MoveView } from '../types.ts';
import { namesOf } from './names.ts';

type PageInput = { cursor?: string | undefined; limit: number };

/**
 * Moves proposed, carried out, withdrawn and run out, the newest first.
 * @throws platform/invalid-input for a cursor that is not ours
 */
export async function listMoves(
  room: Room,
  input: PageInput,
): Promise<{ items: MoveView[]; nextCursor: string | null }> {
  const { platform } = room;
  const rows = await readMoves(platform.database.sql, {
    after: requirePlace(input.cursor),
    limit: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const names = await namesOf(
    room,
    page.flatMap(({ move }) => [
      move.fromId,
      move.toId,
      move.proposedBy,
      move.approvedBy,
      move.closedBy,
    ]),
  );
  const now = platform.clock.now();
  const items = page.map(({ move: { fromId, toId, ...move } }) => ({
    ...move,
    state: standing({ ...move, fromId, toId }, now),
    from: names.maybe(fromId),
    to: names.maybe(toId),
    proposedBy: names.of(move.proposedBy),
    approvedBy: names.maybe(move.approvedBy),
    closedBy: names.maybe(move.closedBy),
  }));
  const last = rows.length > input.limit ? page.at(-1)?.place : undefined;
  return { items, nextCursor: last ? encodeCursor([last.at, last.id]) : null };
}

import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import { encodeCursor, readPlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Room } from '../room.ts';
import { pageOfFollowers, pageOfFollowing, type PageOf, type TieRow } from '../store/follows.ts';
import { pageOfHides, type HideList } from '../store/hides.ts';
import type { TieLine, TieListInput, TiePage } from '../types.ts';
import { assertThere, tiesOf } from './read-ties.ts';

export type FollowList = 'following' | 'followers';

/**
 * Whom a member follows, or who follows them, the latest first. Whoever is blocked with the reader
 * is left out, so a page may be shorter than asked; the cursor goes on all the same.
 * @throws platform/not-found
 */
export async function listFollows(
  room: Room,
  actor: Actor | undefined,
  input: TieListInput & { memberId: Id; list: FollowList },
): Promise<TiePage> {
  await assertThere(room, actor?.memberId, input.memberId);
  const read = input.list === 'following' ? pageOfFollowing : pageOfFollowers;
  return pageOfLines(room, actor?.memberId, input, (handle, page) =>
    read(handle, input.memberId, page),
  );
}

/** The caller's own list of blocked or muted members, the latest first. */
export async function listHides(
  room: Room,
  actor: Actor | undefined,
  list: HideList,
  input: TieListInput,
): Promise<TiePage> {
  const ownerId = actor?.memberId ?? refuse('platform/sign-in-required');
  return pageOfLines(room, ownerId, { ...input, isOwnList: true }, (handle, page) =>
    pageOfHides(handle, list, ownerId, page),
  );
}

async function pageOfLines(
  room: Room,
  readerId: Id | undefined,
  { cursor, limit, isOwnList = false }: TieListInput & { isOwnList?: boolean },
  read: (handle: Sql, page: PageOf) => Promise<TieRow[]>,
): Promise<TiePage> {
  const handle = room.platform.database.sql;
  const found = await read(handle, { after: readPlace(cursor), limit: limit + 1 });
  const rows = found.slice(0, limit);
  const ids = rows.map((row) => row.id);
  const [cards, ties] = await Promise.all([
    room.rooms.identity.getMembers(ids),
    tiesOf(handle, readerId, ids),
  ]);
  const items = rows.flatMap(({ id, at }): TieLine[] => {
    const [member, between] = [cards.get(id), ties.get(id)!];
    if (!member) return [];
    if (!isOwnList && (between.blocks || between.isBlockedBy)) return [];
    return [{ member, at, follows: between.follows, isFollowed: between.isFollowed }];
  });
  const last = rows.at(-1);
  const goesOn = found.length > rows.length && last !== undefined;
  return { items, nextCursor: goesOn ? encodeCursor([last.at.toISOString(), last.id]) : null };
}

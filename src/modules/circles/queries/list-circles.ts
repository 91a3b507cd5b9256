import type { Actor } from '#platform/actor.ts';
import { encodeCursor, readPlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { isOperator } from '../commands/keepers.ts';
import type { Room } from '../room.ts';
import { findCircles, searchCircles } from '../store/circle-rows.ts';
import { findMembership, membersOfCircle, membershipsOf } from '../store/memberships.ts';
import { countWaiting, openRequests } from '../store/requests.ts';
import type {
  CircleCard,
  CircleMember,
  FindInput,
  InCircle,
  JoinRequest,
  MyCircle,
  Page,
  PageInput,
} from '../types.ts';
import { cardOf } from './cards.ts';

/** Open circles, the newest first, by kind, city and a piece of the name. */
export async function listCircles(room: Room, input: FindInput): Promise<Page<CircleCard>> {
  const { kind, city, q, limit } = input;
  const after = readPlace(input.cursor);
  const search = { kind, city, q, after, limit: limit + 1 };
  const found = await searchCircles(room.platform.database.sql, search);
  const page = pageOf(found, limit, (row) => [row.founded_at.toISOString(), row.id]);
  return { ...page, items: page.items.map(cardOf) };
}

/** The caller's circles, the latest joined first; at most a hundred. */
export async function listMyCircles(
  room: Room,
  actor: Actor | undefined,
): Promise<{ items: MyCircle[] }> {
  const memberId = actor?.memberId ?? refuse('platform/sign-in-required');
  const handle = room.platform.database.sql;
  const memberships = await membershipsOf(handle, memberId);
  const kept = memberships.filter((one) => one.keeper_at).map((one) => one.circle_id);
  const [rows, waiting] = await Promise.all([
    findCircles(
      handle,
      memberships.map((one) => one.circle_id),
    ),
    countWaiting(handle, kept),
  ]);
  const items = memberships.flatMap((one): MyCircle[] => {
    const row = rows.get(one.circle_id);
    if (!row || row.closed_at) return [];
    const waitingCount = waiting.get(row.id) ?? 0;
    const isKeeper = one.keeper_at !== null;
    return [{ ...cardOf(row), isKeeper, joinedAt: one.joined_at, waitingCount }];
  });
  return { items };
}

/**
 * A circle's members, who came last first; for its members and operators. Whoever is blocked with
 * the reader is left out.
 * @throws platform/not-found
 */
export async function listCircleMembers(
  room: Room,
  actor: Actor | undefined,
  { circleId, cursor, limit }: InCircle & PageInput,
): Promise<Page<CircleMember>> {
  const handle = room.platform.database.sql;
  const reader = await assertInside(room, actor, circleId);
  const found = await membersOfCircle(handle, circleId, {
    after: readPlace(cursor),
    limit: limit + 1,
  });
  const page = pageOf(found, limit, (row) => [row.joined_at.toISOString(), row.member_id]);
  const ids = page.items.map((row) => row.member_id);
  const [cards, ties] = await Promise.all([
    room.rooms.identity.getMembers(ids),
    room.rooms.ties.tiesOf(handle, reader, ids),
  ]);
  const items = page.items.flatMap((row): CircleMember[] => {
    const [member, between] = [cards.get(row.member_id), ties.get(row.member_id)];
    if (!member || between?.blocks || between?.isBlockedBy) return [];
    return [{ member, joinedAt: row.joined_at, isKeeper: row.keeper_at !== null }];
  });
  return { ...page, items };
}

/**
 * Who asks to be let in, the longest waiting first; for keepers and operators.
 * @throws platform/not-found, circles/keepers-only
 */
export async function listJoinRequests(
  room: Room,
  actor: Actor | undefined,
  { circleId, cursor, limit }: InCircle & PageInput,
): Promise<Page<JoinRequest>> {
  const handle = room.platform.database.sql;
  const readerId = await assertInside(room, actor, circleId);
  const membership = await findMembership(handle, readerId, circleId);
  if (!membership?.keeper_at && !isOperator(actor)) refuse('circles/keepers-only');
  const found = await openRequests(handle, circleId, {
    after: readPlace(cursor),
    limit: limit + 1,
  });
  const page = pageOf(found, limit, (row) => [row.asked_at.toISOString(), row.id]);
  const cards = await room.rooms.identity.getMembers(page.items.map((row) => row.member_id));
  const items = page.items.flatMap((row): JoinRequest[] => {
    const member = cards.get(row.member_id);
    return member ? [{ id: row.id, member, words: row.words, askedAt: row.asked_at }] : [];
  });
  return { ...page, items };
}

/** The reader, if they are in an open circle or an operator. @throws platform/not-found */
async function assertInside(room: Room, actor: Actor | undefined, circleId: Id): Promise<Id> {
  const memberId = actor?.memberId ?? refuse('platform/sign-in-required');
  const handle = room.platform.database.sql;
  const row = (await findCircles(handle, [circleId])).get(circleId);
  if (!row || row.closed_at) refuse('platform/not-found');
  const isInside = isOperator(actor) || (await findMembership(handle, memberId, circleId));
  return isInside ? memberId : refuse('platform/not-found');
}

function pageOf<Row>(found: Row[], limit: number, cursorOf: (row: Row) => string[]): Page<Row> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const goesOn = found.length > items.length && last !== undefined;
  return { items, nextCursor: goesOn ? encodeCursor(cursorOf(last)) : null };
}

import { randomBytes } from 'node:crypto';
import type { Actor } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { readCursor, startOf, writeCursor, type Place } from '../domain/feed-cursor.ts';
import type { FeedKind } from '../domain/feed-rules.ts';
import { requestIdOf } from '../domain/served-page.ts';
import { normaliseTopic } from '../domain/topics.ts';
import type { Room } from '../room.ts';
import type { FeedInput, FeedPage } from '../types.ts';
import { builtInSources, sourceNames, type CandidateSource, type FeedAsk } from './feed-sources.ts';
import { fillPage } from './fill-page.ts';
import type { MarkedRow } from '../store/feed.ts';
import { cardJsonOf, cardOf, hydrate, marksIn, type HydratedRow } from './note-cards.ts';
import { signOf } from './sign-pages.ts';

/**
 * A page of a feed. Pages neither repeat nor skip a note while new ones arrive and old ones vanish;
 * the last one has no next cursor.
 * @throws platform/sign-in-required for a feed of one's own, platform/not-found for a circle the
 *   reader is not in, platform/invalid-input for a cursor that is none of this feed's
 */
export async function getFeed(
  room: Room,
  actor: Actor | undefined,
  input: FeedInput,
): Promise<FeedPage> {
  const page = await readPage(room, actor?.memberId, input);
  const items = page.lines.map(({ line, source }, at) => ({
    ...cardOf(line, marksIn(line.row)),
    position: page.start.served + at,
    source,
  }));
  return { requestId: nameServing(room, actor?.memberId, page), items, nextCursor: page.next };
}

/**
 * The same page as the bytes of its JSON. Guests who ask for one page at one time share one reading
 * (docs/adr/0012); each is given a request id of their own, and a member a reading of their own.
 */
export async function getFeedJson(
  room: Room,
  actor: Actor | undefined,
  input: FeedInput,
): Promise<Buffer> {
  if (!actor) {
    const { kind, topic, authorId, city, cursor, limit } = input;
    const key = JSON.stringify([kind, topic, authorId, city, cursor, limit]);
    const { page, bytes } = await room.feedReads(key, async () => {
      const read = await readPage(room, undefined, input);
      return { page: read, bytes: Buffer.from(itemsJson(read)) };
    });
    return Buffer.concat([Buffer.from(headJson(room, undefined, page)), bytes]);
  }
  const page = await readPage(room, actor.memberId, input);
  return Buffer.from(headJson(room, actor.memberId, page) + itemsJson(page));
}

const headJson = (room: Room, readerId: Id | undefined, page: ReadPage): string =>
  `{"requestId":"${nameServing(room, readerId, page)}",`;

function itemsJson({ lines, start, next }: ReadPage): string {
  const items = lines.map(({ line, source }, at) => {
    const card = cardJsonOf(line, marksIn(line.row));
    return `${card},"position":${start.served + at},"source":"${source}"}`;
  });
  return `"items":[${items.join(',')}],"nextCursor":${JSON.stringify(next)}}`;
}

/** A page, and what its reader did with its notes. */
export type ReadPage = {
  kind: FeedKind;
  lines: { line: HydratedRow<MarkedRow>; source: string }[];
  start: Place;
  next: string | null;
};

/** A request id of its own for each serving of a page. */
function nameServing(room: Room, readerId: Id | undefined, page: ReadPage): string {
  // 62 bits, so that it fits a bigint and is never nought.
  const request = (randomBytes(8).readBigUInt64BE() >> 2n) | 1n;
  const served = {
    request: request.toString(),
    servedAt: room.platform.clock.now(),
    readerId,
    kind: page.kind,
    firstPosition: page.start.served,
    notes: page.lines.map(({ line, source }) => ({ noteId: line.row.id, source })),
  };
  return requestIdOf(served, sourceNames, signOf(room));
}

async function readPage(room: Room, readerId: Id | undefined, input: FeedInput): Promise<ReadPage> {
  const kind = kindOf(input);
  const source = builtInSources[kind];
  const streams = streamsOf(source, kind);
  const start =
    input.cursor === undefined ? startOf(streams) : readCursor(kind, streams, input.cursor);
  const ask = await askOf(room, { kind, readerId, input });
  if (!ask) return { kind, lines: [], start, next: null };
  const filled = await fillPage(room, source, { kind, ask, place: start, limit: input.limit });
  const lines = await hydrate(
    room,
    filled.found.map(({ row }) => row),
  );
  if (kind === 'following') await room.touchReader(readerId!);
  return {
    kind,
    lines: lines.map((line, at) => ({ line, source: filled.found[at]!.source })),
    start,
    next: filled.next ? writeCursor(kind, filled.next) : null,
  };
}

/** Nearby knows two reasons and reads one stream; every other feed has a stream for each reason. */
const streamsOf = (source: CandidateSource, kind: FeedKind): number =>
  kind === 'nearby' ? 1 : source.sources.length;

/** A feed that is not named is the one its other words speak of. */
export function kindOf({ kind, authorId, topic }: FeedInput): FeedKind {
  if (kind) return kind;
  if (authorId !== undefined) return 'author';
  return topic === undefined ? 'discover' : 'topic';
}

type Asked = { kind: FeedKind; readerId: Id | undefined; input: FeedInput };

/** What the source is asked; undefined where nothing can be found. */
async function askOf(room: Room, { kind, readerId, input }: Asked): Promise<FeedAsk | undefined> {
  const { authorId, circleId, city } = input;
  const topic = input.topic === undefined ? undefined : normaliseTopic(input.topic);
  const ask = { readerId, topic, authorId, circleId, city, placeIds: [] };
  const now = room.platform.clock.now();
  if (input.topic !== undefined && topic === undefined) return undefined;
  if (kind === 'topic' && !topic) refuse('platform/invalid-input', { fields: 'topic' });
  if (kind === 'author' && !authorId) refuse('platform/invalid-input', { fields: 'authorId' });
  if (kind === 'following' && !readerId) refuse('platform/sign-in-required');
  if (kind === 'circle') await assertInCircle(room, readerId, circleId);
  if (kind !== 'nearby') return { ...ask, now };
  return { ...ask, ...(await placesOf(room, readerId, city)), now };
}

async function assertInCircle(
  room: Room,
  readerId: Id | undefined,
  circleId: Id | undefined,
): Promise<void> {
  if (!circleId) refuse('platform/invalid-input', { fields: 'circleId' });
  const { sql } = room.platform.database;
  const isIn = readerId && (await room.rooms.circles.isMember(sql, circleId, readerId));
  if (!isIn) refuse('platform/not-found');
}

/** The reader's own city unless another is asked for, and their campuses and buildings. */
async function placesOf(room: Room, readerId: Id | undefined, asked: string | undefined) {
  if (!readerId) return { city: asked, placeIds: [] };
  const { identity, circles } = room.rooms;
  if (asked !== undefined) return { city: asked, placeIds: [] };
  const [{ city }, ids] = await Promise.all([
    identity.getMember(readerId),
    circles.circlesOf(room.platform.database.sql, readerId),
  ]);
  return { city: city || undefined, placeIds: [...ids] };
}

import type { Tx } from '#platform/db/database.ts';
import type { DeadlineHandler } from '#platform/deadlines.ts';
import type { Id } from '#platform/ids.ts';
import { gatherMs, hitsToldMax } from '../domain/rules.ts';
import { sieveOf } from '../queries/sieve.ts';
import { lockSaved, markTold, noteHits, takeHits, type SavedRow } from '../store/saved.ts';
import type { Room } from '../types.ts';

const deadlineKind = 'search/tell-hits';
/** Saved searches that one new listing is noted for; more than this many want the same thing. */
const watchersMax = 10_000;

/**
 * Notes a listing for the saved searches that it is new to. Each tells at once, or when an hour
 * has passed since it last told, of everything that came together.
 */
export async function watchListing(room: Room, tx: Tx, listingId: Id): Promise<void> {
  const now = room.platform.clock.now();
  const hits = await noteHits(tx, listingId, { now, max: watchersMax });
  for (const { saved_id: ref, told_at: toldAt } of hits) {
    const gatheredAt = toldAt ? new Date(toldAt.getTime() + gatherMs) : now;
    const runAt = gatheredAt > now ? gatheredAt : now;
    await room.platform.deadlines.set(tx, { kind: deadlineKind, ref, runAt });
  }
}

/** Tells of what a saved search has found. */
export function hitsDeadline(room: Room): DeadlineHandler {
  return {
    kind: deadlineKind,
    handle: (savedId) => room.platform.database.transaction((tx) => tellHits(room, tx, savedId)),
  };
}

async function tellHits(room: Room, tx: Tx, savedId: Id): Promise<void> {
  const saved = await lockSaved(tx, savedId);
  if (!saved) return;
  const now = room.platform.clock.now();
  const taken = await takeHits(tx, savedId, { now, max: hitsToldMax });
  const shown = await stillShown(room, tx, saved, taken);
  const [first] = shown;
  if (!first) return;
  const isOne = shown.length === 1;
  await room.rooms.notifications.notify(tx, {
    memberId: saved.member_id,
    type: isOne ? 'search/found-one' : 'search/found-several',
    params: { q: saved.q, title: first.title, count: shown.length },
    link: isOne ? `/i/${first.id}` : `/search?saved=${savedId}`,
    dedupeKey: `search/hits:${savedId}:${first.id}`,
  });
  await markTold(tx, savedId, now);
}

/** What can still be bought, by members whom this one sees and wants to see. */
async function stillShown(room: Room, tx: Tx, saved: SavedRow, listingIds: Id[]) {
  const cards = await room.rooms.catalog.getListingsFor(saved.member_id, listingIds, tx);
  const { hiddenIds } = await sieveOf(room, saved.member_id);
  const hidden = new Set(hiddenIds);
  return listingIds
    .flatMap((id) => cards.get(id) ?? [])
    .filter((card) => card.state === 'live' && !hidden.has(card.sellerId));
}

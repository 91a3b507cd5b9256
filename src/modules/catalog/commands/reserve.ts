import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { DeadlineHandler } from '#platform/deadlines.ts';
import type { Id } from '#platform/ids.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import type { CardSent } from '#chat';
import type { CatalogDeps } from '../deps.ts';
import type { Listing } from '../domain/listing.ts';
import { reservationMsMax, reservationsPerDay } from '../domain/rules.ts';
import { readListingsSeenBy } from '../store/listing-reads.ts';
import { lockOwnListing } from '../store/listing-store.ts';
import {
  endReservation,
  findOpen,
  insertReservation,
  lockListing,
  readReservation,
  type Reservation,
} from '../store/reservation-store.ts';
import { tellChange } from './gate.ts';

export type ReserveInput = { listingId: Id; memberId: Id; quantity: number; hours: number };
export type Reserved = {
  reservationId: Id;
  listingId: Id;
  memberId: Id;
  quantity: number;
  until: Date;
};

const lapses = 'catalog/reservation-until';

/**
 * Keeps pieces of an own listing for a member the seller talks with, for some hours: others find
 * them reserved, the member buys them as usual. It stands as a card in their conversation.
 * Locks: the seller's rate, the listing, the conversation.
 * @throws platform/not-found, catalog/not-for-sale, catalog/no-conversation,
 *   catalog/reserved-already, catalog/too-few-to-reserve, catalog/too-many-reservations, ties/blocked
 */
export async function reserveListing(
  deps: CatalogDeps,
  call: Call,
  input: ReserveInput,
): Promise<Reserved> {
  const { clock, run } = deps.platform;
  const sellerId = call.actor.memberId;
  let card: CardSent | undefined;
  const reserved = await run(call, async (tx) => {
    const now = clock.now();
    await countToday(tx, sellerId, now);
    const listing = await listingToReserve(deps, tx, sellerId, input);
    const until = new Date(now.getTime() + Math.min(input.hours * 3_600_000, reservationMsMax));
    const id = await insertReservation(tx, listing, { ...input, now, until });
    await deps.platform.deadlines.set(tx, { kind: lapses, ref: id, runAt: until });
    card = await tellMember(deps, tx, { id, listing, memberId: input.memberId });
    await tellChange(deps, tx, listing);
    const { listingId, memberId, quantity } = input;
    return { reservationId: id, listingId, memberId, quantity, until };
  });
  card?.wake();
  deps.platform.outbox.nudge();
  return reserved;
}

async function countToday(tx: Tx, sellerId: Id, now: Date): Promise<void> {
  const retryAfterSeconds = await countOnce(tx, reservationsPerDay, sellerId, now);
  if (retryAfterSeconds === 0) return;
  refuse('catalog/too-many-reservations', { max: reservationsPerDay.max, retryAfterSeconds });
}

async function listingToReserve(
  { rooms }: CatalogDeps,
  tx: Tx,
  sellerId: Id,
  { listingId, memberId, quantity }: ReserveInput,
): Promise<Listing> {
  const listing = await lockOwnListing(tx, sellerId, listingId);
  if (!listing) refuse('platform/not-found');
  if (listing.withdrawnAt || listing.takenDownAt) refuse('catalog/not-for-sale');
  const talk = await rooms.chat.conversationOf(tx, [sellerId, memberId]);
  const seen = await readListingsSeenBy(tx, memberId, [listingId]);
  if (memberId === sellerId || !talk || !seen.has(listingId)) refuse('catalog/no-conversation');
  if (await findOpen(tx, listingId, memberId)) refuse('catalog/reserved-already');
  const free = listing.stock - listing.reserved;
  if (free < quantity) refuse('catalog/too-few-to-reserve', { free });
  return listing;
}

async function tellMember(
  { rooms }: CatalogDeps,
  tx: Tx,
  { id, listing, memberId }: { id: Id; listing: Listing; memberId: Id },
): Promise<CardSent> {
  const card = { kind: 'listing', ref: listing.id };
  await rooms.notifications.notify(tx, {
    memberId,
    type: 'catalog/reserved',
    params: { title: listing.title },
    link: `/i/${listing.id}`,
    dedupeKey: `reservation:${id}`,
    actorId: listing.sellerId,
  });
  return rooms.chat.sendCard(tx, {
    senderId: listing.sellerId,
    recipientId: memberId,
    card,
    clientId: `reservation:${id}`,
    about: card,
  });
}

/**
 * Lifts a reservation: by its seller, or by the member who does not want it. Again changes nothing.
 * @throws platform/not-found
 */
export function liftReservation(
  deps: CatalogDeps,
  call: Call,
  { reservationId }: { reservationId: Id },
): Promise<{ ok: true }> {
  return deps.platform.run(call, async (tx) => {
    const reservation = await readReservation(tx, reservationId);
    const { memberId } = call.actor;
    const isParty = reservation?.sellerId === memberId || reservation?.memberId === memberId;
    if (!reservation || !isParty) refuse('platform/not-found');
    await end(deps, tx, reservation, 'lifted');
    return { ok: true } as const;
  });
}

/** The clock of a reservation: late and doubled runs change nothing. */
export function reservationDeadlines(deps: CatalogDeps): DeadlineHandler[] {
  const handle = async (id: Id, now: Date) => {
    await deps.platform.database.transaction(async (tx) => {
      const reservation = await readReservation(tx, id);
      if (!reservation || now < reservation.until) return;
      await end(deps, tx, reservation, 'lapsed');
    });
    deps.platform.outbox.nudge();
  };
  return [{ kind: lapses, handle }];
}

/**
 * Sets free what is kept for a member, in the transaction that buys it; the stock is taken by the
 * order as ever. Locks the listings, in the order of their ids.
 */
export async function setFreeFor(
  deps: CatalogDeps,
  tx: Tx,
  memberId: Id,
  listingIds: readonly Id[],
): Promise<void> {
  const inOrder = [...listingIds].sort((one, other) => Number(BigInt(one) - BigInt(other)));
  for (const listingId of inOrder) {
    await lockListing(tx, listingId);
    const open = await findOpen(tx, listingId, memberId);
    if (open) await end(deps, tx, open, 'bought');
  }
}

async function end(
  deps: CatalogDeps,
  tx: Tx,
  reservation: Reservation,
  reason: 'bought' | 'lifted' | 'lapsed',
): Promise<void> {
  const { clock, deadlines } = deps.platform;
  const now = clock.now();
  await lockListing(tx, reservation.listingId);
  const listing = await endReservation(tx, reservation, { reason, now });
  if (!listing) return;
  await deadlines.clear(tx, [lapses], reservation.id, now);
  // What is bought is told by the stock it takes.
  if (reason !== 'bought') await tellChange(deps, tx, listing);
}

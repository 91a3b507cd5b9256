import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Audience } from '#circles';
import type { CatalogDeps } from '../deps.ts';
import { listingChanged } from '../events.ts';
import { eligibilityFrom } from '../queries/eligibility.ts';
import { writeAudienceOfNote } from '../store/listing-store.ts';
import { readSellingSince } from '../store/listing-reads.ts';
import { lockShop } from '../store/shop-store.ts';
import { missingOf } from './open-quick-sell.ts';

/**
 * Lets a seller put goods on sale, and keeps the seller's other commands waiting meanwhile;
 * answers since when the shop is open. The shop is locked before any of its listings.
 * @throws catalog/not-eligible, catalog/quick-sell-not-open
 */
export async function passGate(
  deps: CatalogDeps,
  tx: Tx,
  seller: { memberId: Id; now: Date },
): Promise<Date> {
  const openedAt = await lockShop(tx, seller.memberId);
  const identity = await deps.rooms.identity.sellingIdentity(tx, seller.memberId);
  const { eligible, checks } = eligibilityFrom(identity, openedAt, seller.now);
  if (!eligible) refuse('catalog/not-eligible', { missing: missingOf(checks) });
  return openedAt ?? refuse('catalog/quick-sell-not-open');
}

/**
 * Tells, in the transaction that changes a listing, that it is to be shown as it is now: the note
 * it hangs on, and the rooms above.
 */
export async function tellChange(
  deps: CatalogDeps,
  tx: Tx,
  listing: { id: Id; sellerId: Id; noteId: Id | null },
): Promise<void> {
  const { id, sellerId, noteId } = listing;
  const { community } = deps.rooms;
  if (noteId) {
    await community.attachmentsChanged(tx, [noteId]);
    await community.sellsSince(tx, noteId, await readSellingSince(tx, noteId));
  }
  await tellRooms(deps, tx, { id, sellerId });
}

/** Gives what hangs on a note the note's audience, in the note's own transaction. */
export async function followNote(
  deps: CatalogDeps,
  tx: Tx,
  note: { noteId: Id; authorId: Id; audience: Audience },
): Promise<void> {
  const ids = await writeAudienceOfNote(tx, note.noteId, note.audience);
  for (const id of ids) await tellRooms(deps, tx, { id, sellerId: note.authorId });
}

async function tellRooms(
  deps: CatalogDeps,
  tx: Tx,
  { id, sellerId }: { id: Id; sellerId: Id },
): Promise<void> {
  const event = { topic: listingChanged, ref: id, payload: { listingId: id, sellerId } };
  const { clock, outbox } = deps.platform;
  await outbox.emit(tx, bucketOf(id), [event], clock.now());
}

/**
 * Refuses words that the screen does not let through.
 * @throws catalog/text-not-acceptable
 */
export function screenWords(deps: CatalogDeps, words: (string | null)[]): void {
  const verdict = deps.rooms.moderation.screen(words.filter(Boolean).join('\n'));
  if (verdict === 'block' || verdict === 'hold') refuse('catalog/text-not-acceptable');
}

/**
 * Whom a listing is shown to: what hangs on a note has the note's audience, and nothing else may be
 * asked for; a circle must be one the seller is in.
 * @throws catalog/audience-of-note, catalog/not-in-circle
 */
export async function audienceFor(
  { rooms }: CatalogDeps,
  tx: Tx,
  sellerId: Id,
  { noteAudience, asked }: { noteAudience: Audience | undefined; asked: Audience | undefined },
): Promise<Audience> {
  if (noteAudience && asked && !isSame(noteAudience, asked)) refuse('catalog/audience-of-note');
  const audience = noteAudience ?? asked ?? { kind: 'public' };
  if (audience.kind === 'circle') {
    const isIn = await rooms.circles.isMember(tx, audience.circleId, sellerId);
    if (!isIn) refuse('catalog/not-in-circle');
  }
  return audience;
}

function isSame(one: Audience, other: Audience): boolean {
  const circleOf = (audience: Audience) => audience.kind === 'circle' && audience.circleId;
  return one.kind === other.kind && circleOf(one) === circleOf(other);
}

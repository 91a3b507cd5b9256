import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Audience } from '#circles';
import type { NoteDraft } from '#community';
import type { CatalogDeps } from '../deps.ts';
import { picturesOf } from '../domain/cover.ts';
import { assertPace, startOfShanghaiDay } from '../domain/pace.ts';
import {
  shipWithinDefault,
  type Condition,
  type Delivery,
  type ShipWithin,
} from '../domain/rules.ts';
import { assertQuantity, assertTerms, type Terms } from '../domain/terms.ts';
import { insertListing, type Pictures } from '../store/listing-store.ts';
import { countPace } from '../store/shop-store.ts';
import { withFreight } from './freight-of-listing.ts';
import { audienceFor, passGate, screenWords, tellChange } from './gate.ts';

export type CreateListingInput = {
  title: string;
  description?: string | undefined;
  /** One piece, in fen: 1 to 1,000,000. */
  priceFen: bigint;
  /** 1 to 99. */
  quantity: number;
  condition: Condition;
  flaw?: string | null | undefined;
  delivery: Delivery;
  /** For the whole parcel, in fen; 0 or absent means 包邮. */
  freightFen?: bigint | undefined;
  /** A freight template of the seller's own, in the place of `freightFen`. */
  freightTemplateId?: Id | null | undefined;
  /** 72 hours unless said otherwise. */
  shipWithin?: ShipWithin | undefined;
  /** The note's pictures unless given. */
  pictureIds?: Id[] | undefined;
  /** Hangs the listing on a note of the seller's own, … */
  noteId?: Id | undefined;
  /** … or publishes a new one around it. Neither: the listing stands alone. */
  note?: NoteDraft | undefined;
  /** Whom it is shown to; everybody, unless given. With a note it is the note's. */
  audience?: Audience | undefined;
};

export type CreatedListing = { listingId: Id; noteId: Id | null };

/**
 * Puts goods on sale, at once and without review; with a new note both appear together or not at
 * all.
 * @throws catalog/not-eligible, catalog/quick-sell-not-open, catalog/too-many-live,
 *   catalog/too-many-today, catalog/too-many-on-note, catalog/note-twice,
 *   catalog/text-not-acceptable, catalog/audience-of-note, catalog/not-in-circle, the codes of `assertTerms` and `assertQuantity`,
 *   community/… for a new note, pictures/not-yours, catalog/template-unknown,
 *   platform/not-found when the note is not the seller's own
 */
export async function createListing(
  deps: CatalogDeps,
  call: Call,
  input: CreateListingInput,
): Promise<CreatedListing> {
  const { clock, run } = deps.platform;
  const { memberId } = call.actor;
  assertTerms(termsOf(input));
  assertQuantity(input.quantity);
  if (input.note && input.noteId) refuse('catalog/note-twice');
  const created = await run(call, async (tx) => {
    const now = clock.now();
    const openedAt = await passGate(deps, tx, { memberId, now });
    const seller = { memberId, noteId: input.noteId ?? null, dayStart: startOfShanghaiDay(now) };
    assertPace({ openedAt, ...(await countPace(tx, seller)) }, now);
    const terms = await withFreight(tx, memberId, termsOf(input));
    screenWords(deps, [terms.title, terms.description, terms.flaw]);
    const place = await placeOf(deps, tx, { input, memberId, now });
    const { noteId } = place;
    const { quantity } = input;
    const listing = { sellerId: memberId, ...place, terms, quantity, now };
    const listingId = await insertListing(tx, listing);
    await tellChange(deps, tx, { id: listingId, sellerId: memberId, noteId });
    return { listingId, noteId };
  });
  deps.platform.outbox.nudge();
  return created;
}

function termsOf(input: CreateListingInput): Terms {
  return {
    title: input.title,
    description: input.description ?? '',
    priceFen: input.priceFen,
    condition: input.condition,
    flaw: input.flaw || null,
    delivery: input.delivery,
    freightFen: input.freightTemplateId ? 0n : (input.freightFen ?? 0n),
    freightTemplateId: input.freightTemplateId ?? null,
    freightMostFen: null,
    shipWithin: input.shipWithin ?? shipWithinDefault,
  };
}

type Placing = { input: CreateListingInput; memberId: Id; now: Date };

type Place = { noteId: Id | null; audience: Audience; pictures: Pictures };

/** Where and to whom the listing is shown, and which pictures show it. */
async function placeOf(
  deps: CatalogDeps,
  tx: Tx,
  { input, memberId, now }: Placing,
): Promise<Place> {
  const { platform, rooms } = deps;
  const ownNote = input.noteId ? await ownNoteOf(deps, tx, memberId, input.noteId) : undefined;
  const noteAudience = ownNote?.audience ?? input.note?.audience;
  const audience = await audienceFor(deps, tx, memberId, { noteAudience, asked: input.audience });
  const noteId = input.note
    ? await rooms.community.publish(tx, { ...input.note, audience, authorId: memberId, now })
    : (input.noteId ?? null);
  const pictureIds = input.pictureIds ?? input.note?.pictureIds;
  if (!pictureIds) return { noteId, audience, pictures: picturesOf(ownNote?.pictures ?? []) };
  const views = await platform.pictureShelf.assertOwn(tx, memberId, pictureIds);
  return { noteId, audience, pictures: picturesOf(views) };
}

/** A note of the seller's own; others' notes are answered as if there were none. */
async function ownNoteOf(deps: CatalogDeps, tx: Tx, memberId: Id, noteId: Id) {
  const { community } = deps.rooms;
  await community.assertOwnNote(tx, memberId, noteId);
  return (await community.getNotes([noteId], memberId, tx)).get(noteId);
}

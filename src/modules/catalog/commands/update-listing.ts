import type { Call } from '#platform/actor.ts';
import { dayMs } from '#platform/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Audience } from '#circles';
import type { CatalogDeps } from '../deps.ts';
import { isOnShelf, type Listing } from '../domain/listing.ts';
import { assertRoomOnShelf, startOfShanghaiDay } from '../domain/pace.ts';
import { priceChangesPerDayMax } from '../domain/rules.ts';
import { assertQuantity, assertTerms, type Terms } from '../domain/terms.ts';
import { countPriceChanges } from '../store/listing-reads.ts';
import { lockOwnListing, writeEdit } from '../store/listing-store.ts';
import { countPace, lockShop } from '../store/shop-store.ts';
import { picturesOf } from '../domain/cover.ts';
import { withFreight } from './freight-of-listing.ts';
import { emitIfDropped } from './tell-price-drop.ts';
import { audienceFor, passGate, screenWords, tellChange } from './gate.ts';

/** Only what is given changes. */
export type UpdateListingInput = {
  [K in keyof Omit<Terms, 'freightMostFen'>]?: Terms[K] | undefined;
} & {
  listingId: Id;
  /** The version the seller looked at; an edit made meanwhile elsewhere is not overwritten. */
  version: number;
  pictureIds?: Id[] | undefined;
  /** Whom it is shown to; of a listing on a note, the note says so. */
  audience?: Audience | undefined;
  /** How many are left to sell, 1 to 99 … */
  quantity?: number | undefined;
  /** … and how many were left when the seller looked: nothing sold meanwhile is sold twice. */
  quantitySeen?: number | undefined;
};

export type UpdatedListing = { listingId: Id; version: number };

/**
 * Edits a listing that is on the shelf. Orders already placed keep the words and the price they
 * were placed under. Restocking goods that are sold out is putting them on sale again, and asks
 * for what that asks for.
 * @throws platform/not-found, catalog/not-for-sale, catalog/edited-meanwhile, catalog/stock-moved,
 *   catalog/pieces-reserved, catalog/too-many-price-changes,
 *   catalog/not-eligible, catalog/too-many-live, catalog/audience-of-note, catalog/not-in-circle,
 *   catalog/text-not-acceptable, catalog/template-unknown, pictures/not-yours,
 *   the codes of `assertTerms` and `assertQuantity`
 */
export function updateListing(
  deps: CatalogDeps,
  call: Call,
  input: UpdateListingInput,
): Promise<UpdatedListing> {
  const { clock, run } = deps.platform;
  const { memberId } = call.actor;
  return run(call, async (tx) => {
    const now = clock.now();
    await lockShop(tx, memberId);
    const before = await lockOwnListing(tx, memberId, input.listingId);
    if (!before) refuse('platform/not-found');
    if (!isOnShelf(before)) refuse('catalog/not-for-sale');
    if (before.version !== input.version) refuse('catalog/edited-meanwhile');
    const asked = termsAfter(before, input);
    assertTerms(asked);
    const terms = await withFreight(tx, memberId, asked);
    const stock = stockAfter(before, input);
    screenWords(deps, [terms.title, terms.description, terms.flaw]);
    if (before.stock === 0 && stock > 0) await passRestock(deps, tx, memberId, now);
    const pictures = input.pictureIds
      ? picturesOf(await deps.platform.pictureShelf.assertOwn(tx, memberId, input.pictureIds))
      : before;
    const audience = await audienceAfter(deps, tx, memberId, { before, asked: input.audience });
    if (terms.priceFen !== before.priceFen) await assertPricePace(tx, before.id, now);
    await emitIfDropped(deps, tx, before, terms.priceFen);
    const version = await writeEdit(tx, before, { terms, audience, pictures, stock, now });
    await tellChange(deps, tx, before);
    return { listingId: before.id, version };
  });
}

/** A price that moves all day is no price; and each one is kept. */
async function assertPricePace(tx: Tx, listingId: Id, now: Date): Promise<void> {
  const changes = await countPriceChanges(tx, listingId, new Date(now.getTime() - dayMs));
  if (changes < priceChangesPerDayMax) return;
  refuse('catalog/too-many-price-changes', { max: priceChangesPerDayMax });
}

function termsAfter(before: Listing, input: UpdateListingInput): Terms {
  const delivery = input.delivery ?? before.delivery;
  // Freight goes with the courier: without one there is nothing to pay it for.
  const freightBefore = delivery === 'courier' ? before.freightFen : 0n;
  const freightTemplateId = templateAfter(before, { ...input, delivery });
  return {
    title: input.title ?? before.title,
    description: input.description ?? before.description,
    priceFen: input.priceFen ?? before.priceFen,
    condition: input.condition ?? before.condition,
    flaw: input.flaw === undefined ? before.flaw : input.flaw || null,
    delivery,
    freightFen: freightTemplateId ? 0n : (input.freightFen ?? freightBefore),
    freightTemplateId,
    freightMostFen: null,
    shipWithin: input.shipWithin ?? before.shipWithin,
  };
}

/** A flat freight that is named takes the place of the template. */
function templateAfter(before: Listing, input: UpdateListingInput): Id | null {
  if (input.freightTemplateId !== undefined) return input.freightTemplateId;
  const isFlat = input.freightFen !== undefined || input.delivery !== 'courier';
  return isFlat ? null : before.freightTemplateId;
}

/** A seller who has left the circle since keeps the listing in it until they say otherwise. */
async function audienceAfter(
  deps: CatalogDeps,
  tx: Tx,
  sellerId: Id,
  { before, asked }: { before: Listing; asked: Audience | undefined },
): Promise<Audience> {
  if (!asked) return before.audience;
  const noteAudience = before.noteId ? before.audience : undefined;
  return audienceFor(deps, tx, sellerId, { noteAudience, asked });
}

function stockAfter(before: Listing, input: UpdateListingInput): number {
  if (input.quantity === undefined || input.quantity === before.stock) return before.stock;
  assertQuantity(input.quantity);
  if (input.quantity < before.reserved) {
    refuse('catalog/pieces-reserved', { count: before.reserved });
  }
  if (input.quantitySeen !== before.stock) refuse('catalog/stock-moved', { stock: before.stock });
  return input.quantity;
}

async function passRestock(deps: CatalogDeps, tx: Tx, memberId: Id, now: Date): Promise<void> {
  await passGate(deps, tx, { memberId, now });
  const seller = { memberId, noteId: null, dayStart: startOfShanghaiDay(now) };
  assertRoomOnShelf((await countPace(tx, seller)).live);
}

import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import { eligibilityFrom } from '../queries/eligibility.ts';
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

/** Lets the note that shows a listing show it as it is now. */
export async function tellNote(
  deps: CatalogDeps,
  tx: Tx,
  listing: { noteId: Id | null },
): Promise<void> {
  if (listing.noteId) await deps.rooms.community.attachmentsChanged(tx, [listing.noteId]);
}

/**
 * Refuses words that the screen does not let through.
 * @throws catalog/text-not-acceptable
 */
export function screenWords(deps: CatalogDeps, words: (string | null)[]): void {
  const verdict = deps.rooms.moderation.screen(words.filter(Boolean).join('\n'));
  if (verdict === 'block' || verdict === 'hold') refuse('catalog/text-not-acceptable');
}

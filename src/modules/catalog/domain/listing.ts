import type { Audience } from '#circles';
import type { Id } from '#platform/ids.ts';
import type { ListingState } from './state.ts';
import type { Terms } from './terms.ts';

/** What a member sells: its terms, and how much is left of it. */
export type Listing = Terms & {
  id: Id;
  sellerId: Id;
  /** The seller's own note it is shown in, if any. */
  noteId: Id | null;
  /** Whom it is shown to; that of its note, where it hangs on one. */
  audience: Audience;
  /** The first is the cover. */
  pictureIds: Id[];
  /** The cover in a card's size; null without pictures. */
  coverUrl: string | null;
  stock: number;
  /** How many of them are kept for members. */
  reserved: number;
  /** How many of those for the member it was read for. */
  kept: number;
  /** Until when its shop is on holiday; null while it sells. */
  awayUntil: Date | null;
  /** When its title last became another. */
  retitledAt: Date | null;
  /** Counts edits; an edit names the version it was made from. */
  version: number;
  publishedAt: Date;
  editedAt: Date | null;
  withdrawnAt: Date | null;
  takenDownAt: Date | null;
  takeDownReason: string | null;
  state: ListingState;
};

/** Whether its audience may see it: goods on sale, sold out or withdrawn, but not taken down. */
export function isPublic(listing: Listing): boolean {
  return listing.takenDownAt === null;
}

/** Whether its seller may still edit it. */
export function isOnShelf(listing: Listing): boolean {
  return !listing.withdrawnAt && !listing.takenDownAt;
}

import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Attachment } from '#community';
import type { SubjectHandlers } from '#moderation';
import { followNote, tellChange } from './commands/gate.ts';
import type { CatalogDeps } from './deps.ts';
import { getListingsFor } from './queries/cards.ts';
import { readListings, readListingsSeenBy, readTagsOfNotes } from './store/listing-reads.ts';
import { writeTakeDown } from './store/listing-store.ts';

/** Makes listings known to the rooms below: reported and taken down, shown in notes, sent in chats. */
export function registerBelow(deps: CatalogDeps): void {
  const { moderation, community, chat } = deps.rooms;
  moderation.registerSubject('listing', listingSubject(deps));
  community.whenAudienceChanges((tx, note) => followNote(deps, tx, note));
  community.showAttachments((noteIds) => tagsOfNotes(deps, noteIds));
  chat.registerCard('listing', {
    resolve: (refs, viewerId) => getListingsFor(deps, viewerId, refs),
    maySend: async (handle, ref, senderId) =>
      (await seenListing(handle, ref, senderId)) !== undefined,
    async concerns(handle, ref, pair) {
      const [one, other] = pair;
      const listing =
        (await seenListing(handle, ref, one)) && (await seenListing(handle, ref, other));
      return listing !== undefined && pair.includes(listing.sellerId);
    },
  });
}

function listingSubject(deps: CatalogDeps): SubjectHandlers {
  return {
    ownerOf: async (handle, id, reporterId) =>
      (await seenListing(handle, id, reporterId))?.sellerId,
    async snapshot(handle, id) {
      const listing = (await readListings(handle, [id])).get(id);
      if (!listing || listing.takenDownAt) return undefined;
      const { title, description, flaw, condition, pictureIds, version, noteId } = listing;
      const priceFen = listing.priceFen.toString();
      return { title, description, flaw, condition, pictureIds, version, noteId, priceFen };
    },
    async takeDown(tx, id, reason, now) {
      const listing = await writeTakeDown(tx, id, { reason: reason.words, now });
      if (listing) await tellChange(deps, tx, listing);
    },
  };
}

/** A listing that this member can see; what was taken down is nobody's to report or send. */
async function seenListing(handle: Sql, id: Id, memberId: Id) {
  const listing = (await readListingsSeenBy(handle, memberId, [id])).get(id);
  return listing?.takenDownAt ? undefined : listing;
}

/** The tags hanging on a page of notes: one read for all of them. */
async function tagsOfNotes(deps: CatalogDeps, noteIds: Id[]): Promise<Map<Id, Attachment[]>> {
  const byNote = await readTagsOfNotes(deps.platform.database.sql, noteIds);
  return new Map(
    [...byNote].map(([noteId, tags]) => [
      noteId,
      tags.map((tag) => ({ kind: 'listing', ref: tag.id, view: tag })),
    ]),
  );
}

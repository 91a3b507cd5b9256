import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { CatalogDeps } from './deps.ts';
import { getListings, tagOf } from './queries/cards.ts';
import { readListings, readOnShelfOfNotes } from './store/listing-reads.ts';
import { readSeller, writeTakeDown } from './store/listing-store.ts';

/** Makes listings known to the rooms below: reported and taken down, shown in notes, sent in chats. */
export function registerBelow(deps: CatalogDeps): void {
  deps.rooms.moderation.registerSubject('listing', {
    ownerOf: readSeller,
    snapshot: (handle, id) => snapshotOf(handle, id),
    takeDown: (tx, id, reason, now) => writeTakeDown(tx, id, { reason, now }),
  });
  deps.rooms.community.showAttachments((noteIds) => tagsOfNotes(deps, noteIds));
  deps.rooms.chat.registerCard('listing', {
    resolve: (refs) => getListings(deps, refs),
    maySend: async (handle, ref) => {
      const listing = (await readListings(handle, [ref])).get(ref);
      return listing !== undefined && listing.takenDownAt === null;
    },
  });
}

/** What a report keeps of a listing as it was. */
async function snapshotOf(handle: Sql, id: Id) {
  const listing = (await readListings(handle, [id])).get(id);
  if (!listing) return undefined;
  const { title, description, flaw, pictureIds, version } = listing;
  const priceFen = listing.priceFen.toString();
  return { title, description, flaw, pictureIds, priceFen, version, condition: listing.condition };
}

/** The tags hanging on a page of notes: one read for all of them. */
async function tagsOfNotes(deps: CatalogDeps, noteIds: readonly Id[]) {
  const byNote = await readOnShelfOfNotes(deps.platform.database.sql, noteIds);
  return new Map(
    [...byNote].map(([noteId, listings]) => [
      noteId,
      listings.map((listing) => ({ kind: 'listing', ref: listing.id, view: tagOf(listing) })),
    ]),
  );
}

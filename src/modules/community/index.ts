import type { Actor, Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { createSharedReads } from '#platform/shared-reads.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { deleteNote } from './commands/delete-note.ts';
import { publish, publishNote } from './commands/publish-note.ts';
import { noteSubject } from './commands/take-down-note.ts';
import { updateNote } from './commands/update-note.ts';
import { getFeed, getFeedJson } from './queries/get-feed.ts';
import { getNote, getNotes } from './queries/get-note.ts';
import { createAttached, createAuthors } from './queries/note-cards.ts';
import { communityRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { communityRoutes } from './routes.ts';
import { bumpAttachments, holdVisibleNote } from './store/notes.ts';
import type {
  FeedInput,
  FeedPage,
  HydrateAttachments,
  NewNote,
  NoteChange,
  NoteDraft,
  NoteView,
} from './types.ts';

export { noteDraft } from './routes.ts';
export * from './events.ts';
export type * from './types.ts';

export type Community = {
  /**
   * Publishes a note at once, without review.
   * @throws as `publish`
   */
  publishNote(call: Call, draft: NoteDraft): Promise<{ noteId: Id }>;
  /**
   * Publishes a note in the caller's transaction; the caller nudges the outbox after its commit.
   * @throws community/picture-needed, community/too-many-pictures, community/body-too-long,
   *   community/topic-invalid, community/too-many-topics, community/screened,
   *   community/too-many-notes, pictures/not-yours
   */
  publish(tx: Tx, note: NewNote): Promise<Id>;
  /** Changes parts of an own note. @throws platform/not-found, community/taken-down, as `publish` */
  updateNote(call: Call, change: NoteChange): Promise<{ noteId: Id }>;
  /** Deletes an own note; again is no error. @throws platform/not-found */
  deleteNote(call: Call, noteId: Id): Promise<{ ok: true }>;
  /** A note in full. @throws platform/not-found; community/taken-down for its author, with why */
  getNote(actor: Actor | undefined, noteId: Id): Promise<NoteView>;
  /** Those of these notes that everybody can see, in full, by id. */
  getNotes(noteIds: readonly Id[], readerId?: Id, handle?: Sql): Promise<Map<Id, NoteView>>;
  /** Notes everybody can see, newest first; never repeats nor skips one over its pages. */
  getFeed(actor: Actor | undefined, input: FeedInput): Promise<FeedPage>;
  /**
   * Makes sure a note is this member's own and visible, until the transaction ends.
   * @throws platform/not-found
   */
  assertOwnNote(tx: Tx, authorId: Id, noteId: Id): Promise<void>;
  /** A room above shows things with notes; one room may. */
  showAttachments(hydrate: HydrateAttachments): void;
  /**
   * Says, in the transaction that changes them, that what is attached to these notes must be read
   * anew at once (added, taken down, another price); small changes show within a second unsaid.
   */
  attachmentsChanged(tx: Sql, noteIds: readonly Id[]): Promise<void>;
};

/** Opens the room. */
export function createCommunity(
  platform: Platform,
  rooms: RoomsBelow,
): Community & { parts: RoomParts } {
  const attachments = { hydrate: async () => new Map() } as Room['attachments'];
  const room: Room = {
    platform,
    rooms,
    attachments,
    authors: createAuthors(platform.clock, rooms.identity),
    attached: createAttached(platform.clock, attachments),
    feedReads: createSharedReads(),
  };
  rooms.moderation.registerSubject('note', noteSubject(room));
  const door: Community = {
    publishNote: (call, draft) => publishNote(room, call, draft),
    publish: (tx, note) => publish(room, tx, note),
    updateNote: (call, change) => updateNote(room, call, change),
    deleteNote: (call, noteId) => deleteNote(room, call, noteId),
    getNote: (actor, noteId) => getNote(room, actor, noteId),
    getNotes: (noteIds, readerId, handle = platform.database.sql) =>
      getNotes(room, noteIds, { readerId, handle }),
    getFeed: (_actor, input) => getFeed(room, input),
    async assertOwnNote(tx, authorId, noteId) {
      if (!(await holdVisibleNote(tx, authorId, noteId))) refuse('platform/not-found');
    },
    showAttachments: (hydrate) => void (attachments.hydrate = hydrate),
    attachmentsChanged: bumpAttachments,
  };
  const routes = communityRoutes(door, (input) => getFeedJson(room, input));
  return { ...door, parts: { routes, refusals: communityRefusals } };
}

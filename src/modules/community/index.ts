import type { Actor, Call } from '#platform/actor.ts';
import { afterCommit, type Sql, type Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { createSharedReads } from '#platform/shared-reads.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { deleteNote } from './commands/delete-note.ts';
import { publish, publishNote } from './commands/publish-note.ts';
import { deleteDraft, saveDraft } from './commands/save-draft.ts';
import { feedSubscriptions } from './commands/fan-out.ts';
import { createTouch, timelineSweeps } from './commands/keep-timelines.ts';
import { learnFrom } from './commands/learn-from.ts';
import { logImpressions } from './commands/log-impressions.ts';
import { noteSubject } from './commands/take-down-note.ts';
import { updateNote } from './commands/update-note.ts';
import { noteFacts } from './queries/note-facts.ts';
import { getFeed, getFeedJson } from './queries/get-feed.ts';
import {
  getCards,
  getNote,
  getNotes,
  listVersions,
  lockAnyNote,
  lockNoteFor,
  noteFor,
} from './queries/get-note.ts';
import { createHeads } from './queries/feed-heads.ts';
import { listDrafts } from './queries/list-drafts.ts';
import {
  createAttached,
  createAuthors,
  createLines,
  createMet,
  createPictures,
  createPlaces,
  forgetNotes,
} from './queries/note-cards.ts';
import { writingHelp, type WritingHelp } from './queries/writing-help.ts';
import { communityNotices } from './notices.ts';
import { communityRefusals } from './refusals.ts';
import type { AudienceFollower, ReaderMarksPort, Room, RoomsBelow } from './room.ts';
import { communityRoutes } from './routes.ts';
import { cities } from './domain/cities.ts';
import { addToCounts, countsAfter, countsOf } from './store/counts.ts';
import { noMarkColumns } from './store/feed.ts';
import { bumpAttachments, holdVisibleNote, noteIdsAfter, sellsSince } from './store/notes.ts';
import type {
  CountChange,
  DraftSaved,
  DraftToSave,
  DraftView,
  FeedInput,
  FeedPage,
  HeldNote,
  HydrateAttachments,
  NewNote,
  NoteCard,
  NoteChange,
  NoteCounts,
  NoteDraft,
  NoteFacts,
  NoteVersion,
  NoteView,
  SeenPage,
  Doing,
} from './types.ts';

export { spansOf } from './domain/spans.ts';
export { audience, memberCard, noteCard, noteDraft, paragraph } from './schemas.ts';
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
   *   community/topic-invalid, community/too-many-topics, community/too-many-mentions,
   *   community/city-unknown, community/one-place, community/not-in-circle, community/screened,
   *   community/too-many-notes, pictures/not-yours
   */
  publish(tx: Tx, note: NewNote): Promise<Id>;
  /**
   * Changes parts of an own note; what it said before is kept as a version.
   * @throws platform/not-found, community/taken-down, community/edited-meanwhile,
   *   community/too-many-edits, and all that `publish` does
   */
  updateNote(call: Call, change: NoteChange): Promise<{ noteId: Id }>;
  /** Deletes an own note; again is no error. @throws platform/not-found */
  deleteNote(call: Call, noteId: Id): Promise<{ ok: true }>;
  /** A note in full, for those it is for. @throws platform/not-found; community/taken-down for its author, with why */
  getNote(actor: Actor | undefined, noteId: Id): Promise<NoteView>;
  /** Those of these notes that this reader (or a guest) may see, in full, by id. */
  getNotes(noteIds: readonly Id[], readerId?: Id, handle?: Sql): Promise<Map<Id, NoteView>>;
  /** What a note said before its changes, the newest first. @throws as `getNote` */
  listVersions(actor: Actor | undefined, noteId: Id): Promise<NoteVersion[]>;
  /**
   * Keeps what a member has begun to write, on top of the revision it was read at.
   * @throws community/too-many-drafts, community/draft-changed, pictures/not-yours
   */
  saveDraft(call: Call, draft: DraftToSave): Promise<DraftSaved>;
  /** A member's own drafts, the one saved last first; at most 20. */
  listDrafts(actor: Actor): Promise<DraftView[]>;
  /** Throws a draft away; again is no error. */
  deleteDraft(call: Call, key: string): Promise<{ ok: true }>;
  /** What the form offers somebody who writes: their circles, and those they follow. */
  writingHelp(actor: Actor): Promise<WritingHelp>;
  /** The cities a note may be from, by region. */
  cities: typeof cities;
  /** For projections: those of these notes that are neither deleted nor taken down. */
  noteFacts(handle: Sql, noteIds: readonly Id[]): Promise<Map<Id, NoteFacts>>;
  /** For projections: the ids of a page of all notes, in the order of their keys. */
  noteIdsAfter(handle: Sql, page: { after: Id | undefined; limit: number }): Promise<Id[]>;
  /** A page of a feed; its pages never repeat nor skip a note. @throws as `getFeed` in queries */
  getFeed(actor: Actor | undefined, input: FeedInput): Promise<FeedPage>;
  /**
   * Makes sure a note is this member's own and visible, until the transaction ends.
   * @throws platform/not-found
   */
  assertOwnNote(tx: Tx, authorId: Id, noteId: Id): Promise<void>;
  /** A room above shows things with notes; one room may. */
  showAttachments(hydrate: HydrateAttachments): void;
  /** Port: a room above whose things have their note's audience is told in the note's transaction. */
  whenAudienceChanges(follow: AudienceFollower): void;
  /**
   * Says, in the transaction that changes them, that what is attached to these notes must be read
   * anew at once (added, taken down, another price); small changes show within ten seconds unsaid.
   */
  attachmentsChanged(tx: Sql, noteIds: readonly Id[]): Promise<void>;
  /** Says since when something is for sale with a note, or that nothing is: Discover minds it. */
  sellsSince(tx: Sql, noteId: Id, since: Date | null): Promise<void>;
  /** Writes down what was really on screen; see `logImpressions`. */
  logImpressions(actor: Actor | undefined, pages: readonly SeenPage[]): Promise<{ taken: number }>;
  /** Rooms above tell what a member did with a note, so that Discover learns their topics. */
  caresAbout(tx: Tx, memberId: Id, noteId: Id, doing: Doing): Promise<void>;
  /** A room above knows what readers did with notes; one room may. */
  showMarks(marks: ReaderMarksPort): void;
  /**
   * Makes sure this reader may see a note, and holds it until the transaction ends: one after the
   * other reacts to it, and it is neither deleted nor taken down meanwhile.
   * @throws platform/not-found; community/taken-down for its author
   */
  lockNoteFor(tx: Tx, actor: Actor, noteId: Id): Promise<HeldNote>;
  /** A note that this reader (or a guest) may see, in short. @throws as `getNote` */
  noteFor(handle: Sql, readerId: Id | undefined, noteId: Id): Promise<HeldNote>;
  /** Holds a note until the transaction ends, whatever became of it; undefined: there never was. */
  lockNote(tx: Tx, noteId: Id): Promise<HeldNote | undefined>;
  /** Those of these notes that this reader (or a guest) may see, as feeds show them, by id. */
  getCards(noteIds: readonly Id[], readerId?: Id, handle?: Sql): Promise<Map<Id, NoteCard>>;
  /** Adds to a note's counts, in the transaction that writes or ends the reaction. */
  countChanged(tx: Tx, noteId: Id, change: CountChange): Promise<void>;
  /** The counts of these notes as they stand, deleted ones too, for whoever checks them. */
  countsOf(handle: Sql, noteIds: readonly Id[]): Promise<Map<Id, NoteCounts>>;
  /** Notes with their counts after one of them, by pages through all there are. */
  countsAfter(handle: Sql, after: Id | undefined, limit: number): Promise<Map<Id, NoteCounts>>;
};

/** Opens the room. */
export function createCommunity(
  platform: Platform,
  rooms: RoomsBelow,
): Community & { parts: RoomParts } {
  const room = openRoom(platform, rooms);
  rooms.moderation.registerSubject('note', noteSubject(room));
  rooms.notifications.registerTypes(communityNotices);
  const door: Community = {
    publishNote: (call, draft) => publishNote(room, call, draft),
    publish: (tx, note) => publish(room, tx, note),
    updateNote: (call, change) => updateNote(room, call, change),
    deleteNote: (call, noteId) => deleteNote(room, call, noteId),
    getNote: (actor, noteId) => getNote(room, actor, noteId),
    getNotes: (noteIds, readerId, handle = platform.database.sql) =>
      getNotes(room, noteIds, { readerId, handle }),
    listVersions: (actor, noteId) => listVersions(room, actor, noteId),
    saveDraft: (call, draft) => saveDraft(room, call, draft),
    listDrafts: (actor) => listDrafts(room, actor),
    deleteDraft: (call, key) => deleteDraft(room, call, key),
    writingHelp: (actor) => writingHelp(room, actor),
    cities,
    noteFacts,
    noteIdsAfter,
    getFeed: (actor, input) => getFeed(room, actor, input),
    async assertOwnNote(tx, authorId, noteId) {
      if (!(await holdVisibleNote(tx, authorId, noteId))) refuse('platform/not-found');
    },
    whenAudienceChanges: (follow) => void room.audienceFollowers.push(follow),
    showAttachments: (hydrate) => void (room.attachments.hydrate = hydrate),
    async attachmentsChanged(tx, noteIds) {
      await bumpAttachments(tx, noteIds);
      forgetNotes(platform, tx, noteIds);
    },
    async sellsSince(tx, noteId, since) {
      await sellsSince(tx, noteId, since);
      afterCommit(tx, () => platform.realtime.forget('feeds', [noteId]));
    },
    logImpressions: (actor, pages) => logImpressions(room, actor, pages),
    caresAbout: (tx, memberId, noteId, doing) =>
      learnFrom(room, tx, { memberId, noteIds: [noteId], doing }),
    showMarks: (marks) => void Object.assign(room.marks, marks),
    noteFor: (handle, readerId, noteId) => noteFor(room, { handle, readerId }, noteId),
    lockNote: lockAnyNote,
    getCards: (noteIds, readerId, handle = platform.database.sql) =>
      getCards(room, noteIds, { readerId, handle }),
    countsAfter,
    lockNoteFor: (tx, actor, noteId) => lockNoteFor(room, tx, actor, noteId),
    async countChanged(tx, noteId, change) {
      await addToCounts(tx, noteId, change);
      forgetNotes(platform, tx, [noteId]);
    },
    countsOf: (handle, noteIds) => countsOf(handle, noteIds),
  };
  const routes = communityRoutes(door, (actor, input) => getFeedJson(room, actor, input));
  return {
    ...door,
    parts: {
      routes,
      refusals: communityRefusals,
      subscriptions: feedSubscriptions(room),
      sweeps: timelineSweeps(room),
    },
  };
}

/** The room with nothing remembered, and with nothing known of what rooms above add. */
function openRoom(platform: Platform, rooms: RoomsBelow): Room {
  const attachments: Room['attachments'] = { hydrate: async () => new Map() };
  return {
    platform,
    rooms,
    attachments,
    audienceFollowers: [],
    lines: createLines(platform),
    heads: createHeads(platform),
    met: createMet(platform),
    authors: createAuthors(platform, rooms.identity),
    attached: createAttached(platform, attachments),
    pictures: createPictures(platform),
    places: createPlaces(platform.clock, rooms.circles),
    marks: { hydrate: async () => new Map(), columns: () => noMarkColumns },
    feedReads: createSharedReads(),
    touchReader: createTouch(platform),
  };
}

import type { Audience, Circles } from '#circles';
import type { Identity, MemberCard } from '#identity';
import type { Moderation } from '#moderation';
import type { Notifications } from '#notifications';
import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { Platform } from '#platform/room.ts';
import type { SharedReads } from '#platform/shared-reads.ts';
import type { ShortCache } from '#platform/short-cache.ts';
import type { Ties } from '#ties';
import type { Tx } from '#platform/db/database.ts';
import type { ReadPage } from './queries/get-feed.ts';
import type { Head } from './queries/feed-heads.ts';
import type { MarkColumns } from './store/feed.ts';
import type { NoteBeforeReader } from './store/notes.ts';
import type { FeedRow } from './store/tables.ts';
import type { Attachment, HydrateAttachments, HydrateMarks } from './types.ts';

/** The rooms below that community uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMember' | 'getMembers'>;
  notifications: Pick<Notifications, 'notify' | 'registerTypes'>;
  ties: Pick<Ties, 'tiesOf' | 'followeeIds' | 'followCounts' | 'followerIds'>;
  circles: Pick<Circles, 'reach' | 'circlesOf' | 'isMember' | 'getMany'>;
  moderation: Pick<Moderation, 'screen' | 'registerSubject'>;
};

/** A thing beside the JSON text it is sent as. */
export type Written<T> = { value: T; json: string };

/** Gives what hangs on a note the audience that the note has now, in the same transaction. */
export type AudienceFollower = (
  tx: Tx,
  note: { noteId: Id; authorId: Id; audience: Audience },
) => Promise<void>;

/** What a room above says of readers and notes: read beside a note, or for notes at hand. */
export type ReaderMarksPort = {
  hydrate: HydrateMarks;
  columns(readerId: Id): MarkColumns;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<
    Platform,
    | 'run'
    | 'clock'
    | 'database'
    | 'outbox'
    | 'pictureShelf'
    | 'linkPreviews'
    | 'realtime'
    | 'secrets'
  >;
  rooms: RoomsBelow;
  /** What rooms above attach to notes; nothing until they say. */
  attachments: { hydrate: HydrateAttachments };
  /** Rooms above whose things have their note's audience. */
  audienceFollowers: AudienceFollower[];
  /** What readers did with notes; nothing until a room above says. */
  marks: ReaderMarksPort;
  /** The lines of notes that are there, remembered for moments; see `createLines`. */
  lines: ShortCache<FeedRow>;
  /** What was proposed for the first pages of readers, remembered for moments; see `createHeads`. */
  heads: ShortCache<Head>;
  /** Notes as readers have just met them, by note and reader. */
  met: ShortCache<{ found: NoteBeforeReader | undefined }>;
  /** Authors' cards, remembered for moments; see `createAuthors`. */
  authors: ShortCache<Written<MemberCard>>;
  /** Attachments by note id and version, remembered for moments; see `createAttached`. */
  attached: ShortCache<Written<Attachment[]>>;
  /** Pictures and the places that notes are about, remembered for moments. */
  pictures: ShortCache<PictureView>;
  places: ShortCache<{ name: string }>;
  /** Readings of feed pages for guests that run now, with the bytes they are sent. */
  feedReads: SharedReads<{ page: ReadPage; bytes: Buffer }>;
  /** Writes down, now and then, that a member reads Following. */
  touchReader(readerId: Id): Promise<void>;
};

import type { MemberCard } from '#identity';
import type { Id } from '#platform/ids.ts';
import type { LinkPreview } from '#platform/link-previews/link-previews.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { Audience } from '#circles';
import type { DraftContent } from './domain/draft.ts';
import type { Doing, FeedKind } from './domain/feed-rules.ts';
import type { Mention } from './domain/mentions.ts';
import type { NoteDraft } from './domain/note.ts';
import type { Span } from './domain/spans.ts';

export type { Audience, Doing, DraftContent, FeedKind, Mention, NoteDraft, Span };

/** Something a room above shows with a note (a listing); what is in its view is that room's affair. */
export type Attachment = { kind: string; ref: string; view: unknown };

/** Finds what is attached to these notes; notes with nothing attached may be absent. */
export type HydrateAttachments = (noteIds: Id[]) => Promise<Map<Id, Attachment[]>>;

/** How many members like a note, commented on it and saved it; all of them, whoever asks. */
export type NoteCounts = { likeCount: number; commentCount: number; saveCount: number };

/** What the reader did with a note; nothing of both for a guest. */
export type ReaderMarks = { isLiked: boolean; isSaved: boolean };

/** Finds what a reader did with these notes; those left alone may be absent. */
export type HydrateMarks = (readerId: Id, noteIds: Id[]) => Promise<Map<Id, ReaderMarks>>;

/** By how much a note's counts change, or what is added to mend them. */
export type CountChange = { likes?: number; comments?: number; saves?: number };

/** A note as feeds show it. */
export type NoteCard = NoteCounts &
  ReaderMarks & {
    id: Id;
    title: string;
    topics: string[];
    city: string | null;
    cover: PictureView;
    pictureCount: number;
    publishedAt: Date;
    author: MemberCard;
    attachments: Attachment[];
  };

export type Paragraph = { spans: Span[] };

/** A note in full. */
export type NoteView = NoteCounts &
  ReaderMarks & {
    id: Id;
    author: MemberCard;
    title: string;
    body: Paragraph[];
    topics: string[];
    city: string | null;
    /** A circle of the author's as the place, instead of a city; null once it is closed. */
    placeCircleId: Id | null;
    placeName: string | null;
    audience: Audience;
    pictures: PictureView[];
    attachments: Attachment[];
    /** What pages outside say of themselves, for addresses in the text. */
    links: LinkPreview[];
    publishedAt: Date;
    editedAt: Date | null;
    /** Counts changes of the content, from 1. */
    version: number;
    isOwn: boolean;
    /** For its author alone: the text as it was written, and whom `@name` in it means. */
    text: string[];
    mentions: Mention[];
  };

/** A note somebody reacts to. */
export type HeldNote = { id: Id; authorId: Id; title: string };

/** What a note said until it was changed. */
export type NoteVersion = {
  version: number;
  title: string;
  body: Paragraph[];
  pictureCount: number;
  replacedAt: Date;
};

/** A draft as it is sent to be kept; `revision` is 0 for a new one. */
export type DraftToSave = { key: string; revision: number; content: DraftContent };
export type DraftSaved = { revision: number; savedAt: Date };
export type DraftView = DraftToSave & DraftSaved & { pictures: PictureView[] };

/** A note to be published; the caller has checked who the author is. */
export type NewNote = NoteDraft & { authorId: Id; now: Date };

/** What is not given stays; with `version` the change holds for that version of the content only. */
export type NoteChange = { noteId: Id; version?: number | undefined } & {
  [K in keyof NoteDraft]?: NoteDraft[K] | undefined;
};

/** What projections of the rooms above keep of a note that is there to be seen. */
export type NoteFacts = {
  id: Id;
  authorId: Id;
  title: string;
  /** The whole text, a line a paragraph. */
  text: string;
  topics: string[];
  city: string | null;
  audience: Audience;
  publishedAt: Date;
};

export type FeedInput = {
  /** Without it: of the author or the topic if one is named, else Discover. */
  kind?: FeedKind | undefined;
  topic?: string | undefined;
  authorId?: Id | undefined;
  circleId?: Id | undefined;
  /** Nearby of another place than one's own. */
  city?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};
/** A note in a feed: where it stands in it, counted from its first page on, and why it is shown. */
export type FeedItem = NoteCard & { position: number; source: string };
export type FeedPage = {
  /** Names this serving; impressions speak of it. */
  requestId: string;
  items: FeedItem[];
  nextCursor: string | null;
};

/** What of a served page was on screen: at least half of a card for at least a second. */
export type SeenPage = {
  requestId: string;
  items: { position: number; dwellMs: number; opened?: boolean | undefined }[];
};

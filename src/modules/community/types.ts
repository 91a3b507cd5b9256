import type { MemberCard } from '#identity';
import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { NoteDraft } from './domain/note.ts';
import type { Span } from './domain/topics.ts';

export type { NoteDraft, Span };

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
    pictures: PictureView[];
    attachments: Attachment[];
    publishedAt: Date;
    editedAt: Date | null;
    isOwn: boolean;
  };

/** A note somebody reacts to. */
export type HeldNote = { id: Id; authorId: Id; title: string };

/** A note to be published; the caller has checked who the author is. */
export type NewNote = NoteDraft & { authorId: Id; now: Date };

export type NoteChange = { noteId: Id } & { [K in keyof NoteDraft]?: NoteDraft[K] | undefined };

export type FeedInput = {
  topic?: string | undefined;
  authorId?: Id | undefined;
  cursor?: string | undefined;
  limit: number;
};
export type FeedPage = { items: NoteCard[]; nextCursor: string | null };

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

/** A note as feeds show it. */
export type NoteCard = {
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
export type NoteView = {
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

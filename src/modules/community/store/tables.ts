import type { ColumnType } from 'kysely';
import type { AudienceColumns } from '../domain/audience.ts';
import type { Mention } from '../domain/mentions.ts';

/** Written as JSON text, read back parsed. */
type Json<T> = ColumnType<T, string, string>;

export type NoteTable = Omit<NoteRow, 'body' | 'mentions' | 'attachments_version'> & {
  bucket: number;
  body: Json<string[]>;
  mentions: Json<Mention[]>;
  card: Json<unknown>;
  attachments_version: ColumnType<number, never, number>;
};

export type NoteEditTable = Omit<EditRow, 'body' | 'mentions'> & {
  bucket: number;
  note_id: string;
  body: Json<string[]>;
  mentions: Json<Mention[]>;
};

export type CommunityTables = {
  'community.note': NoteTable;
  'community.note_edit': NoteEditTable;
};

/** A note's row, without the text its card is sent as. */
export type NoteRow = AudienceColumns &
  CountColumns & {
    id: string;
    author_id: string;
    title: string;
    body: string[];
    topics: string[];
    mentions: Mention[];
    city: string | null;
    place_circle_id: string | null;
    picture_ids: string[];
    version: number;
    attachments_version: number;
    published_at: Date;
    edited_at: Date | null;
    deleted_at: Date | null;
    taken_down_at: Date | null;
    taken_down_code: string | null;
    taken_down_words: string | null;
  };

/** How many members like, comment on and save a note. */
export type CountColumns = { like_count: number; comment_count: number; save_count: number };

/** What a note said before a change, and who could see it then. */
export type EditRow = AudienceColumns & {
  version: number;
  title: string;
  body: string[];
  mentions: Mention[];
  picture_ids: string[];
  replaced_at: Date;
};

/** What one line of a feed needs. */
export type FeedRow = AudienceColumns &
  CountColumns & {
    id: string;
    author_id: string;
    published_at: Date;
    /** JSON text: everything of the card that the note itself knows. */
    card: string;
    attachments_version: number;
  };

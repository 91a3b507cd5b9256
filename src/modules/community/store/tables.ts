import type { ColumnType } from 'kysely';

/** Written as JSON text, read back parsed. */
type Json<T> = ColumnType<T, string, string>;

export type NoteTable = {
  bucket: number;
  id: string;
  author_id: string;
  title: string;
  body: Json<string[]>;
  topics: string[];
  city: string | null;
  picture_ids: string[];
  card: Json<unknown>;
  attachments_version: ColumnType<number, never, number>;
  published_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  taken_down_at: Date | null;
  taken_down_code: string | null;
  taken_down_words: string | null;
};

export type CommunityTables = { 'community.note': NoteTable };

/** A note's row, without the text its card is sent as. */
export type NoteRow = {
  id: string;
  author_id: string;
  title: string;
  body: string[];
  topics: string[];
  city: string | null;
  picture_ids: string[];
  published_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  taken_down_at: Date | null;
  taken_down_code: string | null;
  taken_down_words: string | null;
};

/** What one line of a feed needs. */
export type FeedRow = {
  id: string;
  author_id: string;
  published_at: Date;
  /** JSON text: everything of the card that the note itself knows. */
  card: string;
  attachments_version: number;
};

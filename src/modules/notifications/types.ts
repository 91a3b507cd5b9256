import type { Id } from '#platform/ids.ts';
import type { Platform } from '#platform/room.ts';
import type { Category, TextBook } from './domain/texts.ts';

/** One thing to tell one member; told once a `dedupeKey`. */
export type Notice = {
  memberId: Id;
  /** A registered type, named `room/what-happened`. */
  type: string;
  /** For the sentence: names ending in `Fen` are shown as amounts, in `At` as times. */
  params?: Record<string, string | number | bigint | Date>;
  /** The page it leads to, a path of ours. */
  link?: string | null;
  dedupeKey: string;
};

export type NotificationView = {
  id: Id;
  type: string;
  category: Category;
  text: string;
  link: string | null;
  createdAt: Date;
  readAt: Date | null;
};
export type Unread = { all: number } & Record<Category, number>;

/** What every command and query of this room stands on. */
export type Room = { platform: Platform; texts: TextBook };

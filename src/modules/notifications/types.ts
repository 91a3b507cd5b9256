import type { Identity } from '#identity';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import type { Platform } from '#platform/room.ts';
import type { PushTransport } from './adapters/push-transport.ts';
import type { Category, Kind } from './domain/kinds.ts';
import type { TextBook } from './domain/texts.ts';

export type NoticeParams = Record<string, string | number | bigint | Date>;

/** One thing to tell one member; told once a `dedupeKey`. */
export type Notice = {
  memberId: Id;
  /** A registered type, named `room/what-happened`. */
  type: string;
  /** For the sentence: names ending in `Fen` are shown as amounts, in `At` as times. */
  params?: NoticeParams;
  /** The page it leads to, a path of ours. */
  link?: string | null;
  dedupeKey: string;
  /** Who did it: fills `{actors}`, and whoever the member blocked or muted tells them nothing. */
  actorId?: Id;
  /**
   * What it is gathered under (`like:note:123`): while the line is unread, whatever comes under the
   * same key raises it instead of adding another.
   */
  group?: string;
};

export type NotificationView = {
  id: Id;
  type: string;
  kind: Kind;
  category: Category;
  text: string;
  link: string | null;
  /** The latest of those who did it, at most three. */
  actors: { id: Id; nickname: string; avatarUrl: string | null }[];
  actorsCount: number;
  createdAt: Date;
  /** When it last happened; the list is sorted by it. */
  raisedAt: Date;
  readAt: Date | null;
};
export type Unread = { all: number; trade: number; people: number; house: number };

/** What a member must do now, told by the room whose thing it is; gone when it is done. */
export type Duty = {
  /** Stable as long as it is the same duty: `order:123:ship`. */
  key: string;
  /** A registered type whose sentence says what to do. */
  type: string;
  params: NoticeParams;
  link: string;
  since: Date;
  dueAt: Date | null;
};
export type DutySource = (handle: Sql, memberId: Id) => Promise<Duty[]>;
export type DutyView = {
  key: string;
  type: string;
  text: string;
  link: string;
  since: Date;
  dueAt: Date | null;
};

/** Who of these may not reach a member: blocked in either direction, or muted by them. */
export type HiddenSource = (
  handle: Sql,
  memberId: Id,
) => Promise<{ blocked: ReadonlySet<Id>; muted: ReadonlySet<Id> }>;

/** What a room above puts into a member's digest: notes of those they follow, … */
export type DigestSource = (
  handle: Sql,
  about: { memberId: Id; since: Date; locale: Locale },
) => Promise<{ title: string; lines: { text: string; link: string }[] }>;

/** What every command and query of this room stands on. */
export type Room = {
  platform: Platform;
  identity: Identity;
  texts: TextBook;
  duties: DutySource[];
  hidden: HiddenSource | undefined;
  digestSources: DigestSource[];
  sendPush: PushTransport;
};

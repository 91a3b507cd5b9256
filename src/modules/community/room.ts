import type { Identity, MemberCard } from '#identity';
import type { Moderation } from '#moderation';
import type { Platform } from '#platform/room.ts';
import type { SharedReads } from '#platform/shared-reads.ts';
import type { ShortCache } from '#platform/short-cache.ts';
import type { Attachment, HydrateAttachments } from './types.ts';

/** The rooms below that community uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMembers'>;
  moderation: Pick<Moderation, 'screen' | 'registerSubject'>;
};

/** A thing beside the JSON text it is sent as. */
export type Written<T> = { value: T; json: string };

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'outbox' | 'pictureShelf'>;
  rooms: RoomsBelow;
  /** What rooms above attach to notes; nothing until they say. */
  attachments: { hydrate: HydrateAttachments };
  /** Authors' cards, up to five seconds old. */
  authors: ShortCache<Written<MemberCard>>;
  /** Attachments by note id and version, up to one second old; see `attachmentsChanged`. */
  attached: ShortCache<Written<Attachment[]>>;
  /** Readings of feed pages that run now. */
  feedReads: SharedReads<Buffer>;
};

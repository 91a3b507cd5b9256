import type { Admin } from '#admin';
import type { Identity } from '#identity';
import type { Notifications } from '#notifications';
import type { Platform } from '#platform/room.ts';
import type { SubjectKind } from './domain/rules.ts';
import type { Screener } from './domain/screening.ts';
import type { SubjectHandlers } from './types.ts';

/** The rooms below that moderation uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMembers' | 'getMember' | 'profileSnapshot' | 'clearProfile'>;
  notifications: Pick<Notifications, 'notify' | 'registerTypes'>;
  admin: Pick<Admin, 'recordAudit'>;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'outbox' | 'pictureShelf'>;
  rooms: RoomsBelow;
  subjects: Map<SubjectKind, SubjectHandlers>;
  screeners: Screener[];
};

import type { Identity } from '#identity';
import type { Notifications } from '#notifications';
import type { Platform } from '#platform/room.ts';

/** The rooms below that ties uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMembers' | 'hideProfiles'>;
  notifications: Pick<Notifications, 'notify' | 'registerTypes' | 'whoIsHidden' | 'forgetActor'>;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'outbox' | 'realtime'>;
  rooms: RoomsBelow;
};

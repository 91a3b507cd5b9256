import type { Admin } from '#admin';
import type { Identity } from '#identity';
import type { Notifications } from '#notifications';
import type { Platform } from '#platform/room.ts';
import type { Ties } from '#ties';

/** The rooms below that circles uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMembers' | 'sellingIdentity'>;
  notifications: Pick<Notifications, 'notify' | 'registerTypes'>;
  admin: Pick<Admin, 'recordAudit'>;
  ties: Pick<Ties, 'tiesOf' | 'hiddenFrom' | 'followeeIds'>;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'outbox' | 'secrets' | 'messenger'>;
  rooms: RoomsBelow;
};

import type { Identity } from '#identity';
import type { Moderation } from '#moderation';
import type { Notifications } from '#notifications';
import type { Orders } from '#orders';
import type { Payments } from '#payments';
import type { Platform } from '#platform/room.ts';
import type { Ties } from '#ties';

/** The rooms below that reviews uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMember' | 'getMembers' | 'areSamePerson'>;
  notifications: Pick<Notifications, 'notify' | 'registerTypes'>;
  moderation: Pick<Moderation, 'screen' | 'hold' | 'registerSubject'>;
  payments: Pick<Payments, 'sharePayoutAccount'>;
  ties: Pick<Ties, 'hiddenFrom'>;
  orders: Pick<Orders, 'tradesOf'>;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'outbox' | 'deadlines' | 'pictureShelf'>;
  rooms: RoomsBelow;
};

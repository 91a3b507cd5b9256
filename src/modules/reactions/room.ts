import type { Community } from '#community';
import type { Identity } from '#identity';
import type { Moderation } from '#moderation';
import type { Notifications } from '#notifications';
import type { Platform } from '#platform/room.ts';
import type { Ties } from '#ties';

/** The rooms below that reactions uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMembers'>;
  notifications: Pick<Notifications, 'notify' | 'registerTypes'>;
  moderation: Pick<Moderation, 'screen' | 'registerSubject'>;
  ties: Pick<Ties, 'isBlocked' | 'hiddenFrom' | 'tiesOf'>;
  community: Pick<
    Community,
    | 'noteFor'
    | 'lockNoteFor'
    | 'lockNote'
    | 'countChanged'
    | 'caresAbout'
    | 'countsOf'
    | 'countsAfter'
    | 'showMarks'
    | 'getCards'
  >;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'outbox' | 'realtime'>;
  rooms: RoomsBelow;
};

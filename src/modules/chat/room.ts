import type { Identity } from '#identity';
import type { Moderation } from '#moderation';
import type { Notifications } from '#notifications';
import type { Platform } from '#platform/room.ts';
import type { Ties } from '#ties';
import type { CardKind } from './types.ts';

/** The rooms below that chat uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMembers'>;
  notifications: Pick<Notifications, 'notify' | 'settleGroup' | 'registerTypes'>;
  moderation: Pick<Moderation, 'screen' | 'registerSubject'>;
  ties: Pick<Ties, 'isBlocked' | 'assertNotBlocked'>;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'realtime' | 'pictureShelf'>;
  rooms: RoomsBelow;
  cards: Map<string, CardKind>;
  /** Whether it is time to pass on again that somebody is writing. */
  mayTellTyping(key: string, now: Date): boolean;
};

import type { Identity } from '#identity';
import type { Moderation } from '#moderation';
import type { Platform } from '#platform/room.ts';
import type { CardKind } from './types.ts';

/** The rooms below that chat uses, and what of them. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getMembers'>;
  moderation: Pick<Moderation, 'screen'>;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'realtime'>;
  rooms: RoomsBelow;
  cards: Map<string, CardKind>;
};

import type { Platform } from '#platform/room.ts';
import type { Ties } from '#ties';

/** The rooms below that circles uses, and what of them. */
export type RoomsBelow = {
  ties: Pick<Ties, 'tiesOf' | 'hiddenFrom' | 'followeeIds'>;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Pick<Platform, 'run' | 'clock' | 'database' | 'outbox' | 'secrets'>;
  rooms: RoomsBelow;
};

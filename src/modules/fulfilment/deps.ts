import type { Platform } from '#platform/room.ts';
import type { ParcelHandler } from './types.ts';

/** Who is told of what happens to goods on their way. */
export type Listeners = {
  firstScan: ParcelHandler[];
  delivered: ParcelHandler[];
  pickedUp: ParcelHandler[];
};

export type FulfilmentDeps = { platform: Platform; listeners: Listeners };

import type { Id } from '#platform/ids.ts';
import type { Platform } from '#platform/room.ts';
import type { Courier } from './courier.ts';
import type { ParcelHandler, PickupHandler } from './types.ts';

/** Who is told of what happens to goods on their way. */
export type Listeners = {
  moved: ParcelHandler[];
  delivered: ParcelHandler[];
  /** Signed for in another city than the receiver's. */
  elsewhere: ParcelHandler[];
  /** A further parcel that no carrier has seen in time counts no more. */
  dropped: ParcelHandler[];
  stoodStill: ParcelHandler[];
  pickedUp: PickupHandler[];
};

export type FulfilmentDeps = {
  platform: Platform;
  courier: Courier;
  listeners: Listeners;
  /** Where a member says they live, which is where their parcels start. */
  cityOf(memberId: Id): Promise<string | undefined>;
};

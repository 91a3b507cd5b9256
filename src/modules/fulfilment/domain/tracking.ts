/** Where a parcel is, in words every carrier's own states are translated to. */
export const trackingStatuses = [
  'waiting',
  'collected',
  'in-transit',
  'out-for-delivery',
  'at-station',
  'delivered',
  'trouble',
  'returning',
  'returned',
] as const;
export type TrackingStatus = (typeof trackingStatuses)[number];

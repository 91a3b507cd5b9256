import type { AddressSnapshot } from '#identity';
import type { Secrets } from '#platform/secrets.ts';
import type { StoredOrder } from '../store/order-store.ts';

/** Where the parcel goes, as it was when the order was placed; undefined without a parcel. */
export function addressOf(secrets: Secrets, order: StoredOrder): AddressSnapshot | undefined {
  if (!order.addressSealed) return undefined;
  return JSON.parse(secrets.open(order.addressSealed)) as AddressSnapshot;
}

import type { Id } from '#platform/ids.ts';

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'fulfilment/parcel-moved': { orderId: Id };
  }
}

import * as z from 'zod';
import { at } from '#platform/http/schemas.ts';
import type { TrackingState } from './courier.ts';

/** A carrier by code and name. */
export const carrierName = z.object({
  code: z.string(),
  'zh-CN': z.string(),
  en: z.string(),
  isTracked: z.boolean(),
});

const states = [
  'NONE',
  'PICKED_UP',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'LOST',
  'RETURNED',
] as const satisfies readonly TrackingState[];

const parcelView = z.object({
  parcelNo: z.int(),
  carrier: carrierName,
  waybillNo: z.string(),
  state: z.enum(states),
  shippedAt: at,
  firstScanAt: at.nullable(),
  lastMovementAt: at.nullable(),
  deliveredAt: at.nullable(),
  arrivedElsewhereAt: at.nullable(),
  toPhoneMasked: z.string().nullable(),
  events: z.array(
    z.object({ at, code: z.string(), 'zh-CN': z.string(), en: z.string(), city: z.string() }),
  ),
  corrected: z.array(
    z.object({ carrier: carrierName, waybillNo: z.string(), givenAt: at, replacedAt: at }),
  ),
});

/** The schema of `TrackingView` in answers. */
export const trackingView = parcelView
  .omit({ parcelNo: true })
  .extend({ parcels: z.array(parcelView) });

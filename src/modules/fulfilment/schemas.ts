import * as z from 'zod';
import { at } from '#platform/http/schemas.ts';
import { trackingStatuses } from './domain/tracking.ts';

/** A carrier by code and name. */
export const carrierName = z.object({
  code: z.string(),
  'zh-CN': z.string(),
  en: z.string(),
  isTracked: z.boolean(),
});

const status = z.enum(trackingStatuses);

/** The schema of `TrackingView` in answers. */
export const trackingView = z.object({
  carrier: carrierName,
  waybillNo: z.string(),
  status,
  shippedAt: at,
  firstScanAt: at.nullable(),
  lastMovementAt: at.nullable(),
  deliveredAt: at.nullable(),
  arrivedElsewhereAt: at.nullable(),
  toPhoneMasked: z.string().nullable(),
  events: z.array(z.object({ at, status, text: z.string(), place: z.string().nullable() })),
  corrected: z.array(
    z.object({ carrier: carrierName, waybillNo: z.string(), givenAt: at, replacedAt: at }),
  ),
});

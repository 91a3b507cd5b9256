import * as z from 'zod';
import { cursor, day, fenInput, id, limit, line, prose } from '#platform/http/schemas.ts';
import { audience, noteDraft } from '#community';
import {
  conditions,
  deliveries,
  descriptionLengthMax,
  flawLengthMax,
  holidayNoteLengthMax,
  picturesMax,
  shipWithinChoices,
  titleLengthMax,
} from '../domain/rules.ts';
import type { ShipWithin } from '../domain/rules.ts';

const shipWithin = z.enum(Object.keys(shipWithinChoices) as [ShipWithin, ...ShipWithin[]]);
// Wider than the rule: what is out of range is refused by its own code, with the range.
const quantity = z.int().min(0).max(1_000_000);
const pictureIds = z.array(id).max(picturesMax);

const terms = {
  title: line(titleLengthMax),
  description: prose(descriptionLengthMax),
  priceFen: fenInput,
  condition: z.enum(conditions),
  flaw: prose(flawLengthMax).nullable(),
  delivery: z.enum(deliveries),
  freightFen: fenInput,
  freightTemplateId: id.nullable(),
  shipWithin,
};

/** The body of `createListing`. */
export const createBody = z.object({
  ...terms,
  description: terms.description.optional(),
  flaw: terms.flaw.optional(),
  freightFen: terms.freightFen.optional(),
  freightTemplateId: terms.freightTemplateId.optional(),
  shipWithin: terms.shipWithin.optional(),
  quantity,
  pictureIds: pictureIds.optional(),
  noteId: id.optional(),
  note: noteDraft.optional(),
  audience: audience.optional(),
});

/** The body of `updateListing`. */
export const updateBody = z.object({
  ...z.object(terms).partial().shape,
  version: z.int().min(1),
  pictureIds: pictureIds.optional(),
  audience: audience.optional(),
  quantity: quantity.optional(),
  quantitySeen: z.int().min(0).optional(),
});

/** The body of `setHoliday`: days in Shanghai. */
export const holidayBody = z.object({
  from: day.optional(),
  /** The day on which goods are sold again. */
  until: day,
  note: prose(holidayNoteLengthMax).optional(),
});

/** The body of `reserveListing`. */
export const reserveBody = z.object({
  memberId: id,
  quantity: z.int().min(1).max(99).default(1),
  hours: z.int().min(1).max(24).default(24),
});

/** The query of `listListings`: exactly one of seller, note and circle. */
export const listQuery = z
  .object({
    sellerId: id.optional(),
    noteId: id.optional(),
    circleId: id.optional(),
    show: z.enum(['on-sale', 'all']).optional(),
    cursor,
    limit,
  })
  .refine(
    ({ sellerId, noteId, circleId }) => [sellerId, noteId, circleId].filter(Boolean).length === 1,
    {
      message: 'exactly one of sellerId, noteId and circleId',
      path: ['sellerId'],
    },
  );

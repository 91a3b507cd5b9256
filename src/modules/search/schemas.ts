import * as z from 'zod';
import { conditions, deliveries, listingCard } from '#catalog';
import { noteCard } from '#community';
import { at, cursor, fenInput, id, limit } from '#platform/http/schemas.ts';
import { queryLengthMax } from './domain/rules.ts';
import { sorts } from './types.ts';

/** What is looked for: anything may be typed; what cannot be looked for finds nothing. */
export const q = z.string().max(queryLengthMax).default('');

/** A list in a query: once, several times, or not at all. */
const several = <T extends z.ZodType>(one: T, max: number) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(one).max(max).optional(),
  );
const fenText = z.coerce.number().pipe(fenInput);

/** What listings are narrowed down to. */
export const filters = {
  priceFenMin: fenText.optional(),
  priceFenMax: fenText.optional(),
  conditions: several(z.enum(conditions), conditions.length),
  deliveries: several(z.enum(deliveries), deliveries.length),
  city: z.string().max(30).optional(),
  verified: z.stringbool().optional(),
  includeSold: z.stringbool().optional(),
};

export const pageQuery = { q, cursor, limit };
export const noteQuery = z.object({
  ...pageQuery,
  sort: z.enum(['relevance', 'newest']).optional(),
});
export const memberQuery = z.object({ ...pageQuery, verified: filters.verified });
export const listingQuery = z.object({ ...pageQuery, ...filters, sort: z.enum(sorts).optional() });

const found = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), isNear: z.boolean() });
export const foundTopic = z.object({ topic: z.string(), notes: z.int() });
const memberProfile = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
  bio: z.string(),
  city: z.string(),
});

export const foundNotes = found(noteCard);
export const foundListings = found(listingCard);
export const foundMembers = found(memberProfile);
export const foundTopics = found(foundTopic);
export const counts = z.object({
  notes: z.int(),
  listings: z.int(),
  members: z.int(),
  topics: z.int(),
});
export const suggestions = z.object({
  completions: z.array(z.string()),
  topics: z.array(foundTopic),
});

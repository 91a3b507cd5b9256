import * as z from 'zod';
import { line } from '#platform/http/schemas.ts';

/** What the fields of an address may hold; the same limits as the API's. */
export const addressInput = z.object({
  name: line(40),
  phone: z.string().max(40),
  province: line(30),
  city: line(30),
  district: z.string().trim().max(30).default(''),
  detail: line(200),
});

/** A place on one line; a city that is its own province is named once. */
export function placeText(
  region: { province: string; city: string; district: string },
  detail: string,
): string {
  const parts = [region.province, region.city, region.district].filter(Boolean);
  return `${[...new Set(parts)].join(' ')} ${detail}`;
}

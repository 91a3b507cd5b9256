import * as z from 'zod';
import { line, prose } from '#platform/http/schemas.ts';

/** What forms may hold before a door is knocked at; the same limits as the API's. */
export const phone = z
  .string()
  .max(30)
  .transform((typed) => typed.replace(/[\s-]/g, ''));
export const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/);
export const nickname = line(20).refine((text) => Array.from(text).length >= 2, {
  message: 'too short',
});
export const profile = z.object({
  nickname,
  bio: prose(300),
  city: z.union([line(40), z.literal('')]),
});
export const realName = z.object({
  name: line(40),
  idNumber: line(18).transform((number) => number.toUpperCase()),
});

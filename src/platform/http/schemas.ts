import * as z from 'zod';
import { isId } from '../ids.ts';

/** An id from outside: an opaque string. */
export const id = z.string().max(19).refine(isId, { message: 'not an id' }).meta({ format: 'id' });
/** An amount from outside in whole fen, at least 0 and at most 10^12. */
export const fenInput = z
  .int()
  .min(0)
  .max(1_000_000_000_000)
  .transform((fen) => BigInt(fen));
/** An amount in an answer, in whole fen. */
export const fen = z.int();
/** A time in an answer: ISO 8601, UTC. */
export const at = z.iso.datetime();
/** A sign that is seen: neither space nor formatting, nor one of the letters that are blank. */
const visible = /[^\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u;
/** One line of text a member types: trimmed, no control characters, something to see. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, { message: 'control characters' })
    .refine((text) => visible.test(text), { message: 'nothing to see' });
/** Several lines of text a member types. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*(?:[\n\r\t][^\p{Cc}\p{Cs}]*)*$/u, { message: 'control characters' });
/** Where the next page of a list starts; as the previous answer gave it. */
export const cursor = z.string().max(200).optional();
/** How many of a list at once: 1–50, 20 if not said. */
export const limit = z.coerce.number().int().min(1).max(50).default(20);
/** A page of a list. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
/** An answer that says nothing more than that it is done. */
export const done = z.object({ ok: z.literal(true) });

/** Makes an opaque cursor of the last row's sort values. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Reads a cursor back; undefined when it is not one of ours. */
export function decodeCursor(text: string | undefined): string[] | undefined {
  if (!text) return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(values) ? values.map(String) : undefined;
  } catch {
    return undefined;
  }
}

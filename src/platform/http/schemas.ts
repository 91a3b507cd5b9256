import * as z from 'zod';
import { isId, type Id } from '../ids.ts';
import { refuse } from '../refusal.ts';

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
/** A day of the calendar, as PostgreSQL takes it: it knows no year 0. */
export const day = z.iso.date().refine(isDay, { message: 'not a day' });
/** The place of a message or an entry in its list, from 1 on. */
export const seq = z.coerce.number().int().min(1).max(2_147_483_647);
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
    if (!Array.isArray(values)) return undefined;
    const texts = values.map(String);
    return texts.some((one) => one.includes('\u0000')) ? undefined : texts;
  } catch {
    return undefined;
  }
}

/** Where a page of a list by time begins: after the row of this time and id. */
export type Place = { at: string; id: Id };

/** A time as JavaScript or PostgreSQL writes it. */
const timeText =
  /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-5])(:[0-5]\d)?)$/;

/** Reads back a cursor of a time and an id; undefined when it is not one of ours. */
export function readPlace(text: string | undefined): Place | undefined {
  const [at = '', id = '', ...rest] = decodeCursor(text) ?? [];
  return isTime(at) && isId(id) && rest.length === 0 ? { at, id } : undefined;
}

/** The same; undefined without a cursor. @throws platform/invalid-input for one that is not ours */
export function requirePlace(text: string | undefined): Place | undefined {
  if (!text) return undefined;
  return readPlace(text) ?? refuse('platform/invalid-input', { fields: 'cursor' });
}

/** Whether PostgreSQL and JavaScript both take a text as a time. */
export function isTime(text: string): boolean {
  return isDay(timeText.exec(text)?.[1] ?? '') && !Number.isNaN(Date.parse(text));
}

/** Whether a text is a day there is, from the year 1 on. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return text > '0001' && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

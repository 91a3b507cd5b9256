import * as z from 'zod';
import { hourMs } from '#platform/clock.ts';
import { parseYuan } from '#platform/money.ts';
import { Outage } from '#platform/refusal.ts';

/** What the adapters share: how providers write money and time, and what their noes are. */

export const party = 'payment provider';

/** The provider understood the call and said no; which of its noes are expected, callers know. */
export class Denial extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(`the payment provider answered ${status} ${code}`);
    this.name = 'Denial';
    this.status = status;
    this.code = code;
  }
}

/** An answer that is not the provider's, or not of its shape: whether the work was done is unknown. */
export function outage(cause: unknown): Outage {
  return cause instanceof Outage ? cause : new Outage(party, cause);
}

/** Reads a value of a known shape; anything else means the provider is not itself. */
export function shaped<T extends z.ZodType>(shape: T, value: unknown): z.output<T> {
  const read = shape.safeParse(value);
  if (!read.success) throw outage(read.error);
  return read.data;
}

/** Reads JSON of a known shape. */
export function parsed<T extends z.ZodType>(shape: T, text: string): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw outage(error);
  }
  return shaped(shape, value);
}

/** Runs a query, and answers UNKNOWN where the provider says by one of these codes that it knows nothing. */
export async function orUnknown<T>(
  work: Promise<T>,
  isUnknown: (denial: Denial) => boolean,
): Promise<T | { state: 'UNKNOWN' }> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Denial && isUnknown(error)) return { state: 'UNKNOWN' };
    throw error;
  }
}

const fenMax = 1e15;

/** Fen as a JSON number: whole and above nothing. */
export const fenNumber = z
  .number()
  .int()
  .positive()
  .max(fenMax)
  .transform((fen) => BigInt(fen));

/** Yuan as a decimal, `168.50`. */
export const yuan = z.string().transform((text, context) => {
  const fen = parseYuan(text);
  if (fen !== undefined) return fen;
  context.addIssue({ code: 'custom', message: 'not an amount' });
  return z.NEVER;
});

/** RFC 3339, with whatever offset it has. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const shanghaiAheadMs = 8 * hourMs;

/** A moment by the clock of Shanghai, `2026-11-24 12:00:00`. */
export function shanghaiText(at: Date): string {
  const ahead = new Date(at.getTime() + shanghaiAheadMs).toISOString();
  return `${ahead.slice(0, 10)} ${ahead.slice(11, 19)}`;
}

/** The moment that Shanghai's clock showed this. */
export const shanghaiTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/)
  .transform((text) => new Date(`${text.replace(' ', 'T')}+08:00`))
  .refine((at) => !Number.isNaN(at.getTime()));

/** RFC 3339 in Shanghai's offset, whole seconds. */
export function shanghaiInstant(at: Date): string {
  return `${shanghaiText(at).replace(' ', 'T')}+08:00`;
}

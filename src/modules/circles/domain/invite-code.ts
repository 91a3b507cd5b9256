import { randomInt } from 'node:crypto';

/** No signs that are taken for one another when written by hand. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const length = 8;

/** A new invite code of eight signs: forty bits, and tries are limited. */
export function newInviteCode(): string {
  return Array.from({ length }, () => signs[randomInt(signs.length)]).join('');
}

/** A code as typed, without spaces and dashes, in capitals. */
export function normalizeInviteCode(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

import { adultAgeYears } from './rules.ts';

/** What a well-formed ID number tells: the number itself, written one way, and the birth date. */
export type IdNumber = { number: string; birth: CalendarDay };
export type CalendarDay = { year: number; month: number; day: number };

/** @source GB 11643-1999: weights of the first 17 digits and the check characters by remainder */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
/** Nobody alive was born before it. */
const birthYearMin = 1900;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads an 18-digit Chinese ID number (checksum ISO 7064 MOD 11-2, a real birth date not after
 * `today`); undefined when it is not one. A lower-case or full-width x is an X.
 */
export function parseIdNumber(text: string, today: CalendarDay): IdNumber | undefined {
  const number = text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return undefined;
  if (checkCharacterOf(number) !== number[17]) return undefined;
  const birth = {
    year: Number(number.slice(6, 10)),
    month: Number(number.slice(10, 12)),
    day: Number(number.slice(12, 14)),
  };
  if (!isDay(birth) || birth.year < birthYearMin || compareDays(birth, today) > 0) return undefined;
  return { number, birth };
}

/** The check character that the first 17 digits call for. */
export function checkCharacterOf(digits: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return checkCharacters[sum % 11]!;
}

/**
 * Whether somebody born that day is of age today. One comes of age on the birthday; somebody born
 * on 29 February does so on 1 March where the year has no such day.
 */
export function isAdult(birth: CalendarDay, today: CalendarDay): boolean {
  const comesOfAge = { ...birth, year: birth.year + adultAgeYears };
  const day = isDay(comesOfAge) ? comesOfAge : { year: comesOfAge.year, month: 3, day: 1 };
  return compareDays(day, today) <= 0;
}

/** The day in China at that moment; China keeps UTC+8 all year. */
export function dayInShanghai(at: Date): CalendarDay {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((p) => p.type === type)!.value);
  return { year: part('year'), month: part('month'), day: part('day') };
}

/** An ID number as an operator sees it before revealing it: 110***********002X. */
export function maskIdNumber(number: string): string {
  return `${number.slice(0, 3)}${'*'.repeat(11)}${number.slice(-4)}`;
}

/** A name as its owner sees it back: 王*明, 李*. */
export function maskName(name: string): string {
  const letters = [...name];
  if (letters.length <= 1) return '*';
  if (letters.length === 2) return `${letters[0]}*`;
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`;
}

function isDay({ year, month, day }: CalendarDay): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 && isLeap ? 29 : monthDays[month - 1]!);
}

function compareDays(a: CalendarDay, b: CalendarDay): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

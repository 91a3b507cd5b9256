import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { Locale } from '#platform/refusal.ts';
import { channels, kindRules, kinds, type Channel, type Kind } from './kinds.ts';

export const digests = ['never', 'daily', 'weekly'] as const;
export type Digest = (typeof digests)[number];
export type Choices = Partial<Record<Kind, Partial<Record<Channel, boolean>>>>;

/** What one member wants; the defaults where they chose nothing. */
export type Preferences = {
  choices: Choices;
  /** Minutes after midnight in China. */
  quietFrom: number;
  quietTo: number;
  isQuietOn: boolean;
  dutiesPass: boolean;
  digest: Digest;
  locale: Locale;
};

/** @source product rule: nothing rings between 22:00 and 8:00 in China */
export const usualPreferences: Preferences = {
  choices: {},
  quietFrom: 22 * 60,
  quietTo: 8 * 60,
  isQuietOn: true,
  dutiesPass: false,
  digest: 'never',
  locale: 'zh-CN',
};

/** Whether a kind may come by a channel to this member. What is not told inside rings nowhere. */
export function isWanted({ choices }: Preferences, kind: Kind, channel: Channel): boolean {
  const { defaults, fixed } = kindRules[kind];
  if (fixed.includes(channel)) return true;
  const chosen = (one: Channel) => choices[kind]?.[one] ?? defaults[one];
  return chosen(channel) && (fixed.includes('inApp') || chosen('inApp'));
}

/** Lays new choices over the old ones; what equals the default is not kept. */
export function withChoices(old: Choices, wished: Choices): Choices {
  const entries = kinds.map((kind) => {
    const { defaults, fixed } = kindRules[kind];
    const both = { ...old[kind], ...wished[kind] };
    const kept = channels.filter(
      (one) => !fixed.includes(one) && both[one] !== undefined && both[one] !== defaults[one],
    );
    return [kind, Object.fromEntries(kept.map((one) => [one, both[one]!]))] as const;
  });
  return Object.fromEntries(entries.filter(([, chosen]) => Object.keys(chosen).length > 0));
}

/** China has had one offset and no summer time since 1991. */
const chinaOffsetMs = 8 * hourMs;

/** When something may ring: at once, or when the quiet hours around `now` end. */
export function ringsAt(wants: Preferences, kind: Kind, now: Date): Date {
  const { quietFrom, quietTo, isQuietOn, dutiesPass } = wants;
  if (!isQuietOn || (kind === 'duty' && dutiesPass)) return now;
  const local = now.getTime() + chinaOffsetMs;
  const midnight = local - (local % dayMs);
  const minute = Math.floor((local - midnight) / minuteMs);
  const isQuiet =
    quietFrom < quietTo
      ? minute >= quietFrom && minute < quietTo
      : minute >= quietFrom || minute < quietTo;
  if (!isQuiet) return now;
  const end = midnight + quietTo * minuteMs;
  return new Date((end > local ? end : end + dayMs) - chinaOffsetMs);
}

/** @source product rule: the digest waits for the morning, the weekly one for Monday's */
const digestMinute = 8 * 60 + 30;

/** The next morning a digest is written, after `now`; undefined for never. */
export function nextDigestAt(digest: Digest, now: Date): Date | undefined {
  if (digest === 'never') return undefined;
  const local = now.getTime() + chinaOffsetMs;
  let at = local - (local % dayMs) + digestMinute * minuteMs;
  const isMorning = () => digest === 'daily' || new Date(at).getUTCDay() === 1;
  while (at <= local || !isMorning()) at += dayMs;
  return new Date(at - chinaOffsetMs);
}

/** The name of the period that ends at a digest's moment: `daily:2026-07-01`. */
export function periodOf(digest: Digest, at: Date): string {
  return `${digest}:${new Date(at.getTime() + chinaOffsetMs).toISOString().slice(0, 10)}`;
}

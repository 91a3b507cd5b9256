import { dayMs, minuteMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** Characters of a message. */
export const textMax = 2_000;
/** Characters of a client's own name for a message. */
export const clientIdMax = 64;

/** The first words of a message, to call it by. */
export function firstWords(text: string, max = 40): string {
  const signs = Array.from(text);
  return signs.length > max ? `${signs.slice(0, max - 1).join('')}…` : text;
}

/** @source rules.json chat.strangerAboutListing */
export const conversationsPerDay: RateLimit = {
  kind: 'chat/start-conversation',
  max: 20,
  perMs: dayMs,
};
/** How long "is writing" holds back before it is passed on again, in milliseconds. */
export const typingGapMs = 2_000;
/** Faster than anybody types. */
export const messagesPerMinute: RateLimit = {
  kind: 'chat/send-message',
  max: 30,
  perMs: minuteMs,
};

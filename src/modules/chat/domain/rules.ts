import { dayMs, minuteMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** Characters of a message. */
export const textMax = 2_000;
/** Characters of a client's own name for a message. */
export const clientIdMax = 64;

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

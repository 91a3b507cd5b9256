import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** What a circle gathers around. */
export const circleKinds = ['campus', 'building', 'city', 'fandom'] as const;
export type CircleKind = (typeof circleKinds)[number];

/** How one comes in. */
export const joinRules = ['open', 'code', 'request', 'mail'] as const;
export type JoinRule = (typeof joinRules)[number];

/** What members with a pro account may found; campus and city speak for others, so operators do. */
export const foundedByMembers: readonly CircleKind[] = ['building', 'fandom'];
/** Rules a keeper may choose; which mail domains let in is for operators to say. */
export const rulesOfKeepers: readonly JoinRule[] = ['open', 'code', 'request'];

/** Characters. */
export const nameMin = 2;
export const nameMax = 30;
export const descriptionMax = 500;
export const cityMax = 30;
export const askingWordsMax = 200;

/** Open circles one member has founded, and circles one is in. */
export const foundedMax = 3;
export const circlesOfMemberMax = 100;
export const mailDomainsMax = 10;
export const pickupPointsMax = 20;
export const keepersMax = 10;

/** Circles founded, joined, asked: counted so that no machine does it. */
export const foundsPerDay: RateLimit = { kind: 'circles/found', max: 3, perMs: dayMs };
export const joinsPerDay: RateLimit = { kind: 'circles/join', max: 30, perMs: dayMs };
export const asksPerDay: RateLimit = { kind: 'circles/ask', max: 20, perMs: dayMs };
/** Invite codes tried, over all circles: against forty bits this opens nothing. */
export const codeTriesPerHour: RateLimit = { kind: 'circles/code', max: 10, perMs: hourMs };
/** Codes by mail that one member asks for, and what one mailbox of a circle receives. */
export const mailsPerDay: RateLimit = { kind: 'circles/mail', max: 10, perMs: dayMs };
export const mailsToBoxPerDay = 5;
export const mailWindowMs = dayMs;
export const mailPauseMs = minuteMs;

/** How long a code by mail is good: mail may be slow. */
export const mailCodeLifeMs = 30 * minuteMs;
export const mailCodeTriesMax = 5;
/** Codes that ran out this long ago are forgotten. */
export const mailCodeKeptMs = 2 * dayMs;

import { dayMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** What may be reported and taken down. */
export const subjectKinds = ['note', 'listing', 'comment', 'member', 'message', 'review'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Why something is reported or taken down. @source rules.json moderation.reasons */
export const reasonCodes = [
  'prohibited',
  'counterfeit',
  'fraud',
  'off-platform',
  'stolen-picture',
  'adult',
  'harassment',
  'private-data',
  'spam',
  'other',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** More than anybody reports in earnest; a flood of reports is an attack on the queue. */
export const reportsPerDay: RateLimit = { kind: 'moderation/report', max: 20, perMs: dayMs };

/** Reports shown of one case; the count says when there are more. */
export const reportsShownMax = 20;

/** Characters. */
export const reportWordsMax = 500;
export const decisionWordsMax = 300;

import { dayMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** Pictures of a note. */
export const picturesMax = 18;
/** Characters. */
export const titleMax = 60;
export const bodyMax = 5_000;
export const topicMax = 30;
export const cityMax = 30;
export const nameMax = 30;
/** Paragraphs of a note's body. */
export const paragraphsMax = 200;
/** Topics of a note, those in its text included. */
export const topicsMax = 10;
/** Members a note names. */
export const mentionsMax = 20;
/** How often a note's content may be changed; each earlier version is kept. */
export const editsMax = 100;
/** Drafts a member keeps. */
export const draftsMax = 20;

/** More than anybody writes; a machine would. */
export const notesPerDay: RateLimit = { kind: 'community/publish', max: 50, perMs: dayMs };

import { hourMs, minuteMs } from '#platform/clock.ts';
import type { RateLimit } from '#platform/rate-limits.ts';

/** Signs of what is looked for that are taken from outside; a title has 60. */
export const queryLengthMax = 100;
/** Letters, digits and signs of a query that count; more words find no more. */
export const signsMax = 30;
/** Signs of a title that are indexed as such: as many as one has. A row of an index has its bounds. */
export const titleIndexedMax = 60;
/** Characters of a title and its text that are indexed; a note's whole text has 5,000. */
export const textIndexedMax = 5_100;

/** The newest so many that match are weighed for relevance; sorted by time or price, all are shown. */
export const weighedMax = 400;
/** Fewer exact finds than this, and those with one wrong sign are looked for as well: one page. */
export const exactEnough = 20;
/** Counts above are shown as “99+”. */
export const countedMax = 100;

/** Completions offered under the field, and titles that are looked through for them. */
export const suggestionsMax = 8;
export const titlesForSuggestionsMax = 150;

/** Searches and saved searches that are kept of a member. */
export const historyMax = 20;
export const savedMax = 20;

/** After a saved search has told of something, more is told together, this much later. */
export const gatherMs = hourMs;
/** Things named in one telling; more is a count. */
export const hitsToldMax = 99;

/** Searches a minute and caller: faster than anybody reads. */
export const searchesPerMinute = 120;
/** One for each key that is typed. */
export const suggestionsPerMinute = 300;
/** Changes of saved searches. */
export const savesPerHour: RateLimit = { kind: 'search/saves', max: 60, perMs: hourMs };
/** Searches that a member's history takes in. */
export const remembersPerMinute: RateLimit = { kind: 'search/remembers', max: 60, perMs: minuteMs };

/** Raise it when projections are made otherwise: every one is then made anew. */
export const projectionVersion = 2;

import type { SettlingStatus } from '../provider.ts';

/** What a provider says of a refund or a transfer, in a notice or when asked. */
export type News = SettlingStatus & {
  /** Our number of it at the provider. */
  outNo: string;
};

/** What became of such news: applied, nothing new, about nothing of ours, or not to be believed. */
export type NewsOutcome = 'accepted' | 'already' | 'unknown' | 'wrong-amount';

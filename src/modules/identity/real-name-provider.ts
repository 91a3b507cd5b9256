import type { RealNameInput } from './types.ts';

export type RealNameVerdict = 'match' | 'mismatch' | 'unavailable';

/**
 * Asks an authority whether name and ID number belong together. Never throws for an outage: it
 * answers `unavailable`, and the claim waits for an operator.
 */
export type RealNameProvider = { verify(claim: RealNameInput): Promise<RealNameVerdict> };

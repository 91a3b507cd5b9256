import { minuteMs } from '#platform/clock.ts';

/** Wrong codes of a second factor before it is closed for a while: 5 in 15 minutes of a million. */
export const failuresMax = 5;
export const failuresWindowMs = 15 * minuteMs;
/** What the authenticator app shows the account under; plain letters keep the QR code small. */
export const issuer = 'Tuckshop';

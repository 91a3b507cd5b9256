import type { Locale } from '#platform/refusal.ts';
import type { Id } from '#platform/ids.ts';

/** Topics this room tells the rooms above; payloads hold ids and times, never personal data. */
export const identityTopics = {
  signedUp: 'identity/signed-up',
  newDevice: 'identity/new-device',
  phoneChanged: 'identity/phone-changed',
  mailBound: 'identity/mail-bound',
  realNameVerified: 'identity/real-name-verified',
  realNameRefused: 'identity/real-name-refused',
  proAccountOpened: 'identity/pro-account-opened',
} as const;

export type IdentityPayloads = {
  'identity/signed-up': { memberId: Id };
  'identity/new-device': { memberId: Id; sessionId: Id; device: string };
  'identity/phone-changed': { memberId: Id };
  'identity/mail-bound': { memberId: Id; locale: Locale };
  'identity/real-name-verified': { memberId: Id; claimId: Id };
  'identity/real-name-refused': { memberId: Id; claimId: Id };
  'identity/pro-account-opened': { memberId: Id };
};

/**
 * Told when a member has joined or changed what others see of them, so that projections read them
 * anew; members themselves are not told of it. The payload is `{ memberId }`.
 */
export const memberChanged = 'identity/member-changed';

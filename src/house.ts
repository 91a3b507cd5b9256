import { feeBps, provinces } from '#catalog';
import { privacyVersion, termsVersion } from '#identity';
import { confirmAfterDeliveredMs, confirmAfterHandoverMs } from '#orders';
import { tagChoices } from '#reviews';

/** Numbers and lists of the rooms that pages show; pages import no values of rooms. */
export const house = {
  feeBps,
  termsVersion,
  privacyVersion,
  confirmAfterDeliveredMs,
  confirmAfterHandoverMs,
  reviewTags: tagChoices,
  provinces,
} as const;

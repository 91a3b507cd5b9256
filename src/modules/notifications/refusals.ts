import type { RefusalTexts } from '#platform/refusal.ts';

/** This room refuses nothing of its own. */
export const notificationRefusals: RefusalTexts = {};

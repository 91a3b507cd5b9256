import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';

/** How long a code from a text message is good. @source security rule of the house: 10 minutes */
export const codeLifeMs = 10 * minuteMs;
/** Wrong entries a code survives; with 10 codes a day that is 50 guesses in a million. */
export const codeTriesMax = 5;

/** A limit on how often a key may do a thing: `max` times in a window that opens with the first. */
export type RateRule = { scope: string; max: number; windowMs: number };

/** What holds back a flood of text messages and of guesses. */
export type CodeLimits = {
  codePerMinute: RateRule;
  codePerDay: RateRule;
  codePerIp: RateRule;
  triesPerIp: RateRule;
};

/** @source security rule of the house: 1 a minute and 10 a day a phone, 30 an hour an address */
export const codeLimits: CodeLimits = {
  codePerMinute: { scope: 'code-per-minute', max: 1, windowMs: minuteMs },
  codePerDay: { scope: 'code-per-day', max: 10, windowMs: dayMs },
  codePerIp: { scope: 'code-per-ip', max: 30, windowMs: hourMs },
  triesPerIp: { scope: 'code-tries-per-ip', max: 150, windowMs: hourMs },
};

/** @source security rule of the house: mails to addresses that nobody has confirmed yet */
export const mailCodeLimits = {
  perMinute: { scope: 'mail-code-per-minute', max: 1, windowMs: minuteMs },
  perDay: { scope: 'mail-code-per-day', max: 10, windowMs: dayMs },
  perAddress: { scope: 'mail-code-per-address', max: 5, windowMs: dayMs },
} as const satisfies Record<string, RateRule>;

/** Real-name submissions of one member, so that nobody tries out other people's numbers. */
export const realNamePerDay: RateRule = { scope: 'real-name-per-day', max: 5, windowMs: dayMs };
/** A claim the provider has not answered by then goes to an operator. */
export const providerPatienceMs = 2 * minuteMs;
/** How long one question to the provider may take before the claim waits for an operator. */
export const providerTimeoutMs = 10_000;
/** The longest window of any rate rule; older rows say nothing any more. */
export const rateKeptMs = 2 * dayMs;

/** A session unused for this long has ended; each use starts the time anew. */
export const sessionLifeMs = 90 * dayMs;
/** The cookie outlives the session: the server alone decides when a session has ended. */
export const cookieLifeMs = 400 * dayMs;
/** Uses closer together than this are not written down again. */
export const lastUsedStepMs = 5 * minuteMs;
/** Open sessions of one member; the one unused longest makes room. */
export const sessionsMax = 20;
/** How long a passed second factor opens the operator's console. */
export const secondFactorLifeMs = 12 * hourMs;

/** @source law: contracts of one's own, and selling here, from 18 (rules.json quickSell.minAge) */
export const adultAgeYears = 18;
export const addressesMax = 20;

/** Versions of the documents a new member agrees to. */
export const termsVersion = '1';
export const privacyVersion = '1';

import { dayMs } from '#platform/clock.ts';
import { accountAgeDaysMin, accountAgeMinMs } from './rules.ts';

/** What identity and this room know of a member who wants to sell. */
export type SellerFacts = {
  joinedAt: Date;
  realName: 'none' | 'pending' | 'verified' | 'refused';
  /** Why the real name was refused, in the reviewer's words or as a code. */
  realNameReason: string | null;
  isPro: boolean;
  quickSellOpenedAt: Date | null;
};

export type CheckCode = 'account-age' | 'real-name' | 'adult' | 'pro-account' | 'quick-sell';

/** What a member does next about a check that is not passed. */
export type NextStep =
  | 'wait'
  | 'submit-real-name'
  | 'wait-for-review'
  | 'submit-real-name-again'
  | 'open-pro-account'
  | 'open-quick-sell';

/** One condition of selling: whether it is met, and if not, what is missing and what to do. */
export type EligibilityCheck = {
  code: CheckCode;
  passed: boolean;
  nextStep: NextStep | null;
  /** Since when it is met, or null where that is not known or it is not met. */
  since: Date | null;
  /** From when it will be met by waiting alone. */
  eligibleAt: Date | null;
  /** Whole days counted so far and needed; only where days count. */
  days: number | null;
  daysNeeded: number | null;
  /** Why somebody turned it down. */
  reason: string | null;
};

export type Eligibility = {
  /** Everything but the tap that opens quick sell. */
  eligible: boolean;
  /** Eligible, and quick sell is open: may put goods on sale now. */
  maySell: boolean;
  quickSellOpenedAt: Date | null;
  checks: EligibilityCheck[];
};

const open = {
  nextStep: null,
  since: null,
  eligibleAt: null,
  days: null,
  daysNeeded: null,
  reason: null,
} as const;

/**
 * Says whether a member may sell, check by check, in the order a member meets them.
 * @source rules.json quickSell: ≥ 180 days, real name, adult, pro account
 */
export function judgeSeller(facts: SellerFacts, now: Date): Eligibility {
  const needed = [accountAge(facts, now), realName(facts), adult(facts), proAccount(facts)];
  const eligible = needed.every((check) => check.passed);
  const quickSell = quickSellCheck(facts, eligible);
  return {
    eligible,
    maySell: eligible && quickSell.passed,
    quickSellOpenedAt: facts.quickSellOpenedAt,
    checks: [...needed, quickSell],
  };
}

function accountAge({ joinedAt }: SellerFacts, now: Date): EligibilityCheck {
  const ageMs = Math.max(0, now.getTime() - joinedAt.getTime());
  const eligibleAt = new Date(joinedAt.getTime() + accountAgeMinMs);
  const passed = ageMs >= accountAgeMinMs;
  return {
    ...open,
    code: 'account-age',
    passed,
    nextStep: passed ? null : 'wait',
    since: passed ? eligibleAt : null,
    eligibleAt,
    days: Math.floor(ageMs / dayMs),
    daysNeeded: accountAgeDaysMin,
  };
}

const realNameSteps = {
  none: 'submit-real-name',
  pending: 'wait-for-review',
  refused: 'submit-real-name-again',
  verified: null,
} as const;

function realName(facts: SellerFacts): EligibilityCheck {
  return {
    ...open,
    code: 'real-name',
    passed: facts.realName === 'verified',
    nextStep: realNameSteps[facts.realName],
    reason: facts.realName === 'refused' ? facts.realNameReason : null,
  };
}

// Identity verifies nobody under 18, so a verified name is a grown-up's.
function adult(facts: SellerFacts): EligibilityCheck {
  const passed = facts.realName === 'verified';
  return { ...open, code: 'adult', passed, nextStep: realNameSteps[facts.realName] };
}

function proAccount({ isPro }: SellerFacts): EligibilityCheck {
  return {
    ...open,
    code: 'pro-account',
    passed: isPro,
    nextStep: isPro ? null : 'open-pro-account',
  };
}

function quickSellCheck(facts: SellerFacts, eligible: boolean): EligibilityCheck {
  const since = facts.quickSellOpenedAt;
  const nextStep = since || !eligible ? null : 'open-quick-sell';
  return { ...open, code: 'quick-sell', passed: since !== null, nextStep, since };
}

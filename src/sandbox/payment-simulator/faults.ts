import { ApiError } from '../signed-api.ts';

/** What the simulator can be told to do wrong. A `…Next` counts down to 0 as it is used up. */
export type Faults = {
  /** Extra copies of every notice; a fraction (0.3) doubles that share of them. */
  duplicate: number;
  /** Every notice leaves this much later, by the handed clock. */
  delayMs: number;
  /** Notices overtake each other: of every two, the later arrives first. */
  reorder: boolean;
  /** This share (0 to 1) of the notices is never sent at all. */
  loseRate: number;
  /** The next notices are never sent at all. */
  loseNext: number;
  /** The next deliveries carry a signature by a stranger's key. */
  forgeNext: number;
  /** Before the next deliveries a notice about another merchant's money arrives, well signed. */
  foreignMerchantNext: number;
  /** The next deliveries speak of another amount. */
  wrongAmountNext: number;
  refundFailNext: number;
  transferFailNext: number;
  /** The cashier takes money for closed and expired payments too. */
  payAfterCloseAllowed: boolean;
  /** The next API calls are answered 503 and do nothing. */
  apiDownNext: number;
  /** The next API calls do their work and are never answered. */
  apiTimeoutNext: number;
};

export const noFaults: Readonly<Faults> = {
  duplicate: 0,
  delayMs: 0,
  reorder: false,
  loseRate: 0,
  loseNext: 0,
  forgeNext: 0,
  foreignMerchantNext: 0,
  wrongAmountNext: 0,
  refundFailNext: 0,
  transferFailNext: 0,
  payAfterCloseAllowed: false,
  apiDownNext: 0,
  apiTimeoutNext: 0,
};

type Countdown = Extract<keyof Faults, `${string}Next`>;

export type FaultBox = {
  current(): Faults;
  /** Sets the given faults and leaves the others. @throws ApiError 400 on one it does not know. */
  set(change: Partial<Faults>): Faults;
  reset(): Faults;
  /** Uses up one of a `…Next`; false when none is left. */
  take(name: Countdown): boolean;
  /** How many times a shared fault strikes now: exactly its share over time, no dice. */
  strikes(name: 'duplicate' | 'loseRate'): number;
};

/** The faults in force; none at first. */
export function createFaultBox(): FaultBox {
  let faults: Faults = { ...noFaults };
  let owed = { duplicate: 0, loseRate: 0 };
  return {
    current: () => ({ ...faults }),
    set(change) {
      for (const [name, value] of Object.entries(change)) checkFault(name, value);
      faults = { ...faults, ...change };
      return { ...faults };
    },
    reset() {
      faults = { ...noFaults };
      owed = { duplicate: 0, loseRate: 0 };
      return { ...faults };
    },
    take(name) {
      if (faults[name] === 0) return false;
      faults[name] -= 1;
      return true;
    },
    strikes(name) {
      // The small allowance keeps ten times 0.1 from falling short of one.
      const sum = owed[name] + faults[name] + 1e-9;
      const whole = Math.floor(sum);
      owed[name] = sum - whole;
      return whole;
    },
  };
}

const countMax = 1_000_000;
const limits: Partial<Record<keyof Faults, number>> = {
  duplicate: 10,
  delayMs: 7 * 24 * 3_600_000,
  loseRate: 1,
};

function checkFault(name: string, value: unknown): void {
  if (!Object.hasOwn(noFaults, name)) throw wrong(`there is no fault called ${name}`);
  const key = name as keyof Faults;
  if (typeof value !== typeof noFaults[key]) throw wrong(`${name} is of the wrong type`);
  if (typeof value !== 'number') return;
  const max = limits[key] ?? countMax;
  const mayBeFraction = key === 'duplicate' || key === 'loseRate';
  const isFine = value >= 0 && value <= max && (mayBeFraction || Number.isInteger(value));
  if (!isFine) throw wrong(`${name} must lie between 0 and ${max}`);
}

const wrong = (message: string) => new ApiError(400, 'BAD_REQUEST', message);

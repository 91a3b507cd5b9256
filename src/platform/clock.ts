/** Where every time in the product comes from: rules never read the machine's clock themselves. */
export type Clock = { now(): Date };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

export type MovableClock = Clock & {
  /** How far the clock runs ahead of the machine's, in milliseconds. */
  aheadMs(): number;
  /** Moves the clock forward; a clock that ran back would let a deadline pass twice. */
  move(byMs: number): void;
};

/**
 * A clock that runs with another one and can be pushed ahead, for the sandbox and for tests.
 * @throws RangeError when asked to run backwards.
 */
export function createMovableClock(base: Clock = systemClock, startAheadMs = 0): MovableClock {
  let ahead = startAheadMs;
  return {
    now: () => new Date(base.now().getTime() + ahead),
    aheadMs: () => ahead,
    move(byMs) {
      if (!Number.isSafeInteger(byMs) || byMs < 0) throw new RangeError('a clock only moves ahead');
      ahead += byMs;
    },
  };
}

/** A clock that stands still until it is set: for pure tests and simulations. */
export function createStandingClock(start: Date): MovableClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    aheadMs: () => 0,
    move(byMs) {
      at += byMs;
    },
  };
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

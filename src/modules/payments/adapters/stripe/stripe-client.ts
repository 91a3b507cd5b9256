import { Stripe } from 'stripe';
import { secondMs, type Clock } from '#platform/clock.ts';
import { Denial, outage } from '../wire.ts';

export type StripeOptions = {
  secretKey: string;
  /** What notices are signed with. */
  webhookSecret: string;
  /** Our own account, `acct_…`; notices about connected accounts name theirs. */
  accountId: string;
  clock: Clock;
  /** Ways to pay that end at once; those that take days would stand on two bills. */
  methods: readonly ('card' | 'alipay' | 'wechat_pay')[];
  /** Where the API is, for tests; Stripe's own when not given. */
  at?: { protocol: 'http' | 'https'; host: string; port: string };
  timeoutMs?: number;
};

/** Amounts are fen: the only currency the house has. */
export const currency = 'cny';

export function createStripeClient({ secretKey, at, timeoutMs }: StripeOptions): Stripe {
  return new Stripe(secretKey, {
    // Asked again by our own jobs, under the same key.
    maxNetworkRetries: 0,
    timeout: timeoutMs ?? 10 * secondMs,
    telemetry: false,
    ...at,
  });
}

/**
 * Waits for a call: what Stripe understood and refused is a denial; anything else says nothing of
 * what was done.
 */
export async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Everything on all pages of a list. */
export function askedAll<T>(list: AsyncIterable<T>): Promise<T[]> {
  const read = async () => {
    const all: T[] = [];
    for await (const one of list) all.push(one);
    return all;
  };
  return asked(read());
}

function refusalOf(error: unknown): Error {
  const { errors } = Stripe;
  const isNo =
    error instanceof errors.StripeInvalidRequestError ||
    error instanceof errors.StripePermissionError ||
    error instanceof errors.StripeAuthenticationError ||
    error instanceof errors.StripeIdempotencyError ||
    error instanceof errors.StripeCardError;
  const { statusCode = 400 } = isNo ? error : {};
  if (!isNo || statusCode >= 500) return outage(error);
  return new Denial(statusCode, error.code ?? error.type);
}

export const isMissing = ({ code }: Denial) => code === 'resource_missing';

import type { PayerClient, PaymentProvider } from '../provider.ts';

/** The providers that are set up: one takes new payments, all are asked about theirs. */
export type Providers = {
  readonly all: readonly PaymentProvider[];
  /** Who takes a new payment of a payer who is there: the first that can. */
  forPayer(client: PayerClient): PaymentProvider;
  /** Who pays out to bank accounts; undefined where nobody can. */
  forPayouts(): PaymentProvider | undefined;
  find(name: string): PaymentProvider | undefined;
  /**
   * Whose a payment or payout is; what was begun before providers were noted is the first one's.
   * @throws Error when it is no longer set up
   */
  of(row: { provider: string | null; asked_provider?: string | null }): PaymentProvider;
};

/** @param all in the order of preference, at least one */
export function createProviders(all: readonly [PaymentProvider, ...PaymentProvider[]]): Providers {
  const find = (name: string) => all.find((provider) => provider.name === name);
  return {
    all,
    find,
    forPayer: ({ kind }) =>
      all.find(({ capabilities }) => capabilities.clients.includes(kind)) ?? all[0],
    forPayouts: () => all.find(({ capabilities }) => capabilities.payout === 'bank-account'),
    of(row) {
      const name = row.provider ?? row.asked_provider ?? all[0].name;
      const provider = find(name);
      if (!provider) throw new Error(`the payment provider ${name} is not set up any more`);
      return provider;
    },
  };
}

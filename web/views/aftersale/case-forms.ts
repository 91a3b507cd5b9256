import type { CarrierName } from '#fulfilment';
import type { PlainOrder } from '../trade/plain-order.ts';

/** What the forms of an after-sale stand on, besides the after-sale itself. */
export type CaseForms = {
  readonly order: PlainOrder;
  readonly carriers: readonly CarrierName[];
  /** The reader's own, to have something sent to. */
  readonly addresses: readonly {
    readonly id: string;
    readonly name: string;
    readonly phone: string;
    readonly text: string;
    readonly isDefault: boolean;
  }[];
  readonly idempotencyKey: string;
  readonly problem:
    | {
        readonly code: string;
        readonly title: string;
        readonly fields?: readonly { readonly path: string }[] | undefined;
      }
    | undefined;
  readonly values: Readonly<Record<string, string>> | undefined;
};

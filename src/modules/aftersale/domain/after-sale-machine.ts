import type { AfterSaleRole, AfterSaleState } from './after-sale.ts';

type State = AfterSaleState | 'NONE';

/** What a step does to the order: stop its clocks, let them go on, or give money back. */
export type OrderEffect = 'stop' | 'go-on' | 'refund' | 'none';

export type Row = {
  by: readonly AfterSaleRole[];
  from: readonly State[];
  to: AfterSaleState | 'stay';
  order: OrderEffect;
};

const talking = ['WAIT_SELLER', 'WAIT_BUYER', 'REFUSED'] as const;
const returning = ['WAIT_RETURN_ADDRESS', 'WAIT_BUYER_RETURN', 'WAIT_SELLER_RECEIVE'] as const;
const replacing = ['WAIT_REPLACEMENT', 'WAIT_REPLACEMENT_RECEIPT'] as const;
const open = [...talking, ...returning, ...replacing, 'DISPUTED'] as const;
/** Nothing of the buyer's is on its way, so the buyer may simply let it be. */
const revocable = [...talking, 'WAIT_RETURN_ADDRESS', 'WAIT_BUYER_RETURN', 'DISPUTED'] as const;

/**
 * The whole life of an after-sale on one page: what is done, by whom, from which states, to which,
 * and what the same transaction does to the order. `decide` adds the conditions; nothing else
 * moves an after-sale.
 */
export const afterSaleMachine = {
  // what                   who          from                        to                          order
  open: row(['buyer'], ['NONE'], 'WAIT_SELLER', 'stop'),
  // A parcel was signed for in another city and nobody has said more: no silence decides it.
  'doubt-arrival': row(['clock'], ['NONE'], 'DISPUTED', 'stop'),
  'accept-refund': row(['seller'], ['WAIT_SELLER'], 'REFUNDED', 'refund'),
  'accept-return': row(['seller'], ['WAIT_SELLER'], 'WAIT_BUYER_RETURN', 'none'),
  refuse: row(['seller'], ['WAIT_SELLER'], 'REFUSED', 'none'),
  // Nothing is sent yet that could be wrong: the order goes on at once, as it was agreed.
  'refuse-cancel': row(['seller'], ['WAIT_SELLER'], 'CLOSED', 'go-on'),
  counter: row(['seller'], ['WAIT_SELLER'], 'WAIT_BUYER', 'none'),
  'counter-back': row(['buyer'], ['WAIT_BUYER'], 'WAIT_SELLER', 'none'),
  'accept-counter': row(['buyer'], ['WAIT_BUYER'], 'REFUNDED', 'refund'),
  'decline-counter': row(['buyer'], ['WAIT_BUYER'], 'REFUSED', 'none'),
  'cancel-by-silence': row(['clock'], ['WAIT_SELLER'], 'REFUNDED', 'refund'),
  'return-by-silence': row(['clock'], ['WAIT_SELLER'], 'WAIT_RETURN_ADDRESS', 'none'),
  'give-return-address': row(['seller'], ['WAIT_RETURN_ADDRESS'], 'WAIT_BUYER_RETURN', 'none'),
  'ship-return': row(['buyer'], ['WAIT_BUYER_RETURN'], 'WAIT_SELLER_RECEIVE', 'none'),
  'return-arrives': row(['courier'], ['WAIT_SELLER_RECEIVE'], 'stay', 'none'),
  'confirm-return': row(['seller'], ['WAIT_SELLER_RECEIVE'], 'REFUNDED', 'refund'),
  'take-for-exchange': row(['seller'], ['WAIT_SELLER_RECEIVE'], 'WAIT_REPLACEMENT', 'none'),
  'refund-by-silence': row(['clock'], ['WAIT_SELLER_RECEIVE'], 'REFUNDED', 'refund'),
  'refuse-return': row(['seller'], ['WAIT_SELLER_RECEIVE'], 'DISPUTED', 'none'),
  'ship-replacement': row(['seller'], ['WAIT_REPLACEMENT'], 'WAIT_REPLACEMENT_RECEIPT', 'none'),
  'replacement-arrives': row(['courier'], ['WAIT_REPLACEMENT_RECEIPT'], 'stay', 'none'),
  'confirm-replacement': row(
    ['buyer', 'clock'],
    ['WAIT_REPLACEMENT_RECEIPT'],
    'EXCHANGED',
    'go-on',
  ),
  escalate: row(['buyer'], ['REFUSED', 'WAIT_REPLACEMENT_RECEIPT'], 'DISPUTED', 'none'),
  'dispute-by-silence': row(
    ['clock'],
    ['WAIT_SELLER', 'WAIT_RETURN_ADDRESS', 'WAIT_SELLER_RECEIVE', ...replacing],
    'DISPUTED',
    'none',
  ),
  // More would go back than the seller's wallet holds: nobody's word alone makes others pay it.
  'hand-to-operator': row(
    ['buyer', 'seller', 'clock'],
    ['WAIT_SELLER', 'WAIT_BUYER', 'WAIT_SELLER_RECEIVE'],
    'DISPUTED',
    'none',
  ),
  // The same, where an operator decides so: another one has to agree.
  'propose-refund': row(['operator'], open, 'DISPUTED', 'none'),
  'close-by-silence': row(
    ['clock'],
    ['WAIT_SELLER', 'WAIT_BUYER', 'WAIT_BUYER_RETURN', 'REFUSED'],
    'CLOSED',
    'go-on',
  ),
  withdraw: row(['buyer'], revocable, 'CLOSED', 'go-on'),
  'decide-refund': row(['operator'], open, 'REFUNDED', 'refund'),
  'decide-close': row(['operator'], open, 'CLOSED', 'go-on'),
  // The buyer confirmed receipt, or the order was cancelled: there is nothing left to ask for.
  'end-with-order': row(['buyer', 'seller', 'clock'], open, 'CLOSED', 'none'),
} as const satisfies Record<string, Row>;

export type CommandName = keyof typeof afterSaleMachine;

/** What follows from another step, and nobody asks for by itself. */
export const consequences: readonly CommandName[] = [
  'doubt-arrival',
  'hand-to-operator',
  'propose-refund',
  'end-with-order',
] as const;

function row(by: Row['by'], from: Row['from'], to: Row['to'], order: OrderEffect): Row {
  return { by, from, to, order };
}

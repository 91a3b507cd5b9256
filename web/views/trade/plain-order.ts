import type { OrderSummary, OrderView } from '#orders';

/** The same with nothing in it that a page could not be sent: amounts as text, times as ISO 8601. */
export type Plain<T> = T extends bigint
  ? string
  : T extends Date
    ? string
    : T extends (infer Item)[]
      ? Plain<Item>[]
      : T extends object
        ? { [Key in keyof T]: Plain<T[Key]> }
        : T;

/** Makes amounts and times of an answer fit to be sent to a page. */
export function plain<T>(value: T): Plain<T> {
  if (typeof value === 'bigint') return String(value) as Plain<T>;
  if (value instanceof Date) return value.toISOString() as Plain<T>;
  if (Array.isArray(value)) return value.map(plain) as Plain<T>;
  if (value === null || typeof value !== 'object') return value as Plain<T>;
  const entries = Object.entries(value).map(([key, part]) => [key, plain(part as unknown)]);
  return Object.fromEntries(entries) as Plain<T>;
}

export type PlainOrder = Plain<OrderView>;
export type PlainOrderSummary = Plain<OrderSummary>;

export type StateText = `orders/state-${
  | 'wait-pay'
  | 'wait-ship'
  | 'wait-pickup'
  | 'wait-virtual'
  | 'shipped'
  | 'delivered'
  | 'completed'
  | 'closed'
  | 'refunded'}`;

/** The text of an order's state; what no courier brings is not shipped but handed over. */
export function stateText(state: string, delivery = 'courier'): StateText {
  if (state === 'WAIT_SHIP' && delivery === 'pickup') return 'orders/state-wait-pickup';
  if (state === 'WAIT_SHIP' && delivery === 'virtual') return 'orders/state-wait-virtual';
  return `orders/state-${state.toLowerCase().replace('_', '-')}` as StateText;
}

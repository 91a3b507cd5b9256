import type { OrderState, Role } from './order.ts';

const beforeAndAfter = ['WAIT_SHIP', 'SHIPPED', 'DELIVERED', 'COMPLETED'] as const;
const anybody = ['buyer', 'seller', 'clock', 'operator'] as const;

/**
 * The whole life of an order on one page. Each row: what is done, by whom, from which states, to
 * which; `stay` leaves the state as it is. `decide` adds the conditions of time; nothing else in
 * the product moves an order. Money and stock say what the same transaction books.
 *
 * WAIT_PAY → WAIT_SHIP → SHIPPED → DELIVERED → COMPLETED, or CLOSED (never paid), or REFUNDED.
 * From SHIPPED the way leads back to WAIT_SHIP when no carrier has ever seen the parcel.
 * An open after-sale stops the clocks; what it comes to are the six rows before the last. Money of a
 * completed order is taken back, and charged for a lost dispute, without leaving COMPLETED.
 */
export const orderMachine = {
  // what              who may                  from                                to           money      stock
  place: row(['buyer'], ['NONE'], 'WAIT_PAY', 'none', 'taken'),
  pay: row(['provider'], ['WAIT_PAY'], 'WAIT_SHIP', 'hold', 'none'),
  'cancel-unpaid': row(['buyer'], ['WAIT_PAY'], 'CLOSED', 'none', 'returned'),
  'expire-unpaid': row(['clock'], ['WAIT_PAY'], 'CLOSED', 'none', 'returned'),
  'cancel-paid': row(['buyer'], ['WAIT_SHIP'], 'REFUNDED', 'refund', 'returned'),
  'refuse-to-sell': row(['seller'], ['WAIT_SHIP'], 'REFUNDED', 'refund', 'returned'),
  'refund-unshipped': row(['clock'], ['WAIT_SHIP'], 'REFUNDED', 'refund', 'returned'),
  'extend-shipping': row(['buyer'], ['WAIT_SHIP'], 'stay', 'none', 'none'),
  ship: row(['seller'], ['WAIT_SHIP'], 'SHIPPED', 'none', 'none'),
  'add-parcel': row(['seller'], ['SHIPPED'], 'stay', 'none', 'none'),
  'correct-waybill': row(['seller'], ['SHIPPED'], 'stay', 'none', 'none'),
  'void-shipment': row(['clock'], ['SHIPPED'], 'WAIT_SHIP', 'none', 'none'),
  'move-parcel': row(['courier'], ['SHIPPED'], 'stay', 'none', 'none'),
  'lose-parcel': row(['clock'], ['SHIPPED'], 'REFUNDED', 'refund', 'none'),
  'doubt-arrival': row(['clock'], ['SHIPPED'], 'stay', 'none', 'none'),
  'hand-over': row(['seller'], ['WAIT_SHIP'], 'DELIVERED', 'none', 'none'),
  deliver: row(['courier'], ['SHIPPED'], 'DELIVERED', 'none', 'none'),
  'confirm-receipt': row(['buyer'], ['SHIPPED', 'DELIVERED'], 'COMPLETED', 'settle', 'none'),
  'confirm-by-clock': row(['clock'], ['SHIPPED', 'DELIVERED'], 'COMPLETED', 'settle', 'none'),
  'extend-receipt': row(['buyer'], ['SHIPPED', 'DELIVERED'], 'stay', 'none', 'none'),
  'open-after-sale': row(['buyer'], beforeAndAfter, 'stay', 'none', 'none'),
  'close-after-sale': row(anybody, beforeAndAfter, 'stay', 'none', 'none'),
  'cancel-agreed': row(
    ['seller', 'clock', 'operator'],
    ['WAIT_SHIP'],
    'REFUNDED',
    'refund',
    'returned',
  ),
  'refund-after-sale': row(anybody, ['SHIPPED', 'DELIVERED'], 'REFUNDED', 'refund', 'none'),
  'refund-part': row(anybody, ['SHIPPED', 'DELIVERED'], 'stay', 'refund-part', 'none'),
  'take-back': row(anybody, ['COMPLETED'], 'stay', 'take-back', 'none'),
  'charge-back': row(['operator'], ['COMPLETED'], 'stay', 'charge-back', 'none'),
} as const satisfies Record<string, Row>;

export type CommandName = keyof typeof orderMachine;

/**
 * What a transition books in the ledger: the hold, the settlement, or the way back to the buyer of
 * all that is left, of a part of it, or of what was settled already; or a lost dispute.
 */
export type MoneyMove =
  'none' | 'hold' | 'settle' | 'refund' | 'refund-part' | 'take-back' | 'charge-back';
export type StockMove = 'none' | 'taken' | 'returned';

export type Row = {
  by: readonly Role[];
  from: readonly (OrderState | 'NONE')[];
  to: OrderState | 'stay';
  money: MoneyMove;
  stock: StockMove;
};

function row(
  by: Row['by'],
  from: Row['from'],
  to: Row['to'],
  money: MoneyMove,
  stock: StockMove,
): Row {
  return { by, from, to, money, stock };
}

/** Every legal step as (from, to, role), for the audit's state rules and the docs. */
export function legalSteps(): { command: CommandName; from: string; to: string; role: Role }[] {
  return (Object.entries(orderMachine) as [CommandName, Row][]).flatMap(([command, step]) =>
    step.from.flatMap((from) =>
      step.by.map((role) => ({ command, from, to: step.to === 'stay' ? from : step.to, role })),
    ),
  );
}

/** The codes other marketplaces' clients know these states by. @source rules.json order.compatCodes */
export const compatCodes: Record<OrderState, number> = {
  WAIT_PAY: 11,
  WAIT_SHIP: 12,
  SHIPPED: 21,
  DELIVERED: 21,
  COMPLETED: 22,
  REFUNDED: 23,
  CLOSED: 24,
};

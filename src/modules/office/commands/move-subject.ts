import type { Id } from '#platform/ids.ts';
import type { MoneyMove } from '../domain/money-move.ts';

/** What the audit log files a move under: the order it is about, else itself. */
export function subjectOf(move: { id: Id } & Pick<MoneyMove, 'orderId'>): string {
  return move.orderId ? `order:${move.orderId}` : `money-move:${move.id}`;
}

import { newId, sql, typed, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { OrdersTables, ProblemRow } from './tables.ts';

/** Writes the buyer's report; an order has at most one open problem. */
export async function insertProblem(
  tx: Tx,
  problem: { orderId: Id; reason: string; words: string; pictureIds: Id[]; openedAt: Date },
): Promise<void> {
  const bucket = bucketOf(problem.orderId);
  const id = await newId(tx, bucket);
  await sql`
    insert into orders.problem (bucket, id, order_id, reason, words, picture_ids, opened_at)
    values (${bucket}, ${id}, ${problem.orderId}, ${problem.reason}, ${problem.words},
      ${problem.pictureIds}::bigint[], ${problem.openedAt})`.execute(tx);
}

/** Ends the open problem of an order, if there is one. */
export async function endProblem(
  tx: Tx,
  orderId: Id,
  end: {
    outcome: 'refunded' | 'resumed' | 'received';
    at: Date;
    operatorId?: Id;
    reason?: string;
  },
): Promise<void> {
  await typed<OrdersTables>(tx)
    .updateTable('orders.problem')
    .set({
      ended_at: end.at,
      outcome: end.outcome,
      operator_id: end.operatorId ?? null,
      operator_reason: end.reason ?? null,
    })
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .where('ended_at', 'is', null)
    .execute();
}

/** The problems of one order, newest first. */
export function readProblems(handle: Sql, orderId: Id): Promise<ProblemRow[]> {
  return typed<OrdersTables>(handle)
    .selectFrom('orders.problem')
    .selectAll()
    .where('bucket', '=', bucketOf(orderId))
    .where('order_id', '=', orderId)
    .orderBy('opened_at', 'desc')
    .limit(20)
    .execute();
}

/** Open problems of all orders, the longest waiting first. */
export function readOpenProblems(
  handle: Sql,
  after: { openedAt: string; id: Id } | undefined,
  limit: number,
): Promise<ProblemRow[]> {
  let query = typed<OrdersTables>(handle)
    .selectFrom('orders.problem')
    .selectAll()
    .where('ended_at', 'is', null);
  if (after) {
    query = query.where(
      sql<boolean>`(opened_at, id) > (${after.openedAt}::timestamptz, ${after.id})`,
    );
  }
  return query.orderBy('opened_at').orderBy('id').limit(limit).execute();
}

import type { Sql } from '#platform/db/database.ts';
import { encodeCursor, requirePlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { freezeOf, type Freeze } from '../commands/freeze.ts';
import { readFreezes } from '../store/freeze-store.ts';
import { readTransfersOfOrder } from '../store/journal-store.ts';

/** A transfer with both its sides. */
export type TransferView = {
  id: Id;
  kind: string;
  ref: Id;
  actorId: Id | null;
  at: Date;
  entries: { account: string; amountFen: bigint }[];
};

/** Every transfer about an order, the oldest first. */
export async function transfersOfOrder(handle: Sql, orderId: Id): Promise<TransferView[]> {
  const rows = await readTransfersOfOrder(handle, orderId);
  return [...Map.groupBy(rows, (row) => row.id).values()].map((entries) => {
    const [{ id, kind, ref, actor_id: actorId, at }] = entries as [(typeof entries)[number]];
    return {
      id,
      kind,
      ref,
      actorId,
      at,
      entries: entries.map((row) => ({ account: row.account, amountFen: BigInt(row.amount_fen) })),
    };
  });
}

/**
 * Freezes that are open, or that have ended; the newest first.
 * @throws platform/invalid-input for a cursor that is not ours
 */
export async function listFreezes(
  handle: Sql,
  input: { isOpen: boolean; cursor?: string | undefined; limit: number },
): Promise<{ items: Freeze[]; nextCursor: string | null }> {
  const rows = await readFreezes(handle, {
    isOpen: input.isOpen,
    after: requirePlace(input.cursor),
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit).map(freezeOf);
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? encodeCursor([last.frozenAt.toISOString(), last.id]) : null,
  };
}

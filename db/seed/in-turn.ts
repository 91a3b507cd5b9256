/** How many at a time, and what calls the work off: nothing more is begun then. */
export type Turns = { atOnce: number; ending?: AbortSignal };

/**
 * Does work for each item, so many at once, begun in order.
 * @throws the first error, once all that was begun has ended
 */
export async function inTurn<T>(
  items: readonly T[],
  { atOnce, ending }: Turns,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const line = async () => {
    for (const item of waiting) {
      if (ending?.aborted) return;
      await work(item);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, line));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

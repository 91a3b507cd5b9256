/**
 * Does work for each item, so many at once, begun in order.
 * @throws the first error, once all that was begun has ended
 */
export async function inTurn<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const line = async () => {
    for (const item of waiting) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, line));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

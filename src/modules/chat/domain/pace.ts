/**
 * Lets a thing through at most once a while, for each key; what is held back is simply forgotten.
 * Only for what loses nothing by it. Pure but for its memory, which is bounded.
 * @param gapMs how long a key waits after it was let through
 */
export function createPace(gapMs: number, keysMax = 10_000): (key: string, now: Date) => boolean {
  const last = new Map<string, number>();
  return (key, now) => {
    const atMs = now.getTime();
    const before = last.get(key);
    if (before !== undefined && Math.abs(atMs - before) < gapMs) return false;
    if (last.size >= keysMax) last.clear();
    last.set(key, atMs);
    return true;
  };
}

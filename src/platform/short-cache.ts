import type { Clock } from './clock.ts';

export type ShortCache<V> = {
  /** The values of these keys, from memory or loaded in one batch; keys without a value are absent. */
  getMany(keys: readonly string[]): Promise<Map<string, V>>;
  /** The value of one key, from memory or made as said here. */
  getOr(key: string, make: () => Promise<V>): Promise<V>;
  /** Drops what is stale, and keeps nothing of the loads that are under way. */
  forget(isStale: (key: string, value: V) => boolean): void;
};

export type ShortCacheOptions<V> = {
  clock: Clock;
  /** How old a value may be when it is handed out. */
  ttlMs: number;
  /** How many values are kept; the oldest go first. */
  entriesMax: number;
  /** Reads what is missing; without it values are made where they are asked for. */
  load?(keys: string[]): Promise<Map<string, V>>;
  /** Whether news of changes comes through: while it does not, nothing is remembered. */
  isHearing?(): boolean;
  /** Which values are kept at all; every one by default. */
  keeps?(value: V): boolean;
};

type Entry<V> = { value: V; untilMs: number };

/** Keeps answers in this process for moments, for things whose staleness harms nobody. */
export function createShortCache<V>(options: ShortCacheOptions<V>): ShortCache<V> {
  const { keeps = () => true, isHearing = () => true } = options;
  const entries = new Map<string, Entry<V>>();
  let forgotten = 0;
  function keep(key: string, value: V, untilMs: number): void {
    entries.delete(key);
    entries.set(key, { value, untilMs });
    if (entries.size > options.entriesMax) entries.delete(entries.keys().next().value!);
  }
  return {
    async getMany(keys) {
      if (!isHearing()) entries.clear();
      const nowMs = options.clock.now().getTime();
      const found = new Map<string, V>();
      const missing: string[] = [];
      for (const key of new Set(keys)) {
        const entry = entries.get(key);
        if (entry && entry.untilMs > nowMs) found.set(key, entry.value);
        else missing.push(key);
      }
      if (missing.length === 0) return found;
      // Aged from before the load: a value never looks younger than what it was read from.
      const before = forgotten;
      for (const [key, value] of (await options.load?.(missing)) ?? []) {
        if (before === forgotten && isHearing() && keeps(value))
          keep(key, value, nowMs + options.ttlMs);
        found.set(key, value);
      }
      return found;
    },
    async getOr(key, make) {
      const nowMs = options.clock.now().getTime();
      const entry = isHearing() ? entries.get(key) : undefined;
      if (entry && entry.untilMs > nowMs) return entry.value;
      const before = forgotten;
      const value = await make();
      if (before === forgotten && isHearing() && keeps(value))
        keep(key, value, nowMs + options.ttlMs);
      return value;
    },
    forget(isStale) {
      forgotten += 1;
      for (const [key, { value }] of entries) if (isStale(key, value)) entries.delete(key);
    },
  };
}

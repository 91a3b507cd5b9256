import type { Clock } from './clock.ts';

export type ShortCache<V> = {
  /** The values of these keys, from memory or loaded in one batch; keys without a value are absent. */
  getMany(keys: readonly string[]): Promise<Map<string, V>>;
  /** The value of one key, from memory or made as said here. */
  getOr(key: string, make: () => Promise<V>): Promise<V>;
  /** Drops what is stale, and keeps nothing of the loads that are under way. */
  forget(isStale: (key: string, value: V) => boolean): void;
  /** The same for these keys; all without them. */
  drop(keys: readonly string[] | undefined): void;
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
  const memory = createMemory(options);
  return {
    async getMany(keys) {
      const found = new Map<string, V>();
      const missing: string[] = [];
      const at = memory.now();
      for (const key of keys) {
        if (found.has(key)) continue;
        const value = at(key);
        if (value === undefined) missing.push(key);
        else found.set(key, value);
      }
      if (missing.length === 0) return found;
      const keep = memory.keeper();
      for (const [key, value] of (await options.load?.([...new Set(missing)])) ?? []) {
        keep(key, value);
        found.set(key, value);
      }
      return found;
    },
    async getOr(key, make) {
      const known = memory.now()(key);
      if (known !== undefined) return known;
      const keep = memory.keeper();
      const value = await make();
      keep(key, value);
      return value;
    },
    forget: memory.forget,
    drop: memory.drop,
  };
}

function createMemory<V>(options: ShortCacheOptions<V>) {
  const { clock, ttlMs, entriesMax, keeps = () => true, isHearing = () => true } = options;
  const entries = new Map<string, Entry<V>>();
  let forgotten = 0;
  return {
    /** Answers what is remembered of a key now. */
    now() {
      if (!isHearing()) entries.clear();
      const nowMs = clock.now().getTime();
      return (key: string): V | undefined => {
        const entry = entries.get(key);
        return entry && entry.untilMs > nowMs ? entry.value : undefined;
      };
    },
    /**
     * Asked for before a load, it keeps what was loaded: aged from then on, so that a value never
     * looks younger than what it was read from, and not at all if something was forgotten meanwhile.
     */
    keeper() {
      const [before, untilMs] = [forgotten, clock.now().getTime() + ttlMs];
      return (key: string, value: V): void => {
        if (before !== forgotten || !isHearing() || !keeps(value)) return;
        entries.delete(key);
        entries.set(key, { value, untilMs });
        if (entries.size > entriesMax) entries.delete(entries.keys().next().value!);
      };
    },
    drop(keys: readonly string[] | undefined): void {
      forgotten += 1;
      if (!keys) entries.clear();
      for (const key of keys ?? []) entries.delete(key);
    },
    forget(isStale: (key: string, value: V) => boolean): void {
      forgotten += 1;
      for (const [key, { value }] of entries) if (isStale(key, value)) entries.delete(key);
    },
  };
}

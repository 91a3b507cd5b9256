import pg from 'pg';

/** Statements sent to the database by this process, and how often each text was sent. */
export type Counted = { roundTrips: number; byText: Record<string, number> };

/** Counts every query of every connection from now on; the answer gives the counts so far. */
export function countQueries(): () => Counted {
  let roundTrips = 0;
  const byText = new Map<string, number>();
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      const [asked] = args;
      const text = typeof asked === 'string' ? asked : ((asked as { text?: string }).text ?? '?');
      roundTrips += 1;
      byText.set(text, (byText.get(text) ?? 0) + 1);
      return query.apply(this, args);
    },
  });
  return () => ({ roundTrips, byText: Object.fromEntries(byText) });
}

import pg from 'pg';
import { invariants } from './invariants.ts';

/** An invariant that is broken, with the first rows that break it. */
export type Breach = { id: string; says: string; rows: unknown[] };

const rowsShownMax = 5;

/**
 * Runs every invariant over one schema of a database, in one snapshot.
 * @param schema `audit`, or the name of a copy of its views
 * @returns the broken ones; none on a sound database
 */
export async function checkInvariants(url: string, schema = 'audit'): Promise<Breach[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`set local search_path = ${client.escapeIdentifier(schema)}`);
    const breaches: Breach[] = [];
    for (const { id, says, query } of invariants) {
      const { rows } = await client.query(`select * from (${query}) broken limit ${rowsShownMax}`);
      if (rows.length > 0) breaches.push({ id, says, rows });
    }
    return breaches;
  } finally {
    await client.end();
  }
}

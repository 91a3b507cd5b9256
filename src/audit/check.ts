import type pg from 'pg';
import { onConnection } from '#platform/db/one-connection.ts';
import { invariants } from './invariants.ts';

/** What came of an invariant: how many rows break it, and the first of them. */
export type Finding = { id: string; says: string; broken: number; rows: unknown[] };

/** An invariant that is broken, with the first rows that break it. */
export type Breach = Omit<Finding, 'broken'>;

const rowsShownMax = 5;

/**
 * Runs every invariant over one schema of a database, in one snapshot.
 * @param schema `audit`, or the name of a copy of its views
 * @param wanted the names of those to run; all, if not said
 * @returns what came of each, in their order
 */
export async function inspect(
  url: string,
  schema = 'audit',
  wanted: RegExp = /./,
): Promise<Finding[]> {
  return onConnection(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`set local search_path = ${client.escapeIdentifier(schema)}`);
    const findings: Finding[] = [];
    for (const { id, says, query } of invariants.filter((one) => wanted.test(one.id))) {
      const { rows } = await client.query(`select * from (${query}) broken limit ${rowsShownMax}`);
      const broken = rows.length < rowsShownMax ? rows.length : await countOf(client, query);
      findings.push({ id, says, broken, rows });
    }
    return findings;
  });
}

async function countOf(client: pg.Client, query: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from (${query}) broken`,
  );
  return rows[0]!.n;
}

/**
 * Runs every invariant as `inspect` does.
 * @returns the broken ones; none on a sound database
 */
export async function checkInvariants(url: string, schema?: string): Promise<Breach[]> {
  const findings = await inspect(url, schema);
  return findings
    .filter(({ broken }) => broken > 0)
    .map(({ id, says, rows }) => ({ id, says, rows }));
}

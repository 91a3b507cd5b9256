import pg from 'pg';
import { checkInvariants } from '../../src/audit/check.ts';

/** A copy of the audit's views as tables, in which a test may break what it likes. */
export type AuditCopy = {
  /** How many rows each view had when it was copied. */
  counts: Map<string, number>;
  /** Runs these statements on the copy, asks which invariants fire, and mends the copy. */
  firedBy(statements: string): Promise<string[]>;
};

/** Copies every audit view of a database into a schema of its own. */
export async function copyAudit(url: string): Promise<AuditCopy> {
  const kept = (view: string) => `audit_kept.${view}`;
  const views = await onClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.views where table_schema = 'audit'`,
    );
    const names = rows.map(({ name }) => name);
    const copying = names.map(
      (view) => `create table ${kept(view)} as select * from audit.${view};
        create table audit_copy.${view} as select * from ${kept(view)};`,
    );
    await client.query(`begin isolation level repeatable read;
      create schema audit_kept; create schema audit_copy; ${copying.join('\n')} commit`);
    return names;
  });
  const mend = views
    .map((view) => `delete from ${view}; insert into ${view} select * from ${kept(view)};`)
    .join('\n');
  return {
    counts: new Map(await onClient(url, (client) => countsOf(client, views))),
    async firedBy(statements) {
      await onClient(url, (client) => client.query(`set search_path = audit_copy; ${statements}`));
      const breaches = await checkInvariants(url, 'audit_copy');
      await onClient(url, (client) => client.query(`set search_path = audit_copy; ${mend}`));
      return breaches.map(({ id }) => id);
    },
  };
}

async function countsOf(client: pg.Client, views: string[]): Promise<[string, number][]> {
  const counts: [string, number][] = [];
  for (const view of views) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from audit_copy.${view}`,
    );
    counts.push([view, rows[0]!.n]);
  }
  return counts;
}

async function onClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

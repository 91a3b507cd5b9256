// Writes an instance down as text, and fills an empty database with it: how a released version's
// data are kept for the test of the upgrade. To make one of a running sandbox:
// `node test/upgrade/copy.ts <database address> <data folder> <file>`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import pg from 'pg';

/** A table's rows, each as the JSON text PostgreSQL writes of it, and what its sequences stand at. */
export type DatabaseCopy = {
  /** By `schema.table`, in an order in which foreign keys hold. */
  tables: [string, string[]][];
  sequences: [string, string][];
};

/** The same with the files beside it: the throwaway keys, and what the simulators remember. */
export type InstanceCopy = DatabaseCopy & { files: [string, string][] };

const files = ['keys.json', 'payment-simulator.jsonl', 'courier-simulator.jsonl'];

export async function copyDatabase(url: string): Promise<DatabaseCopy> {
  return withClient(url, async (client) => {
    const tables: [string, string[]][] = [];
    for (const table of await tablesInOrder(client)) {
      tables.push([table, await rowsOf(client, `select * from ${table}`)]);
    }
    const { rows } = await client.query<{ name: string; at: string }>(
      `select schemaname || '.' || sequencename as name, last_value::text as at
       from pg_sequences where last_value is not null order by 1`,
    );
    return { tables, sequences: rows.map(({ name, at }) => [name, at]) };
  });
}

/** Columns that have another name since, by table. */
const renamed: Record<string, Record<string, string>> = {
  'orders."order"': {
    problem_opened_at: 'after_sale_opened_at',
    problem_clock_left_ms: 'clock_left_ms',
  },
};

/** Tables whose rows live on elsewhere; a test of their own follows them there. */
export const movedTables = ['orders.problem'];

/** What a database has now of the rows and columns of an earlier copy, in the copy's form. */
export async function copyAgain(url: string, earlier: DatabaseCopy): Promise<[string, string[]][]> {
  return withClient(url, async (client) => {
    const tables: [string, string[]][] = [];
    for (const [table, rows] of earlier.tables) {
      if (movedTables.includes(table)) continue;
      const columns = Object.keys(JSON.parse(rows[0] ?? '{}') as object).map(
        (name) => `"${renamed[table]?.[name] ?? name}" as "${name}"`,
      );
      const now = rows.length > 0 ? `select ${columns.join(', ')} from ${table}` : undefined;
      tables.push([table, now ? await rowsOf(client, now) : []]);
    }
    return tables;
  });
}

async function rowsOf(client: pg.Client, select: string): Promise<string[]> {
  const { rows } = await client.query<{ row: string }>(
    `select row_to_json(t)::text as row from (${select}) t order by 1`,
  );
  return rows.map(({ row }) => row);
}

/** Fills the tables of an empty database; the migrations' own table is overwritten. */
export async function restoreDatabase(url: string, copy: DatabaseCopy): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    for (const [table, rows] of copy.tables) {
      if (rows.length === 0) continue;
      await client.query(`delete from ${table}`);
      await client.query(
        `insert into ${table} overriding system value
         select r.* from unnest($1::json[]) row, json_populate_record(null::${table}, row) r`,
        [rows],
      );
    }
    for (const [name, at] of copy.sequences) {
      await client.query('select setval($1::regclass, $2::bigint)', [name, at]);
    }
    await client.query('commit');
  });
}

export async function readCopy(file: string): Promise<InstanceCopy> {
  const text = await promisify(gunzip)(await readFile(file));
  return JSON.parse(text.toString('utf8')) as InstanceCopy;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Every table of the product; those that others point at come first. */
async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       coalesce(array_agg(format('%I.%I', fn.nspname, f.relname)) filter (where f.oid <> c.oid),
         '{}') as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
     left join pg_class f on f.oid = k.confrelid
     left join pg_namespace fn on fn.oid = f.relnamespace
     where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
     group by 1 order by 1`,
  );
  const done: string[] = [];
  while (done.length < rows.length) {
    const next = rows.filter(
      ({ name, needs }) => !done.includes(name) && needs.every((need) => done.includes(need)),
    );
    if (next.length === 0) throw new Error('foreign keys go round in a circle');
    done.push(...next.map(({ name }) => name));
  }
  return done;
}

if (import.meta.main) {
  const [url = '', folder = '', file = ''] = process.argv.slice(2);
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const beside = files.map((name, at): [string, string] => [name, texts[at]!]);
  const copy: InstanceCopy = { ...(await copyDatabase(url)), files: beside };
  await writeFile(file, await promisify(gzip)(JSON.stringify(copy), { level: 9 }));
}

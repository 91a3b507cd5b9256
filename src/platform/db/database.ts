import pg from 'pg';
import { Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely';
import { log } from '../log.ts';

/** Any database handle, pooled or inside a transaction; a room's store gives it its own types. */
// The schema is a room's own affair: `typed<Tables>()` names it where SQL is written.
export type Sql = Kysely<Record<string, never>>;
/** A handle that is known to be inside a transaction. */
export type Tx = Sql & { readonly isTransaction: true };

export type Database = {
  sql: Sql;
  pool: pg.Pool;
  /** For reads whose best plan depends on their values; see `readPlannedAnew`. */
  planning: pg.Pool;
  /** Runs work in one transaction (read committed); retries it whole on deadlock. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs one statement that is a transaction of its own; retries it on deadlock. */
  statement<T>(run: (handle: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Sees a handle as one room's tables. */
export function typed<Tables>(handle: Sql): Kysely<Tables> {
  return handle as unknown as Kysely<Tables>;
}

const namesMax = 2000;
const statementNames = new Map<string, string>();

/**
 * A client that names its statements, so that the server parses and plans each only once.
 * (Unnamed ones were measured at three times the server's CPU.)
 */
class NamedClient extends pg.Client {
  #lost = false;

  constructor(config?: pg.ClientConfig) {
    super(config);
    // The driver hands this same error to the queries under way, a moment later.
    this.on('error', (error) => {
      this.#lost = true;
      connectionLoss(error);
    });
  }

  override query(...args: unknown[]): never {
    if (this.#lost) return refuseQuery(args.at(-1)) as never;
    const [text, values, ...rest] = args;
    const run = super.query.bind(this) as (...all: unknown[]) => never;
    if (typeof text !== 'string' || !Array.isArray(values)) return run(...args);
    const name = nameOf(text);
    return name ? run({ name, text, values }, ...rest) : run(text, values, ...rest);
  }
}

/** A query on a lost connection (the rollback after a failure, say): to a callback or a promise. */
function refuseQuery(told: unknown): Promise<never> | undefined {
  const error = connectionLoss(new Error('the connection to the database was lost'));
  if (typeof told !== 'function') return Promise.reject(error);
  process.nextTick(told as (error: Error) => void, error);
  return undefined;
}

/** The driver gives a lost or refused connection no code; by this one it is told from a bug. */
function connectionLoss(error: Error): Error {
  return 'code' in error ? error : Object.assign(error, { code: '08006' });
}

function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known) return known;
  if (statementNames.size >= namesMax) return undefined;
  const name = `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

// int8 stays a string as an id and becomes bigint where a store says so with `fen()`.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => text);

export type DatabaseOptions = { url: string; connectionsMax?: number; applicationName?: string };

/** Opens a pool on a PostgreSQL (≥ 15); connections lost to a restart are replaced quietly. */
export function openDatabase(options: DatabaseOptions): Database {
  // Statements are written for one plan each. Left to choose, the server plans the long ones anew
  // at every call, which costs it more than running them.
  const onConnect = (client: pg.Client) => client.query('set plan_cache_mode = force_generic_plan');
  const pool = openPool(options, { max: options.connectionsMax ?? 20, onConnect });
  const planning = openPool(options, { max: planningMax });
  const connect = () =>
    pool.connect().catch((error: Error) => {
      throw connectionLoss(error);
    });
  const dialect = new PostgresDialect({
    pool: { connect, end: () => pool.end(), options: pool.options },
  });
  const root = new Kysely<Record<string, never>>({ dialect });
  return {
    sql: root,
    pool,
    transaction: (work) => retrying(() => committing(root, work)),
    statement: (run) => retrying(() => run(root)),
    planning,
    async close() {
      await Promise.all([root.destroy(), planning.end()]);
    },
  };
}

type Committed = () => void;
const waiting = new WeakMap<Sql, Committed[]>();

async function committing<T>(root: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  const after: Committed[] = [];
  const answer = await root.transaction().execute((tx) => {
    waiting.set(tx, after);
    return work(tx as unknown as Tx);
  });
  for (const run of after) run();
  return answer;
}

/**
 * Runs something once the transaction has committed, and not at all if it does not; at once where
 * the handle is in none. For what this process remembers: never for what must not be lost.
 */
export function afterCommit(handle: Sql, run: Committed): void {
  const after = waiting.get(handle);
  if (after) after.push(run);
  else run();
}

const planningMax = 4;

function openPool(options: DatabaseOptions, own: { max: number; onConnect?: unknown }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    ...own,
    application_name: options.applicationName ?? 'tuckshop',
    Client: NamedClient as unknown as typeof pg.Client,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  } as pg.PoolConfig);
  // A server that restarts ends idle clients: without these listeners Node would end with them.
  pool.on('error', (error) => log.warn('database/connection-lost', { message: error.message }));
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn('database/client-lost', { message: error.message }));
  });
  return pool;
}

const triesMax = 4;
const retryable = new Set(['40001', '40P01']);

async function retrying<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries >= triesMax || !retryable.has(sqlStateOf(error) ?? '')) throw error;
    }
  }
}

/** The SQLSTATE of a database error, if it is one. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** The name of the constraint a database error broke, if it names one. */
export function constraintOf(error: unknown): string | undefined {
  const name = (error as { constraint?: unknown } | undefined)?.constraint;
  return typeof name === 'string' ? name : undefined;
}

/** Whether this error is a broken unique key of that name. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const broken = sqlStateOf(error) === '23505';
  return broken && (constraint === undefined || constraintOf(error) === constraint);
}

/** A new id in a bucket, made by the database. */
export async function newId(handle: Sql, bucket: number): Promise<string> {
  const { rows } = await sql<{ id: string }>`select platform.new_id(${bucket}) as id`.execute(
    handle,
  );
  return rows[0]!.id;
}

/** Several new ids of one bucket in one round trip. */
export async function newIds(handle: Sql, bucket: number, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select platform.new_id(${bucket}) as id from generate_series(1, ${count})`.execute(handle);
  return rows.map((row) => row.id);
}

/**
 * Runs a read whose best plan depends on its values, outside any transaction: it is planned anew
 * each time, so that the server's statistics about these very values count.
 */
export async function readPlannedAnew<Row>(
  database: Database,
  read: RawBuilder<Row>,
): Promise<Row[]> {
  const { sql: text, parameters } = read.compile(database.sql);
  const answer = await database.planning.query({ text, values: [...parameters] });
  return answer.rows as Row[];
}

export { sql, type RawBuilder };

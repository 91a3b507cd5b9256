import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Route } from '#platform/http/route.ts';
import {
  childGround,
  databaseUrlOf,
  routesOf,
  startChild,
  type ChildProduct,
} from './child-product.ts';

/** The product as a process that is killed and started again on the same data and ports. */
export type MortalProduct = {
  dataFolder: string;
  url: string;
  routes: Route[];
  databaseUrl: string;
  /** The process of this life. */
  readonly child: ChildProduct;
  /** Another life, once the last one is over. */
  restart(env?: Record<string, string>): Promise<number>;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Waits until the town stands and everything that happened in it has gone round. */
  settled(): Promise<void>;
};

/** Starts it and waits until it answers, and its town is being told. */
export async function startMortal(): Promise<MortalProduct> {
  const ground = await childGround();
  let child = startChild(ground);
  await child.ready;
  const databaseUrl = await databaseUrlOf(ground.dataFolder);
  async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
    const client = new pg.Client({ connectionString: databaseUrl });
    // Its server may be killed under it as well.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }
  const isSettled = async () => {
    const stands = await query(`select from platform.setting where value = '"stands"'::jsonb`);
    const waiting = await query('select from platform.outbox where sent_at is null limit 1');
    return stands.length === 1 && waiting.length === 0;
  };
  return {
    dataFolder: ground.dataFolder,
    url: child.url,
    routes: await routesOf(child.url),
    databaseUrl,
    get child() {
      return child;
    },
    restart(env = {}) {
      child = startChild({ ...ground, env });
      return child.ready;
    },
    query,
    async settled() {
      while (!(await isSettled())) await wait(100);
    },
  };
}

// A product process for the benchmarks: the same composition as a start, with a provider that the
// benchmark plays itself, and one bare route to compare with.
import { createApp } from '../src/app.ts';
import { createFolderBlobStore } from '#platform/blobs/folder-blob-store.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { createSimulatorProvider } from '#payments';
import type { Courier } from '#fulfilment';
import type { PictureProcessor } from '#platform/pictures/picture-processor.ts';
import { countQueries } from './count-queries.ts';

const env = process.env as Record<string, string>;
const config = readConfig({ ...env, TUCKSHOP_REQUESTS_PER_MINUTE: '999999' });
const counted = countQueries();
const app = await createApp({
  config,
  databaseUrl: env['DATABASE_URL']!,
  clock: systemClock,
  secretKey: Buffer.from(env['BENCH_SECRET_KEY']!, 'base64'),
  blobs: createFolderBlobStore({ folder: env['TUCKSHOP_DATA']! }),
  pictures: { close: async () => undefined } as PictureProcessor,
  messenger: { send: async () => undefined, sendMail: async () => undefined },
  paymentProvider: createSimulatorProvider({
    baseUrl: env['BENCH_PROVIDER_URL']!,
    merchantId: 'bench',
    secret: 'bench',
    clock: systemClock,
  }),
  courier: { name: 'none' } as Courier,
  realNameProvider: undefined,
  connectionsMax: 32,
});
const { pool } = app.platform.database;
app.http.get('/bench/indexed-read', async (request, reply) => {
  const { id } = request.query as { id: string };
  const { rows } = await pool.query(
    'select id, title, published_at from community.note where bucket = $1 and id = $2',
    [Number((BigInt(id) >> 12n) & 1023n), id],
  );
  return reply.type('application/json').send(JSON.stringify(rows[0] ?? null));
});
if (env['BENCH_WORK'] === '1') app.startWork();
await app.http.listen({ port: config.port, host: '127.0.0.1' });
/** CPU time this process has taken so far, in microseconds. */
function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
process.on('message', (asked) => {
  if (asked === 'counted')
    process.send!({ ...counted(), cpuUs: cpuUs(), rssMb: process.memoryUsage.rss() / 2 ** 20 });
});
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.on('disconnect', () => process.exit(0));
process.send!('ready');

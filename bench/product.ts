import { fork, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { keyIdOf, newNonce, signingTimestamp, signNotice } from '#platform/signing.ts';
import type { Counted } from './count-queries.ts';
import type { Ground } from './ground.ts';

/** What the process has sent to the database, its CPU time and its memory. */
export type ProductCounts = Counted & { cpuUs: number; rssMb: number };

/** A running product process, and the provider's own hand to sign notices with. */
export type BenchProduct = {
  port: number;
  counted(): Promise<ProductCounts>;
  noticeHeaders(body: string): Record<string, string>;
  stop(): Promise<void>;
};

/** Starts the product as a process of its own. @param work whether it also relays and keeps clocks */
export async function startBenchProduct(ground: Ground, work: boolean): Promise<BenchProduct> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const keyId = keyIdOf(publicKey);
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const provider = http.createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [{ keyId, algorithm: 'Ed25519', publicKeyPem: pem }] }));
  });
  const providerPort = await listen(provider);
  const port = await freePort();
  const child = fork(join(import.meta.dirname, 'serve.ts'), {
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: ground.url,
      TUCKSHOP_DATA: join(ground.folder, 'blobs'),
      TUCKSHOP_LOG: 'off',
      // A benchmark may be many callers: whom it names as forwarded-for is believed.
      TUCKSHOP_TRUSTED_PROXIES: '127.0.0.1',
      BENCH_SECRET_KEY: ground.secretKey.toString('base64'),
      BENCH_PROVIDER_URL: `http://127.0.0.1:${providerPort}`,
      BENCH_WORK: work ? '1' : '0',
    },
  });
  await answerOf(child);
  return {
    port,
    async counted() {
      child.send('counted');
      return (await answerOf(child)) as ProductCounts;
    },
    noticeHeaders(body) {
      const notice = {
        timestamp: signingTimestamp(new Date()),
        nonce: newNonce(),
        body: Buffer.from(body),
      };
      return {
        'content-type': 'application/json',
        'sim-key-id': keyId,
        'sim-timestamp': notice.timestamp,
        'sim-nonce': notice.nonce,
        'sim-signature': signNotice(notice, privateKey),
      };
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      provider.close();
    },
  };
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the product ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

function listen(server: http.Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function freePort(): Promise<number> {
  const server = http.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

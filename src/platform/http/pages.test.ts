// Real Fastify over its own injection; the built page handler is replaced by one written here.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { createRefusalCatalogue } from '../refusal.ts';
import { mountPages } from './pages.ts';

const handover = new URL('page-handover.ts', import.meta.url).href;
const source = `
  import { takeHandover } from '${handover}';
  export async function handler(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const locals = await takeHandover(request).locals();
    const scheme = request.headers['x-tuckshop-page-scheme'];
    const host = request.headers['x-tuckshop-page-host'];
    const body = Buffer.concat(chunks).toString();
    response.end(JSON.stringify({ origin: scheme + '://' + host, locals, body }));
  }
`;

// The server brings no limiter here; page-limits.test.ts does.
const limits = {
  perMinuteMax: 300,
  costlyPaths: [],
  catalogue: createRefusalCatalogue(),
  memberOf: () => Promise.resolve(undefined),
};

let app: FastifyInstance;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tuckshop-pages-'));
  const handlerFile = join(folder, 'handler.mjs');
  await writeFile(handlerFile, source);
  app = Fastify();
  app.get('/api/v1/here', () => ({ api: true }));
  await mountPages(app, {
    origin: 'https://shop.example',
    limits,
    handlerFile,
    locals: (request) => ({ path: request.url }),
  });
});

after(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function originOf(headers: Record<string, string>): Promise<string> {
  const answer = await app.inject({ url: '/', headers });
  return (answer.json() as { origin: string }).origin;
}

test('hands each page request its own locals', async () => {
  const [first, second] = await Promise.all([app.inject('/n/1'), app.inject('/n/2')]);
  assert.equal(first.json().locals.path, '/n/1');
  assert.equal(second.json().locals.path, '/n/2');
});

test('leaves a form body to the page', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/signin',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'phone=13800000000',
  });
  assert.equal(answer.json().body, 'phone=13800000000');
});

test('uses the public origin for its own host and the request origin elsewhere', async () => {
  assert.equal(await originOf({ host: 'shop.example' }), 'https://shop.example');
  assert.equal(await originOf({ host: '192.168.1.5:3000' }), 'http://192.168.1.5:3000');
});

test('knows the public origin behind a proxy that rewrites the host', async () => {
  const headers = { host: '10.0.0.1:3000', origin: 'https://shop.example' };
  assert.equal(await originOf(headers), 'https://shop.example');
});

test('lets no client choose the origin forms are checked against', async () => {
  const forged = { host: 'a.example', 'x-tuckshop-page-host': 'evil.example' };
  assert.equal(await originOf(forged), 'http://a.example');
});

test('turns away a host that is no host', async () => {
  const answer = await app.inject({ url: '/', headers: { host: 'a b:c' } });
  assert.equal(answer.statusCode, 400);
});

test('answers an unknown API address as the API and not as a page', async () => {
  assert.deepEqual((await app.inject('/api/v1/here')).json(), { api: true });
  const unknown = await app.inject('/api/v1/nowhere');
  assert.equal(unknown.statusCode, 404);
  assert.equal(unknown.json().origin, undefined);
});

test('sends the security headers with every page', async () => {
  const { headers } = await app.inject({ url: '/', headers: { host: 'shop.example' } });
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['x-frame-options'], 'DENY');
  assert.match(String(headers['strict-transport-security']), /max-age=31536000/);
});

test('says so when the pages were not built', async () => {
  const bare = Fastify();
  const handlerFile = join(folder, 'missing.mjs');
  await assert.rejects(mountPages(bare, { limits, handlerFile, locals: () => ({}) }), /not built/);
});

// Real: the HTTP server without a port, its limiter. Fake: the page handler, and who a cookie names.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import type { InjectOptions } from 'fastify';
import { createRefusalCatalogue } from '../refusal.ts';
import { busyPage } from './busy-page.ts';
import { mountPages } from './pages.ts';
import { createHttp } from './server.ts';

const folder = await mkdtemp(join(tmpdir(), 'tuckshop-limits-'));
after(() => rm(folder, { recursive: true }));
const handlerFile = join(folder, 'handler.mjs');
await writeFile(
  handlerFile,
  `export async function handler(request, response) {
    for await (const chunk of request);
    response.end('a page');
  }`,
);
const catalogue = createRefusalCatalogue();
const cookieOf = (token: string) => ({ cookie: `tuckshop_session=${token}` });

/** A server that allows 10 forms a minute, so 40 pages and 4 of a costly path. */
async function open(t: TestContext) {
  const http = await createHttp({
    routes: [],
    access: {},
    catalogue,
    authenticate: () => Promise.resolve(undefined),
    publicOrigin: 'https://shop.example',
    trustedProxies: [],
    perMinuteMax: 10,
  });
  t.after(() => http.close());
  await mountPages(http, {
    origin: 'https://shop.example',
    handlerFile,
    locals: () => ({}),
    limits: {
      perMinuteMax: 10,
      costlyPaths: ['/search', '/orders'],
      catalogue,
      memberOf: ({ cookies: { tuckshop_session: token = '' } }) =>
        token === 'down'
          ? Promise.reject(new Error('no database'))
          : Promise.resolve(/^member-\d$/.exec(token)?.[0]),
    },
  });
  const ask = (url: string, more: InjectOptions = {}) =>
    http.inject({ url, remoteAddress: '198.51.100.7', ...more });
  /** How many of so many askings are answered. */
  const passed = async (times: number, next: (turn: number) => [string, InjectOptions?]) => {
    let count = 0;
    for (let turn = 0; turn < times; turn += 1) {
      const { statusCode } = await ask(...next(turn));
      if (statusCode === 200) count += 1;
      else assert.equal(statusCode, 429);
    }
    return count;
  };
  return { ask, passed };
}

const form: InjectOptions = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: 'a=1',
};

test('forms have the limit of changing requests, pages a wider one, costly paths their own', async (t) => {
  const { passed } = await open(t);
  assert.equal(await passed(6, () => ['/search?q=a']), 4);
  assert.equal(await passed(6, (turn) => [`/orders/${turn}`]), 4);
  assert.equal(await passed(12, () => ['/orders/1?/pay', form]), 10);
  assert.equal(await passed(42, (turn) => [`/n/${turn}`]), 40);
});

test('a costly path is known by whatever name the pages know it', async (t) => {
  const { passed } = await open(t);
  const names = [
    '/search/__data.json?q=a',
    '/_app/../search',
    '/%73earch',
    '/icons/%2e%2e/search',
    '/a/../search',
  ];
  assert.equal(await passed(names.length, (turn) => [names[turn]!]), 4);
});

test('a made-up cookie is no caller of its own', async (t) => {
  const { passed } = await open(t);
  const next = (turn: number): [string, InjectOptions] => [
    '/search',
    { headers: cookieOf(`made-up-${turn}`) },
  ];
  assert.equal(await passed(6, next), 4);
});

test('members behind one address are told apart, a member with two addresses is not', async (t) => {
  const { passed } = await open(t);
  for (const member of ['member-1', 'member-2']) {
    const next = (turn: number): [string, InjectOptions] => [
      '/search',
      { headers: cookieOf(member), remoteAddress: `198.51.100.${turn}` },
    ];
    assert.equal(await passed(6, next), 4, member);
  }
  const network = (turn: number): [string, InjectOptions] => [
    '/search',
    { remoteAddress: `2001:db8::${turn + 1}` },
  ];
  assert.equal(await passed(6, network), 4, 'a line has a whole network of IPv6');
});

test('without a database pages are served as they can be', async (t) => {
  const { ask } = await open(t);
  assert.equal((await ask('/', { headers: cookieOf('down') })).statusCode, 200);
});

test('files of the build have no limit', async (t) => {
  const { passed } = await open(t);
  for (const path of ['/_app/immutable/a.js', '/icons/a.png', '/favicon.svg']) {
    assert.equal(await passed(50, () => [path]), 50, path);
  }
});

test('who asked too often is told so in a page of their language', async (t) => {
  const { ask, passed } = await open(t);
  await passed(4, () => ['/search']);
  const english = { headers: { 'accept-language': 'en' } };
  const { headers, body, statusCode } = await ask('/search?q=a&b', english);
  assert.equal(statusCode, 429);
  assert.match(String(headers['content-type']), /^text\/html/);
  assert.match(String(headers['retry-after']), /^\d+$/);
  assert.match(body, /<html lang="en">/);
  assert.match(body, /try again in \d+ seconds/);
  assert.match(body, /href="\/search\?q=a&amp;b"/);
  assert.match((await ask('/search')).body, /请 \d+ 秒后再试/);
});

test('the page that says so leads nowhere outside', async (t) => {
  const { ask, passed } = await open(t);
  await passed(40, () => ['/']);
  assert.match((await ask('//evil.example/a')).body, /href="\/evil\.example\/a"/);
  const { html } = busyPage({ locale: 'en', sentence: '<i>', again: '/\\a"><script>' });
  assert.match(html, /href="\/a&quot;&gt;&lt;script&gt;"/);
  assert.match(html, /<p>&lt;i&gt;<\/p>/);
});

test('the scripts of a page get what they can show without losing what was typed', async (t) => {
  const { ask, passed } = await open(t);
  await passed(4, () => ['/search']);
  const data = (await ask('/search/__data.json')).json();
  assert.equal(data.code, 'platform/too-many-requests');
  assert.match(data.message, /秒后再试/);
  await passed(10, () => ['/sell', form]);
  const plain = await ask('/sell', form);
  assert.match(plain.body, /返回上一页/);
  const headers = { ...form.headers, accept: 'application/json' };
  const refused = (await ask('/sell', { ...form, headers })).json();
  assert.equal(refused.type, 'failure');
  const { parse } = (await import('devalue')) as { parse(text: string): unknown };
  const { problem, ...typed } = parse(refused.data) as { problem: { code: string; title: string } };
  assert.deepEqual(typed, { values: {}, lists: {} });
  assert.equal(problem.code, 'platform/too-many-requests');
  assert.match(problem.title, /秒后再试/);
});

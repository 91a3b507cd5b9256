// Real: the whole product, its pages as built, PostgreSQL. The visitor has no JavaScript.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { createVisitor } from '../support/web-visitor.ts';

const product = await startProduct();
const seller = await people.seller(product);
const { noteId, listingId } = await people.sell(seller, { title: '银盐味的小相机' });

/** The code that was last sent to a phone. */
async function codeFor(phone: string): Promise<string> {
  const { items } = await product
    .client()
    .call<{ items: { code?: string }[] }>('listSandboxMessages', { query: { to: phone } });
  return items[0]?.code ?? '';
}

test('a guest reads the feed, a note, a listing and a shop without JavaScript', async () => {
  const guest = createVisitor(product.url);
  for (const path of ['/', `/n/${noteId}`, `/i/${listingId}`, `/u/${seller.memberId}`]) {
    const { status, html } = await guest.get(path);
    assert.equal(status, 200, path);
    assert.match(html, /银盐味的小相机/, path);
    assert.match(html, /1,680/, path);
  }
  const { html } = await guest.get(`/n/${noteId}`);
  assert.match(html, /1,669\.92/, 'what the seller would receive is said');
});

test('pages and answers travel packed, for who can unpack them', async () => {
  const packedOf = async (path: string, accepted: string) => {
    const answer = await fetch(product.url + path, { headers: { 'accept-encoding': accepted } });
    await answer.text();
    assert.equal(answer.status, 200, path);
    return answer.headers;
  };
  for (const path of ['/', `/n/${noteId}`, '/api/v1/openapi.json']) {
    const packed = await packedOf(path, 'gzip, br');
    assert.equal(packed.get('content-encoding'), 'br', path);
    assert.match(packed.get('vary') ?? '', /accept-encoding/i, path);
    assert.equal((await packedOf(path, 'identity')).get('content-encoding'), null, path);
  }
});

test('a page is seen before its scripts are asked for', async () => {
  const { html } = await createVisitor(product.url).get('/');
  assert.match(html, /<style nonce="/, 'its looks travel in it');
  const scripts = html.match(/<link[^>]*rel="modulepreload"[^>]*>/g) ?? [];
  assert.ok(scripts.length > 0 && scripts.length < 12, `${scripts.length} scripts`);
  for (const script of scripts) assert.match(script, /fetchpriority="low"/);
});

test('pages speak the language of the cookie, then of the browser, else Chinese', async () => {
  const english = await createVisitor(product.url).get('/rules', { 'accept-language': 'en-GB' });
  assert.match(english.html, /<html lang="en"/);
  assert.match(english.html, /Rules of the shop/);
  const visitor = createVisitor(product.url);
  assert.match((await visitor.get('/')).html, /<html lang="zh-CN"/);
  const switched = await visitor.post('/language', { lang: 'en', back: '/rules' });
  assert.equal(switched.location, '/rules');
  assert.match((await visitor.get('/rules')).html, /<html lang="en"/);
});

test('the language switch leads nowhere but back into the shop', async () => {
  const visitor = createVisitor(product.url);
  const { location } = await visitor.post('/language', { lang: 'en', back: '//evil.example' });
  assert.equal(location, '/');
});

test('a stranger joins by forms alone, and ends where they wanted to go', async () => {
  const visitor = createVisitor(product.url);
  const phone = '13711110001';
  const closed = await visitor.get('/verify');
  assert.equal(closed.location, '/signin?back=%2Fverify');

  const wrongPhone = await visitor.post('/signin?/send&back=%2Fverify', { phone: '12' });
  assert.equal(wrongPhone.status, 400);
  assert.match(wrongPhone.html, /value="12"/, 'what was typed is still there');

  await visitor.post('/signin?/send&back=%2Fverify', { phone });
  assert.equal(visitor.hidden('phone'), phone);
  const carried = { phone, phoneMasked: visitor.hidden('phoneMasked') };
  const wrong = await visitor.post('/signin?/enter&back=%2Fverify', {
    ...carried,
    step: 'code',
    code: (await codeFor(phone)) === '000000' ? '111111' : '000000',
  });
  assert.equal(wrong.status, 403);

  const code = await codeFor(phone);
  const known = { ...carried, step: 'code', code };
  const unknown = await visitor.post('/signin?/enter&back=%2Fverify', known);
  assert.equal(unknown.status, 200);
  assert.match(unknown.html, /name="nickname"/);
  const joined = await visitor.post('/signin?/join&back=%2Fverify', {
    ...carried,
    step: 'join',
    code: visitor.hidden('code'),
    terms: visitor.hidden('terms'),
    privacy: visitor.hidden('privacy'),
    nickname: '周予安',
    consent: 'on',
  });
  assert.equal(joined.location, '/verify');
  const gate = await visitor.get('/verify');
  assert.equal(gate.status, 200);
  assert.match(gate.html, /还差/);
  assert.match(gate.html, /180/);

  const badNumber = await visitor.post('/verify?/realName', {
    name: '周予安',
    idNumber: '110101199003070000',
  });
  assert.equal(badNumber.status, 400);
  assert.match(badNumber.html, /value="周予安"/);
  assert.doesNotMatch(badNumber.html, /110101199003070000/, 'an ID number is never sent back');

  await visitor.post('/signout', {});
  assert.equal((await visitor.get('/settings')).status, 303);
});

test('nobody joins without agreeing to the terms', async () => {
  const visitor = createVisitor(product.url);
  const phone = '13711110002';
  await visitor.post('/signin?/send', { phone });
  const answer = await visitor.post('/signin?/join', {
    phone,
    phoneMasked: '137****0002',
    step: 'join',
    code: await codeFor(phone),
    terms: '1',
    privacy: '1',
    nickname: '没看条款',
  });
  assert.equal(answer.status, 400);
});

test('a form from another site is turned away, from any name of ours it is taken', async () => {
  const visitor = createVisitor(product.url);
  const form = { lang: 'en', back: '/' };
  const foreign = await visitor.post('/language', form, { origin: 'https://evil.example' });
  assert.equal(foreign.status, 403);
  const other = createVisitor(product.url.replace('127.0.0.1', 'localhost'));
  assert.equal((await other.post('/language', form)).status, 303);
});

test('every page is sent with a policy that runs no inline script of a stranger', async () => {
  for (const path of ['/', '/signin', '/n/1', '/rules']) {
    const { headers } = await createVisitor(product.url).get(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /script-src 'self' 'nonce-/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /'unsafe-inline'|unsafe-eval/, path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
  }
});

test('a form may lead to the cashier and to no other house', async () => {
  const { headers } = await createVisitor(product.url).get('/');
  const policy = headers.get('content-security-policy') ?? '';
  const allowed = /form-action ([^;]*)/.exec(policy)?.[1] ?? '';
  assert.match(allowed, /^'self' http:\/\/[^ ]+$/);
});

test('what does not exist is a page with a way home, and a problem for the API', async () => {
  const visitor = createVisitor(product.url);
  const page = await visitor.get('/n/1');
  assert.equal(page.status, 404);
  assert.match(page.html, /这里什么都没有/);
  assert.equal((await visitor.get('/n/not-an-id')).status, 404);
  const api = await visitor.get('/api/v1/nowhere');
  assert.equal(api.status, 404);
  assert.match(api.headers.get('content-type') ?? '', /problem\+json/);
});

test('assets are compressed and kept for good', async () => {
  const folder = join(import.meta.dirname, '../../web/build/client/_app/immutable/entry');
  const script = readdirSync(folder).find((name) => /^start\..*\.js$/.test(name));
  const { headers, status } = await createVisitor(product.url).get(
    `/_app/immutable/entry/${script}`,
    { 'accept-encoding': 'br' },
  );
  assert.equal(status, 200);
  assert.match(headers.get('cache-control') ?? '', /immutable/);
  assert.equal(headers.get('content-encoding'), 'br');
});

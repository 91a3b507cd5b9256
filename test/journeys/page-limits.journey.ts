// Real: the whole product, its pages as built, PostgreSQL. The visitors have no JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { createVisitor } from '../support/web-visitor.ts';

// Ten forms a minute: forty pages, four searches.
const product = await startProduct({ TUCKSHOP_REQUESTS_PER_MINUTE: '10' });
const member = await people.join(product, '周予安');

test('searching by pages has an end that a made-up session does not move', async () => {
  const statuses: number[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const guest = createVisitor(product.url, `tuckshop_session=${'a'.repeat(42)}${turn}`);
    statuses.push((await guest.get('/search?q=%E7%9B%B8%E6%9C%BA')).status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429]);
  const guest = createVisitor(product.url);
  const english = await guest.get('/search?q=camera', { 'accept-language': 'en' });
  assert.match(english.html, /<html lang="en">[^]*try again in \d+ seconds/);
  assert.equal((await guest.get('/')).status, 200, 'everything else is open');
  const signedIn = createVisitor(product.url, member.cookie());
  assert.equal((await signedIn.get('/search?q=camera')).status, 200, 'a member is counted alone');
});

test('posted forms have the limit of changing requests', async () => {
  const visitor = createVisitor(product.url, member.cookie());
  const form = { lang: 'en', back: '/rules' };
  for (let turn = 0; turn < 10; turn += 1) {
    assert.equal((await visitor.post('/language', form)).status, 303);
  }
  const { status, html, headers } = await visitor.post('/language', form);
  assert.equal(status, 429);
  assert.match(html, /Nothing was changed/);
  assert.match(headers.get('retry-after') ?? '', /^\d+$/);
});

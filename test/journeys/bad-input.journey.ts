// Real: the whole product over HTTP. Every operation is sent what no honest client would send.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeCursor } from '#platform/http/schemas.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const member = await people.seller(product);
const seed = Number(process.env['TUCKSHOP_FUZZ_SEED'] ?? 20_261_124);
const perOperation = 20;

const odd: unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e21,
  2 ** 53,
  '',
  ' ',
  '\u0000',
  '0',
  '1',
  '9223372036854775808',
  "'; drop table orders.order; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '𠮷𠮷',
  'a'.repeat(5000),
  [],
  [[]],
  {},
  { $fen: '1' },
  { __proto__: null },
];
const names = ['lines', 'listingId', 'quantity', 'title', 'body', 'priceFen', 'amountFen', 'phone'];

/** Operations of the sandbox move the clock or break the provider: they are not thrown at. */
const targets = product.app.routes.filter((route) => route.tag !== 'sandbox');

for (const route of targets) {
  test(`${route.operationId} answers odd input with a problem`, async () => {
    const random = createSeededRandom(seed);
    for (let turn = 0; turn < perOperation; turn += 1) {
      const params = Object.fromEntries(
        [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, textOf(random.pick(odd))]),
      );
      const query = { cursor: textOf(random.pick(odd)), limit: textOf(random.pick(odd)) };
      const body = random.chance(0.3)
        ? random.pick(odd)
        : Object.fromEntries(names.map((name) => [name, random.pick(odd)]));
      const input = { params, query, ...(route.method === 'GET' ? {} : { body }) };
      const { status, headers, body: answer } = await member.send(route.operationId, input);
      const said = `${route.operationId} ${JSON.stringify(input)}: ${status}`;
      assert.ok(status < 500, `seed ${seed}: ${said} ${JSON.stringify(answer)}`);
      if (status >= 400) {
        assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/, said);
        assert.match((answer as { code: string }).code, /^[a-z]+\/[a-z-]+$/, said);
      }
    }
    // signOut and revocation may have worked: the next operation wants a session again.
    await stayIn();
  });
}

const operator = await people.operator(product);
const time = '2026-07-01T00:00:00.000Z';
const forged = [
  ['x', 'y'],
  ['2026', '1'],
  ['Jan 1 2026', '1'],
  ['2026-02-30T00:00:00.000Z', '1'],
  ['0000-01-01T00:00:00.000Z', '1'],
  [time, '9223372036854775808'],
  [time, '\u0000'],
  ['1', '\u0000'],
  ['newest', '999999999999999', '0', '1', '9999999999999999999'],
  ['price-up', '999999999999999', '0', '1', '9999999999999999999'],
].map((values) => ({
  cursor: encodeCursor(values),
  ...(values.length > 2 ? { sort: values[0]! } : {}),
}));
const days = { from: '2026-99-99', to: '0000-01-01', until: '0000-01-01' };

for (const { operationId, path, tag } of targets.filter((route) => route.method === 'GET')) {
  test(`${operationId} takes no cursor and no day that nobody gave`, async () => {
    const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, member.memberId]);
    const params = Object.fromEntries(ids);
    const person = tag === 'operator' ? operator : member;
    for (const query of [days, ...forged]) {
      const input = { params, query: { q: '相机', limit: '5', ...query } };
      const { status, body } = await person.send(operationId, input);
      assert.ok(status < 500, `${JSON.stringify(query)}: ${JSON.stringify(body)}`);
    }
  });
}

test('a refusal speaks the caller’s language', async () => {
  const zh = await member.refused('getOrder', 'platform/not-found', { params: { orderId: '77' } });
  const en = await member.refused('getOrder', 'platform/not-found', {
    params: { orderId: '77' },
    locale: 'en',
  });
  assert.match(String(zh['title']), /\p{Script=Han}/u);
  assert.doesNotMatch(String(en['title']), /\p{Script=Han}/u);
});

test('a body that is no JSON, too large, or of another kind is refused by its own code', async () => {
  const post = (body: string, type: string) =>
    fetch(`${product.url}/api/v1/orders`, {
      method: 'POST',
      headers: { 'content-type': type, cookie: member.cookie() },
      body,
    }).then(async (response) => ((await response.json()) as { code: string }).code);
  assert.equal(await post('{', 'application/json'), 'platform/invalid-input');
  assert.equal(await post('<a/>', 'text/xml'), 'platform/unsupported-media-type');
  const large = JSON.stringify({ text: 'a'.repeat(300_000) });
  assert.equal(await post(large, 'application/json'), 'platform/payload-too-large');
});

test('a body that is no UTF-8 is refused, and not kept with other signs in it', async () => {
  const body = Buffer.concat([
    Buffer.from('{"bio":"'),
    Buffer.from([0xc3, 0x28]),
    Buffer.from('"}'),
  ]);
  const { status, body: problem } = await member.send('updateProfile', {
    body: new Uint8Array(body),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(status, 400);
  assert.equal((problem as { code: string }).code, 'platform/invalid-input');
});

test('an address the API does not have is refused by the API', async () => {
  const response = await fetch(`${product.url}/api/v1/nothing`);
  assert.equal(response.status, 404);
  assert.equal(((await response.json()) as { code: string }).code, 'platform/not-found');
});

test('an address that cannot even be read is refused in the same way', async () => {
  const address = `${product.url}/api/v1/orders/%zz`;
  const response = await fetch(address, { headers: { 'accept-language': 'en' } });
  assert.equal(response.status, 404);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.equal(((await response.json()) as { code: string }).code, 'platform/not-found');
});

test('an answer and a refusal say that they are data and no page', async () => {
  for (const path of ['feed', 'wallet']) {
    const { headers } = await fetch(`${product.url}/api/v1/${path}`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/, path);
  }
});

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 300) : JSON.stringify(value).slice(0, 300);
}

async function stayIn(): Promise<void> {
  const { status } = await member.send('getMe');
  if (status === 200) return;
  await people.passTime(member, 61_000);
  await people.signInAgain(product, member);
}

// Real: the whole product behind an https address, its pages as built, PostgreSQL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { createVisitor } from '../support/web-visitor.ts';

const product = await startProduct({ TUCKSHOP_PUBLIC_ORIGIN: 'https://shop.example' });
const member = await people.join(product, '周予安');

async function newCode(): Promise<string> {
  await people.passTime(member, 61_000);
  return people.codeFor(product, product.client(), member.phone);
}

/** No script reads it, no other site sends it along, and it never goes out in clear. */
function assertGuarded(headers: Headers): void {
  const lines = headers.getSetCookie().filter((line) => !line.startsWith('lang='));
  assert.equal(lines.length, 1, 'the session is the one cookie');
  for (const word of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/']) {
    assert.match(lines[0]!, new RegExp(`; ?${word}(;|$)`, 'i'), lines[0]);
  }
}

test('the API guards the session’s cookie', async () => {
  const body = { phone: member.phone, code: await newCode() };
  const { status, headers } = await product.client().send('signIn', { body });
  assert.equal(status, 201);
  assert.match(headers.getSetCookie().join(), /=\S{20,}/);
  assertGuarded(headers);
});

test('the pages guard the session’s cookie alike', async () => {
  const { phone } = member;
  const code = await newCode();
  const visitor = createVisitor(product.url);
  const form = { phone, phoneMasked: phone, step: 'code', code };
  const { status, headers } = await visitor.post('/signin?/enter', form);
  assert.equal(status, 303);
  assertGuarded(headers);
});

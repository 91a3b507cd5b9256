// Real: the whole product, its pages as built, PostgreSQL. The visitors have no JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { createVisitor } from '../support/web-visitor.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const sold = await people.complete(product, seller, buyer);

const visit = (person: people.Person) => createVisitor(product.url, person.cookie());

async function addressesOf(person: people.Person): Promise<string[]> {
  const { items } = await person.call<{ items: { detail: string }[] }>('listAddresses');
  return items.map(({ detail }) => detail);
}

const typedAddress = {
  name: '周予安',
  phone: '13900001111',
  province: '新疆维吾尔自治区',
  city: '乌鲁木齐市',
  district: '',
  detail: '光明路 2 号',
};

const template: [string, string][] = [
  ['name', '按省计费'],
  ['basis', 'piece'],
  ['first', '8'],
  ['further', '2'],
  ['freeOver', ''],
  ['freePieces', ''],
  ['regions', '1'],
  ['provinces-0', 'XJ'],
  ['provinces-0', 'XZ'],
  ['first-0', '20'],
  ['further-0', '10'],
];

async function templatesOf(person: people.Person): Promise<{ id: string; name: string }[]> {
  const { items } = await person.call<{ items: { id: string; name: string }[] }>(
    'listFreightTemplates',
  );
  return items;
}

test('a refused template comes back as it was typed, and is made once', async () => {
  const visitor = visit(seller);
  await visitor.get('/freight?edit=new');
  const key: [string, string] = ['idempotencyKey', visitor.hidden('idempotencyKey')];
  const wrong = template.map(([name, value]): [string, string] =>
    name === 'first' ? [name, '八块'] : [name, value],
  );
  const refused = await visitor.post('/freight?/save&edit=new', [...wrong, key]);
  assert.ok(refused.status >= 400);
  assert.match(refused.html, /value="按省计费"/);
  assert.match(refused.html, /value="八块"/);
  for (const province of ['XJ', 'XZ']) {
    assert.match(refused.html, new RegExp(`name="provinces-0" value="${province}"`));
  }
  assert.equal(visitor.hidden('first-0'), '20');
  assert.deepEqual(['idempotencyKey', visitor.hidden('idempotencyKey')], key);
  for (let turn = 0; turn < 2; turn += 1) {
    const { location } = await visitor.post('/freight?/save&edit=new', [...template, key]);
    assert.equal(location, '/freight?said=saved');
  }
  assert.equal((await templatesOf(seller)).length, 1);
});

test('refused tiers of a bundle come back row by row', async () => {
  const rows: [string, string][] = [
    ['pieces', '2'],
    ['percent', '5'],
    ['pieces', '4'],
    ['percent', '99'],
    ['most', '30'],
  ];
  const { status, html } = await visit(seller).post('/freight?/bundle', rows);
  assert.ok(status >= 400);
  const values = [...html.matchAll(/<input[^>]*name="(pieces|percent|most)"[^>]*>/g)].map(
    ([field]) => /value="([^"]*)"/.exec(field)?.[1],
  );
  assert.deepEqual(values, ['2', '5', '4', '99', '30']);
});

test('two pieces to another province are quoted by the answer and ordered by the next', async () => {
  const [{ id: freightTemplateId } = { id: '' }] = await templatesOf(seller);
  const terms = { freightTemplateId, priceFen: 10_000, quantity: 5, title: '镇纸' };
  const { listingId } = await people.sell(seller, terms);
  const before = await addressesOf(buyer);
  const visitor = visit(buyer);
  await visitor.get(`/checkout/${listingId}`);
  assert.equal(visitor.hidden('expectedTotalFen'), '10800');
  const form = {
    idempotencyKey: visitor.hidden('idempotencyKey'),
    listingId,
    quantity: '2',
    addressId: 'new',
    ...typedAddress,
  };
  const refused = await visitor.post(`/checkout/${listingId}`, {
    ...form,
    expectedTotalFen: '10800',
  });
  assert.equal(refused.status, 409);
  assert.equal(visitor.hidden('quantity'), '2');
  assert.equal(visitor.hidden('expectedTotalFen'), '23000', 'two pieces, 20 and 10 of freight');
  assert.equal(visitor.hidden('detail'), typedAddress.detail);
  assert.equal(visitor.hidden('idempotencyKey'), form.idempotencyKey);
  assert.doesNotMatch(refused.html, /<button[^>]*disabled[^>]*>\s*提交订单并付款/);
  const placed = await visitor.post(`/checkout/${listingId}`, {
    ...form,
    expectedTotalFen: '23000',
  });
  assert.equal(placed.status, 303);
  assert.doesNotMatch(placed.location ?? '', /^\/checkout/);
  assert.deepEqual(new Set(await addressesOf(buyer)), new Set([...before, typedAddress.detail]));
  assert.equal((await addressesOf(buyer)).length, before.length + 1);
});

test('another address typed under the same form is kept beside the first', async () => {
  const { listingId } = await people.sell(seller);
  const visitor = visit(await people.join(product, '沈知夏'));
  await visitor.get(`/checkout/${listingId}`);
  const form = {
    idempotencyKey: visitor.hidden('idempotencyKey'),
    listingId,
    quantity: '1',
    expectedTotalFen: '1',
  };
  for (const detail of ['光明路 2 号', '光明路 3 号']) {
    const { status } = await visitor.post(`/checkout/${listingId}`, {
      ...form,
      ...typedAddress,
      detail,
    });
    assert.equal(status, 409);
  }
  const { html } = await visitor.get('/addresses');
  for (const detail of ['光明路 2 号', '光明路 3 号']) assert.match(html, new RegExp(detail));
});

test('an address typed for a return is kept once, whatever becomes of the answer', async () => {
  const before = await addressesOf(seller);
  const visitor = visit(seller);
  const form = {
    idempotencyKey: 'one-return',
    step: 'accept-return',
    afterSaleId: sold,
    eventCount: '1',
    addressId: 'new',
    ...typedAddress,
  };
  for (let turn = 0; turn < 3; turn += 1) {
    assert.equal((await visitor.post(`/orders/${sold}?/afterSale`, form)).status, 404);
  }
  assert.deepEqual(await addressesOf(seller), [...before, typedAddress.detail]);
});

test('the tags of a refused review stay ticked', async () => {
  const { html, status } = await visit(buyer).post(`/orders/${sold}?/review`, [
    ['idempotencyKey', 'one-review'],
    ['step', 'good'],
    ['tags', 'as-described'],
    ['tags', 'ships-fast'],
    ['words', '好'.repeat(501)],
  ]);
  assert.equal(status, 400);
  const ticked = [...html.matchAll(/<input[^>]*name="tags"[^>]*>/g)].flatMap(([field]) =>
    / checked/.test(field) ? [/value="([^"]*)"/.exec(field)?.[1]] : [],
  );
  assert.deepEqual(ticked, ['as-described', 'ships-fast']);
});

// Real: the whole product over HTTP, PostgreSQL. Simulated: the courier with its label desk, the bank.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const courier = product.sandbox.courier.control;
// A new seller may put up three things a day.
beforeEach(() => people.passTime(buyer, dayMs));

type Label = { carrier: string; waybillNo: string; collectionCode: string; priceFen: number };
type Offers = { items: { carrier: string; priceFen: number }[] };

async function paidOrder(delivery: 'courier' | 'pickup' = 'courier'): Promise<string> {
  const { listingId } = await people.sell(seller, { delivery });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  return orderId;
}

const cheapest = async (orderId: string) =>
  (await seller.call<Offers>('listLabelOffers', { params: { orderId } })).items[0]!;
const buy = async (orderId: string) =>
  seller.call<Label>('buyLabel', { params: { orderId }, body: await cheapest(orderId) });
const drawing = async (person: people.Person, orderId: string) => {
  const answer = await fetch(`${product.url}/api/v1/orders/${orderId}/label`, {
    headers: { cookie: person.cookie() },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('a label is bought at the price shown, printed, and shipped with', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const offers = await seller.call<Offers>('listLabelOffers', { params });
  const prices = offers.items.map(({ priceFen }) => priceFen);
  assert.ok(prices.length >= 3 && prices.every((price) => price > 0));
  assert.deepEqual(
    prices,
    prices.toSorted((a, b) => a - b),
  );
  const label = await buy(orderId);
  assert.equal(label.priceFen, offers.items[0]!.priceFen);
  const seen = await seller.call<{ label: Label | null }>('getOrder', { params });
  assert.deepEqual(seen.label, label);
  const others = await buyer.call<{ label: Label | null }>('getOrder', { params });
  assert.equal(others.label, null, 'the courier’s code is the seller’s alone');

  const sheet = await drawing(seller, orderId);
  assert.equal(sheet.status, 200);
  assert.equal(sheet.headers.get('content-type'), 'image/svg+xml; charset=utf-8');
  assert.match(String(sheet.headers.get('cache-control')), /no-store/);
  assert.ok(sheet.text.includes(label.waybillNo) && sheet.text.includes(label.collectionCode));
  assert.ok(sheet.text.includes(people.shanghai.detail.slice(0, 5)));
  assert.ok(!sheet.text.includes(people.shanghai.phone), 'the phone is masked on paper');
  assert.equal((await drawing(buyer, orderId)).status, 404);

  const { carrier, waybillNo } = label;
  await seller.call('shipOrder', { params, body: { carrier, waybillNo } });
  await seller.refused('cancelLabel', 'fulfilment/label-used', { params, body: { waybillNo } });
  await product.app.settle();
  assert.ok(courier.advance(waybillNo, 'DELIVERED'));
  await product.app.settle();
  assert.equal((await buyer.call<{ state: string }>('getOrder', { params })).state, 'DELIVERED');
});

test('eight taps buy one label, with one key or with none in common', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const body = await cheapest(orderId);
  const keyed = await race(seller, 'buyLabel', () => ({ params, body, key: `label-${orderId}` }));
  const bare = await race(seller, 'buyLabel', () => ({ params, body }));
  assert.deepEqual([...keyed.refused, ...bare.refused], []);
  const labels = [...keyed.done, ...bare.done].map(({ body: label }) => (label as Label).waybillNo);
  assert.equal(labels.length, 2 * raceTimes);
  assert.equal(new Set(labels).size, 1);
});

test('a label is given back once, by hand or eight times, and another is another', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const first = await buy(orderId);
  const body = { waybillNo: first.waybillNo };
  const { done, refused } = await race(seller, 'cancelLabel', () => ({ params, body }));
  assert.ok(done.length >= 1);
  assert.ok(refused.every((code) => code === 'fulfilment/label-gone'));
  assert.equal((await drawing(seller, orderId)).status, 404);
  assert.notEqual((await buy(orderId)).waybillNo, first.waybillNo);
});

test('a cancellation sent again gives back the label it meant, and none bought later', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const first = await buy(orderId);
  const body = { waybillNo: first.waybillNo };
  const sent = { params, body, key: `back-${orderId}` };
  const receipt = await seller.call('cancelLabel', sent);
  const second = await buy(orderId);
  assert.deepEqual(await seller.call('cancelLabel', sent), receipt);
  await seller.refused('cancelLabel', 'fulfilment/label-gone', { params, body });
  const stranger = { waybillNo: 'SF0000000000000' };
  await seller.refused('cancelLabel', 'fulfilment/label-other', { params, body: stranger });
  const unsold = { waybillNo: null };
  await seller.refused('cancelLabel', 'fulfilment/label-other', { params, body: unsold });
  const { label } = await seller.call<{ label: Label | null }>('getOrder', { params });
  assert.equal(label?.waybillNo, second.waybillNo);
});

test('while the courier is silent a label on its way back is neither shown nor bought again', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const { waybillNo, carrier, priceFen } = await buy(orderId);
  courier.breakDown(1);
  const sent = { params, body: { waybillNo }, key: `silent-back-${orderId}` };
  assert.equal((await seller.send('cancelLabel', sent)).status, 503);
  assert.equal((await seller.call<{ label: Label | null }>('getOrder', { params })).label, null);
  const again = { carrier, priceFen };
  await seller.refused('buyLabel', 'fulfilment/label-going-back', { params, body: again });
  await seller.call('cancelLabel', sent);
  assert.notEqual((await buy(orderId)).waybillNo, waybillNo);
});

test('an order that ends gives its label back, bought or only asked for', async () => {
  const labelsOf = async (orderId: string) => {
    const { rows } = await product.app.platform.database.pool.query<{ isOver: boolean }>(
      `select cancelled_at is not null and sealed_way is null as "isOver"
       from fulfilment.label where order_id = $1`,
      [orderId],
    );
    return rows;
  };
  const bought = await paidOrder();
  await buy(bought);
  const asked = await paidOrder();
  const params = { orderId: asked };
  const body = await cheapest(asked);
  courier.breakDown(1);
  assert.equal((await seller.send('buyLabel', { params, body })).status, 503);
  for (const orderId of [bought, asked]) {
    await buyer.call('cancelOrder', { params: { orderId } });
    const seen = await seller.call<{ label: Label | null }>('getOrder', { params: { orderId } });
    assert.equal(seen.label, null);
  }
  await people.passTime(buyer, 2 * minuteMs);
  await product.app.settle();
  await people.until(async () => {
    const labels = [...(await labelsOf(bought)), ...(await labelsOf(asked))];
    return labels.length === 2 && labels.every(({ isOver }) => isOver);
  });
});

test('buying and giving back at once leave one truth', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const body = await cheapest(orderId);
  const { waybillNo } = await buy(orderId);
  const answers = await Promise.all(
    Array.from({ length: raceTimes }, (_, turn) =>
      turn % 2 === 0
        ? seller.send('buyLabel', { params, body })
        : seller.send('cancelLabel', { params, body: { waybillNo } }),
    ),
  );
  assert.ok(answers.every(({ status }) => status < 500));
  const { label } = await seller.call<{ label: Label | null }>('getOrder', { params });
  assert.equal((await drawing(seller, orderId)).status, label ? 200 : 404);
});

test('while the courier is silent nothing is lost: the same label comes once it speaks', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const body = await cheapest(orderId);
  courier.breakDown(1);
  const { status } = await seller.send('buyLabel', { params, body, key: `silent-${orderId}` });
  assert.equal(status, 503);
  const again = { params, body, key: `silent-${orderId}` };
  const label = await seller.call<Label>('buyLabel', again);
  assert.deepEqual(await seller.call<Label>('buyLabel', again), label);
});

test('a label that does not fit the order, or the price, is not sold', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const body = await cheapest(orderId);
  const tooLow = { ...body, priceFen: body.priceFen - 1 };
  await seller.refused('buyLabel', 'fulfilment/label-price-changed', { params, body: tooLow });
  const unsold = { params, body: { waybillNo: null } };
  await seller.refused('cancelLabel', 'fulfilment/label-gone', unsold);
  for (const wrong of [
    {},
    { ...body, priceFen: -1 },
    { ...body, priceFen: 1.5 },
    { ...body, priceFen: 100_001 },
    { ...body, carrier: 'sf' },
    { ...body, carrier: 'S'.repeat(11) },
    { ...body, more: 1 },
  ]) {
    await seller.refused('buyLabel', 'platform/invalid-input', { params, body: wrong });
  }
  const pigeon = { ...body, carrier: 'PIGEON' };
  await seller.refused('buyLabel', 'fulfilment/carrier-unknown', { params, body: pigeon });
  const ems = { ...body, carrier: 'EMS' };
  await seller.refused('buyLabel', 'fulfilment/label-price-changed', { params, body: ems });

  const pickup = { orderId: await paidOrder('pickup') };
  await seller.refused('buyLabel', 'orders/no-parcel', { params: pickup, body });
  await buyer.call('cancelOrder', { params });
  await seller.refused('listLabelOffers', 'orders/not-now', { params });
  await seller.refused('buyLabel', 'orders/not-now', { params, body });
});

test('an open after-sale stops the buying of labels', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  const body = await cheapest(orderId);
  await people.passTime(buyer, 2 * hourMs);
  const wish = { type: 'CANCEL', reason: 'changed-mind', words: '不想要了', pictureIds: [] };
  await buyer.call('openAfterSale', { params, body: wish });
  await seller.refused('buyLabel', 'orders/after-sale-open', { params, body });
});

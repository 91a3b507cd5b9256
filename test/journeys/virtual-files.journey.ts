// Real: the whole product over HTTP, PostgreSQL, the files on disk. Simulated: the bank, the phone.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const stranger = await people.join(product, '路人');
beforeEach(() => people.passTime(buyer, dayMs));

async function paidOrder(delivery: 'virtual' | 'pickup' = 'virtual'): Promise<string> {
  const { listingId } = await people.sell(seller, { delivery });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  return orderId;
}

const headers = { 'content-type': 'application/octet-stream' };
const laying = (orderId: string, text: string | Uint8Array, name = '花样 "秋".pdf') => ({
  params: { orderId },
  query: { name },
  body: typeof text === 'string' ? new TextEncoder().encode(text) : text,
  headers,
});
async function take(person: people.Person, orderId: string) {
  const answer = await fetch(`${product.url}/api/v1/orders/${orderId}/virtual-file`, {
    headers: { cookie: person.cookie() },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
type Shown = { state: string; virtualFile: { name: string; givenAt: string | null } | null };
const seen = async (person: people.Person, orderId: string) =>
  (await person.call<Shown>('getOrder', { params: { orderId } })).virtualFile;

async function blobs(): Promise<Buffer[]> {
  const folder = join(product.app.platform.config.dataFolder, 'blobs');
  const found = await readdir(folder, { recursive: true });
  const files = found.filter((name) => name.endsWith('.bin'));
  return Promise.all(files.map((name) => readFile(join(folder, name))));
}

test('a file is laid ready, given with the handover, and sent to the buyer alone', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  await seller.call('layVirtualFile', laying(orderId, '旧的图纸'));
  await seller.call('layVirtualFile', laying(orderId, '钩针图纸'));
  assert.equal((await blobs()).length, 1, 'what was replaced is gone');
  assert.ok(
    (await blobs()).every((bytes) => !bytes.includes('钩针图纸')),
    'it lies sealed',
  );
  assert.equal((await seen(seller, orderId))!.givenAt, null);
  assert.equal(await seen(buyer, orderId), null, 'nothing is shown before it is given');
  assert.equal((await take(buyer, orderId)).status, 404);

  await seller.call('handOverOrder', { params, body: {} });
  assert.equal(await people.stateOf(buyer, orderId), 'DELIVERED');
  const taken = await take(buyer, orderId);
  assert.deepEqual([taken.status, taken.text], [200, '钩针图纸']);
  assert.equal(taken.headers.get('content-type'), 'application/octet-stream');
  assert.equal(taken.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(taken.headers.get('cache-control'), 'no-store');
  assert.equal(
    taken.headers.get('content-disposition'),
    `attachment; filename="______.pdf"; filename*=UTF-8''%E8%8A%B1%E6%A0%B7%20%22%E7%A7%8B%22.pdf`,
  );
  for (const person of [seller, stranger]) assert.equal((await take(person, orderId)).status, 404);
  await seller.refused('layVirtualFile', 'orders/not-now', laying(orderId, '换一个'));
  const { rows } = await product.app.platform.database.pool.query<{
    sha256: Buffer;
    first_opened_at: Date | null;
  }>('select sha256, first_opened_at from fulfilment.virtual_file where order_id = $1', [orderId]);
  assert.deepEqual(rows[0]!.sha256, createHash('sha256').update('钩针图纸').digest());
  assert.ok(rows[0]!.first_opened_at, 'that it was taken can be shown later');
});

test('a replaced file that cannot be thrown away costs nobody the new one', async () => {
  const orderId = await paidOrder();
  await seller.call('layVirtualFile', laying(orderId, '旧的图纸'));
  const { blobs: store } = product.app.platform;
  const remove = store.delete.bind(store);
  const failing = () => {
    store.delete = remove;
    return Promise.reject(new Error('the disk is busy'));
  };
  store.delete = failing;
  await seller.call('layVirtualFile', laying(orderId, '新的图纸'));
  await seller.call('handOverOrder', { params: { orderId }, body: {} });
  const taken = await take(buyer, orderId);
  assert.deepEqual([taken.status, taken.text], [200, '新的图纸']);
  assert.notEqual(store.delete, failing, 'it was tried');
});

test('a text, a file or both are handed over, and nothing is refused', async () => {
  const orderId = await paidOrder();
  const params = { orderId };
  await seller.refused('handOverOrder', 'orders/virtual-goods-needed', { params, body: {} });
  await seller.call('layVirtualFile', laying(orderId, 'x'));
  await seller.call('handOverOrder', { params, body: { virtualGoods: '密码 1234' } });
  const order = await buyer.call<{ virtualGoods: string }>('getOrder', { params });
  assert.equal(order.virtualGoods, '密码 1234');
  assert.equal((await take(buyer, orderId)).text, 'x');
});

test('a file is neither empty nor too big, belongs to virtual goods, and to their seller', async () => {
  const orderId = await paidOrder();
  const mega = 1024 * 1024;
  await seller.refused('layVirtualFile', 'fulfilment/virtual-file-size', laying(orderId, ''));
  const most = new Uint8Array(20 * mega);
  const over = laying(orderId, new Uint8Array(20 * mega + 1));
  await seller.refused('layVirtualFile', 'fulfilment/virtual-file-size', over);
  await seller.call('layVirtualFile', laying(orderId, most, 'most.bin'));
  await buyer.refused('layVirtualFile', 'platform/not-found', laying(orderId, 'x'));
  await seller.refused('layVirtualFile', 'platform/invalid-input', laying(orderId, 'x', ''));
  const met = await paidOrder('pickup');
  await seller.refused('layVirtualFile', 'orders/not-virtual', laying(met, 'x'));
});

test('eight files at once leave one; with a handover in between the buyer gets one of them', async () => {
  const orderId = await paidOrder();
  const before = (await blobs()).length;
  const { done } = await race(seller, 'layVirtualFile', (turn) => laying(orderId, `file ${turn}`));
  assert.equal(done.length, raceTimes);
  assert.equal((await blobs()).length, before + 1);
  const params = { orderId };
  const [laid] = await Promise.all([
    race(seller, 'layVirtualFile', (turn) => laying(orderId, `late ${turn}`)),
    seller.call('handOverOrder', { params, body: {} }),
  ]);
  assert.ok(laid.refused.every((code) => code === 'orders/not-now'));
  const { status, text } = await take(buyer, orderId);
  assert.equal(status, 200);
  assert.match(text, /^(?:file|late) \d$/);
  assert.equal((await blobs()).length, before + 1, 'no file is left behind');
});

// Real: the whole product over HTTP, PostgreSQL, jobs, simulators. Every command of an after-sale is
// given eight times at once: one counts, the rest are refused, and the audit closes the file.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes, type Finish } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const home = await seller.call<{ id: string }>('saveAddress', { body: people.shanghai });

// A member lists a few things a day at first: every test has a day of its own.
beforeEach(() => people.passTime(buyer, dayMs));

let lastNumber = 6_000_000_000_000;
const newNumber = () => `SF${(lastNumber += 1)}`;

async function push(waybillNo: string): Promise<void> {
  await product.app.settle();
  await buyer.call('advanceParcel', { params: { waybillNo }, body: { to: 'DELIVERED' } });
  await people.passTime(buyer, 31 * minuteMs);
  await product.app.settle();
}

async function shipped(): Promise<string> {
  const { listingId } = await people.sell(seller, { priceFen: 20_000, freightFen: 1_000 });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const body = { carrier: 'SF', waybillNo: newNumber() };
  await seller.call('shipOrder', { params: { orderId }, body });
  await push(body.waybillNo);
  return orderId;
}

function assertOnce({ done, refused }: Finish, ...codes: string[]): void {
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(codes));
}

const saleOf = (afterSaleId: string) =>
  buyer.call<{ state: string; events: unknown[] }>('getAfterSale', { params: { afterSaleId } });

async function opened(type: string, reason = 'damaged'): Promise<string> {
  const body = { type, reason, words: '碎了' };
  const params = { orderId: await shipped() };
  const finish = await race(buyer, 'openAfterSale', () => ({ params, body }));
  assertOnce(finish, 'orders/after-sale-open');
  return (finish.done[0]!.body as { afterSaleId: string }).afterSaleId;
}

test('a return, from address to money, and each step once', async () => {
  const params = { afterSaleId: await opened('RETURN_REFUND') };
  await people.passTime(buyer, 2 * dayMs);
  await product.app.settle();
  const given = await race(seller, 'giveReturnAddress', () => ({
    params,
    body: { addressId: home.id },
  }));
  assertOnce(given, 'aftersale/not-now');
  const numbers = Array.from({ length: raceTimes }, newNumber);
  const sent = await race(buyer, 'shipReturn', (turn) => ({
    params,
    body: { carrier: 'SF', waybillNo: numbers[turn]!, freightFen: 900 },
  }));
  assertOnce(sent, 'aftersale/not-now');
  type Shown = { returnTracking: { waybillNo: string } };
  const { returnTracking } = await buyer.call<Shown>('getAfterSale', { params });
  await push(returnTracking.waybillNo);
  const received = await race(seller, 'confirmReturn', () => ({
    params,
    body: { outcome: 'right' },
  }));
  assertOnce(received, 'aftersale/not-now');
});

test('an amount named in answer eight times is named once, and accepted once', async () => {
  const params = { afterSaleId: await opened('PARTIAL') };
  const named = await race(seller, 'answerAfterSale', (turn) => ({
    params,
    body: { answer: 'counter', amountFen: 1_000 + turn },
  }));
  assertOnce(named, 'aftersale/not-now');
  const accepted = await race(buyer, 'answerAfterSale', () => ({
    params,
    body: { answer: 'accept' },
  }));
  assertOnce(accepted, 'aftersale/not-now');
});

test('an exchange: one replacement, one receipt', async () => {
  const params = { afterSaleId: await opened('EXCHANGE') };
  const body = { answer: 'accept', addressId: home.id };
  await seller.call('answerAfterSale', { params, body });
  const back = newNumber();
  await buyer.call('shipReturn', { params, body: { carrier: 'SF', waybillNo: back } });
  await push(back);
  await seller.call('confirmReturn', { params, body: { outcome: 'right' } });
  const numbers = Array.from({ length: raceTimes }, newNumber);
  const sent = await race(seller, 'shipReplacement', (turn) => ({
    params,
    body: { carrier: 'SF', waybillNo: numbers[turn]! },
  }));
  assertOnce(sent, 'aftersale/not-now');
  const confirmed = await race(buyer, 'confirmReplacement', () => ({ params }));
  assertOnce(confirmed, 'aftersale/not-now');
});

test('let be, taken further and decided: whichever comes first, one of them', async () => {
  const let_ = { afterSaleId: await opened('REFUND_ONLY') };
  assertOnce(await race(buyer, 'withdrawAfterSale', () => ({ params: let_ })), 'aftersale/not-now');
  const params = { afterSaleId: await opened('REFUND_ONLY') };
  await seller.call('answerAfterSale', { params, body: { answer: 'refuse', words: '没有的事' } });
  const words = { words: '请平台看看' };
  const further = await race(buyer, 'escalateAfterSale', () => ({ params, body: words }));
  assertOnce(further, 'aftersale/not-now');
  const operator = await people.operator(product);
  const [decided, withdrawn] = await Promise.all([
    race(operator, 'decideAfterSale', () => ({
      params,
      body: { refundFen: 3_000, reason: '看过照片' },
    })),
    race(buyer, 'withdrawAfterSale', () => ({ params })),
  ]);
  assert.equal(decided.done.length + withdrawn.done.length, 1);
  assert.ok(['REFUNDED', 'CLOSED'].includes((await saleOf(params.afterSaleId)).state));
});

test('the seller’s yes and the buyer’s receipt at once: the money goes one way', async () => {
  const afterSaleId = await opened('REFUND_ONLY');
  const { orderId } = await buyer.call<{ orderId: string }>('getAfterSale', {
    params: { afterSaleId },
  });
  const answers = await Promise.all(
    Array.from({ length: raceTimes }, (_, turn) =>
      turn % 2 === 0
        ? seller.send('answerAfterSale', {
            params: { afterSaleId },
            body: { answer: 'accept' },
          })
        : buyer.send('confirmReceipt', { params: { orderId } }),
    ),
  );
  assert.ok(answers.every(({ status }) => status < 500));
  assert.equal(answers.filter(({ status }) => status < 300).length, 1);
  const state = await people.stateOf(buyer, orderId);
  assert.ok(state === 'REFUNDED' || state === 'COMPLETED', state);
});

test('a code is given out each time, and used once', async () => {
  const params = { orderId: await shipped() };
  const given = await race(seller, 'openCapture', () => ({ params, body: { stage: 'packing' } }));
  const codes = given.done.map(({ body }) => body as { captureId: string; code: string });
  assert.equal(new Set(codes.map(({ code }) => code)).size, raceTimes);
  const pictureIds = [await people.uploadPicture(seller, '#445566')];
  const taken = await race(seller, 'takeCapture', () => ({
    params: { captureId: codes[0]!.captureId },
    body: { pictureIds },
  }));
  assertOnce(taken, 'aftersale/capture-over');
});

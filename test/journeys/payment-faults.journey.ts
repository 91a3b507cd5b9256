// Real: the whole product, the payment simulator over HTTP, PostgreSQL. The provider is told to
// misbehave in every way it knows; the audit's invariants close the file.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { dayMs, minuteMs, secondMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const { control } = product.sandbox.payments;
const { pool } = product.app.platform.database;
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

afterEach(() => void control.resetFaults());

const { listingId } = await people.sell(seller, { delivery: 'virtual', quantity: 99 });
const priceFen = 168_000;

/** An order whose buyer stands at the cashier. */
async function atCashier(): Promise<{ orderId: string; attemptId: string }> {
  const { orderId } = await people.buy(buyer, listingId);
  const { attemptId } = await buyer.call<{ attemptId: string }>('payOrder', {
    params: { orderId },
  });
  return { orderId, attemptId };
}

/** A sale from beginning to end. */
async function fillWallet(): Promise<void> {
  const { orderId, attemptId } = await atCashier();
  control.pay(attemptId);
  await people.until(isPaid(orderId));
  await seller.call('handOverOrder', { params: { orderId }, body: { virtualGoods: 'KEY' } });
  await buyer.call('confirmReceipt', { params: { orderId } });
  // The money of a first sale waits for three days.
  await people.passTime(seller, 3 * dayMs);
}

const isPaid = (orderId: string) => async () =>
  (await people.stateOf(buyer, orderId)) === 'WAIT_SHIP';

async function outcomesOf(outNo: string): Promise<string[]> {
  const { rows } = await pool.query<{ outcome: string }>(
    'select outcome from payments.inbox where out_no = $1 order by received_at, id',
    [outNo],
  );
  return rows.map((row) => row.outcome);
}

async function refundOf(orderId: string) {
  const { rows } = await pool.query<{ state: string; failures: number; amount_fen: string }>(
    'select state, failures, amount_fen from payments.refund where order_id = $1',
    [orderId],
  );
  assert.ok(rows.length <= 1);
  return rows[0];
}

async function refunded(orderId: string): Promise<boolean> {
  await product.app.settle();
  return (await refundOf(orderId))?.state === 'SUCCEEDED';
}

test('a notice in eight copies at once, twice over, is applied once', async () => {
  const { orderId, attemptId } = await atCashier();
  control.setFaults({ duplicate: 7 });
  control.pay(attemptId);
  await people.until(isPaid(orderId));
  const [notice] = control.notices(attemptId);
  assert.ok(control.sendAgain(notice!.eventId));
  await control.drain();
  assert.deepEqual(await outcomesOf(attemptId), ['accepted']);
});

test('a well signed notice of another amount is not believed; the provider is asked at once', async () => {
  const { orderId, attemptId } = await atCashier();
  control.setFaults({ wrongAmountNext: 1 });
  control.pay(attemptId);
  await control.drain();
  assert.deepEqual(await outcomesOf(attemptId), ['wrong-amount']);
  await people.until(isPaid(orderId));
});

test('a well signed notice about somebody else’s money is not believed', async () => {
  const { orderId, attemptId } = await atCashier();
  control.setFaults({ foreignMerchantNext: 1 });
  control.pay(attemptId);
  await people.until(isPaid(orderId));
  assert.deepEqual(await outcomesOf(attemptId), ['foreign-merchant', 'accepted']);
});

test('a forged notice changes nothing, and the true one that follows is applied', async () => {
  const { orderId, attemptId } = await atCashier();
  control.setFaults({ forgeNext: 1 });
  control.pay(attemptId);
  await control.drain();
  assert.equal(await people.stateOf(buyer, orderId), 'WAIT_PAY');
  assert.deepEqual(await outcomesOf(attemptId), []);
  await people.passTime(buyer, 15 * secondMs);
  await people.until(isPaid(orderId));
  const { rows } = await pool.query('select from payments.inbox where not sig_ok');
  assert.ok(rows.length > 0);
});

test('a lost notice is found by our own query within a minute', async () => {
  const { orderId, attemptId } = await atCashier();
  control.setFaults({ loseNext: 1 });
  control.pay(attemptId);
  await people.passTime(buyer, 58 * secondMs);
  await people.until(isPaid(orderId));
  assert.deepEqual(await outcomesOf(attemptId), []);
});

test('a lost notice is found although the provider is down when first asked', async () => {
  const { orderId, attemptId } = await atCashier();
  control.setFaults({ loseNext: 1, apiDownNext: 1 });
  control.pay(attemptId);
  await people.passTime(buyer, 46 * secondMs);
  await product.app.settle();
  await people.passTime(buyer, 46 * secondMs);
  await people.until(isPaid(orderId));
});

test('a payment is taken in before the provider has answered our opening of it', async () => {
  const { orderId, paymentAttemptId } = await people.buy(buyer, listingId);
  control.setFaults({ apiTimeoutNext: 1 });
  const opening = buyer.send('payOrder', { params: { orderId } });
  await people.until(async () => {
    try {
      control.pay(paymentAttemptId);
      return true;
    } catch {
      return false;
    }
  });
  await people.until(isPaid(orderId));
  assert.equal((await opening).status, 503);
  await buyer.refused('payOrder', 'orders/already-paid', { params: { orderId } });
});

test('a declined or abandoned visit to the cashier can be tried again', async () => {
  const { orderId, attemptId } = await atCashier();
  control.decline(attemptId);
  assert.equal(await people.stateOf(buyer, orderId), 'WAIT_PAY');
  const again = await buyer.call<{ attemptId: string }>('payOrder', { params: { orderId } });
  control.pay(again.attemptId);
  await people.until(isPaid(orderId));
});

test('a second visit that is paid as well is due back, and only that one', async () => {
  const { orderId, attemptId } = await atCashier();
  // The provider ended the first visit on its own, and the buyer paid there all the same.
  await pool.query(
    `update payments.attempt set state = 'CLOSED', closed_at = now() where id = $1`,
    [attemptId],
  );
  const second = await buyer.call<{ attemptId: string }>('payOrder', { params: { orderId } });
  assert.notEqual(second.attemptId, attemptId);
  control.pay(second.attemptId);
  await people.until(isPaid(orderId));
  control.pay(attemptId);
  await people.until(() => refunded(orderId));
  assert.equal((await refundOf(orderId))?.amount_fen, String(priceFen));
  assert.equal(await people.stateOf(buyer, orderId), 'WAIT_SHIP');
});

test('money that comes after the order was closed by its clock goes back by itself', async () => {
  const { orderId, attemptId } = await atCashier();
  control.setFaults({ payAfterCloseAllowed: true });
  await people.passTime(buyer, 31 * minuteMs);
  await people.until(async () => (await people.stateOf(buyer, orderId)) === 'CLOSED');
  control.pay(attemptId);
  await people.until(() => refunded(orderId));
  assert.equal(await people.stateOf(buyer, orderId), 'CLOSED');
});

test('paying and cancelling at once ends held or due back, never both and never neither', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { orderId, attemptId } = await atCashier();
    control.setFaults({ duplicate: 3 });
    control.pay(attemptId);
    await buyer.send('cancelOrder', { params: { orderId } });
    await control.drain();
    await people.until(async () => (await refunded(orderId)) || (await isPaid(orderId)()));
    control.resetFaults();
  }
});

test('a refund that the provider refuses is tried again under a new number until it is paid', async () => {
  const { orderId, attemptId } = await atCashier();
  control.pay(attemptId);
  await people.until(isPaid(orderId));
  control.setFaults({ refundFailNext: 2 });
  await buyer.call('cancelOrder', { params: { orderId } });
  await people.until(async () => (await refundOf(orderId))?.failures === 1);
  await people.passTime(buyer, 6 * minuteMs);
  await people.until(async () => (await refundOf(orderId))?.failures === 2);
  await people.passTime(buyer, 11 * minuteMs);
  await people.until(() => refunded(orderId));
});

test('a refund survives a provider that is down and one that never answers', async () => {
  const { orderId, attemptId } = await atCashier();
  control.pay(attemptId);
  await people.until(isPaid(orderId));
  control.setFaults({ apiDownNext: 1, loseNext: 1 });
  await buyer.call('cancelOrder', { params: { orderId } });
  await people.until(async () => {
    await people.passTime(buyer, 10 * secondMs);
    return refunded(orderId);
  });
});

test('a withdrawal that the bank refuses is back in the wallet', async () => {
  await fillWallet();
  const before = await seller.call<{ availableFen: number }>('getWallet');
  await seller.call('bindPayoutAccount', {
    body: { bankName: '招商银行', account: '6222020200110000' },
  });
  await seller.call('requestWithdrawal', { body: { amountFen: 5_000 } });
  await people.until(async () => {
    await product.app.settle();
    const { items } = await seller.call<{ items: { state: string; failure: string }[] }>(
      'listWithdrawals',
      { query: { limit: 1 } },
    );
    return items[0]?.state === 'RETURNED' && items[0].failure === 'NAME_MISMATCH';
  });
  assert.deepEqual(await seller.call('getWallet'), before);
});

test('a withdrawal reaches the bank once although the provider was down and then silent', async () => {
  await fillWallet();
  await seller.call('bindPayoutAccount', {
    body: { bankName: '招商银行', account: '6222020200112233' },
  });
  // The bills of the days before are fetched, so that it is the withdrawal that meets the fault.
  await product.app.settle();
  control.setFaults({ apiDownNext: 1, loseNext: 1 });
  const { payoutId } = await seller.call<{ payoutId: string }>('requestWithdrawal', {
    body: { amountFen: 5_000 },
  });
  await people.until(async () => {
    await people.passTime(seller, 31 * secondMs);
    await product.app.settle();
    const { items } = await seller.call<{ items: { id: string; state: string }[] }>(
      'listWithdrawals',
      { query: { limit: 5 } },
    );
    return items.find(({ id }) => id === payoutId)?.state === 'PAID';
  });
});

test('every day’s bill is fetched, however far the clock is moved, and agrees with the books', async () => {
  await people.passTime(buyer, 5 * dayMs);
  await product.app.settle();
  const { rows } = await pool.query<{ days: number; gaps: number; lines: number }>(`
    select count(*)::int as days, max(day) - min(day) + 1 - count(*)::int as gaps,
      (select count(*)::int from payments.bill_line) as lines from payments.bill_day`);
  assert.ok(rows[0]!.days > 180);
  assert.equal(rows[0]!.gaps, 0);
  assert.ok(rows[0]!.lines > 15);
});

test('nobody ever waited for each other in a circle', async () => {
  const { rows } = await pool.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  assert.equal(rows[0]!.deadlocks, '0');
});

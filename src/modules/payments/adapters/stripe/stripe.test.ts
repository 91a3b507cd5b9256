// Real: the adapter and Stripe's library over HTTP, signatures of notices. Fake: Stripe, by a
// server on this machine; a clock that stands.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createStandingClock, hourMs, minuteMs } from '#platform/clock.ts';
import { Outage } from '#platform/refusal.ts';
import { startStripeParty, stripeAccount } from '../../../../../test/support/stripe-party.ts';
import type { PaymentProvider, ProviderNotice } from '../../provider.ts';
import { Denial } from '../wire.ts';
import { createStripeProvider, type StripeOptions } from './stripe.ts';

const clock = createStandingClock(new Date('2026-11-24T04:00:00Z'));
let party: Awaited<ReturnType<typeof startStripeParty>>;
let provider: PaymentProvider;
let numbers = 1000;
const provide = (change: Partial<StripeOptions> = {}) =>
  createStripeProvider(party.options(change));

before(async () => void (party = await startStripeParty(clock)));
beforeEach(() => {
  party.desk.endRefundsAs('succeeded');
  provider = provide();
});
after(() => party.close());

const isOutage = (error: unknown) => error instanceof Outage;
const isDenial = (error: unknown) => error instanceof Denial;

const orderOf = (outTradeNo: string) => ({
  outTradeNo,
  amountFen: 168_000n,
  description: 'Tuckshop 1',
  notifyUrl: 'https://shop.example/api/v1/payments/notices/stripe',
  returnUrl: 'https://shop.example/orders/1?paid=1',
  expiresAt: new Date(clock.now().getTime() + 30 * minuteMs),
  client: { kind: 'desktop' as const, ip: '10.0.0.1' },
});

async function opened() {
  const outTradeNo = `${(numbers += 1)}`;
  const order = orderOf(outTradeNo);
  const { providerRef } = await provider.createPayment(order);
  return { order, outTradeNo, ref: providerRef };
}

async function paid() {
  const made = await opened();
  const charge = party.desk.pay(made.outTradeNo);
  return { ...made, charge, transactionId: String(charge['payment_intent']) };
}

const refundOf = (
  { outTradeNo, transactionId }: { outTradeNo: string; transactionId: string },
  amountFen = 1_000n,
) => ({
  outRefundNo: `${outTradeNo}-0`,
  outTradeNo,
  transactionId,
  amountFen,
  paidFen: 168_000n,
  reason: 'less',
  notifyUrl: '',
});

const read = ({ headers, rawBody }: ReturnType<typeof party.notice>) =>
  provider.verifyNotice(headers, rawBody);

describe('payments by Stripe', () => {
  it('are a page, the same for the same number however long it takes', async () => {
    const { order, outTradeNo, ref } = await opened();
    clock.move(29 * minuteMs);
    const again = await provider.createPayment(order);
    assert.equal(again.providerRef, ref);
    assert.ok(again.cashier.kind === 'page' && again.cashier.url.includes(ref));
    assert.equal((await provider.queryPayment(outTradeNo, ref)).state, 'PENDING');
  });
  it('can be opened in the last minute, though a session lasts half an hour', async () => {
    const order = { ...orderOf('late'), expiresAt: new Date(clock.now().getTime() + minuteMs) };
    assert.ok((await provider.createPayment(order)).providerRef);
  });
  it('are found by their session, or by what was written on the payment', async () => {
    const { outTradeNo, ref, transactionId } = await paid();
    const wanted = { state: 'PAID', transactionId, amountFen: 168_000n, paidAt: clock.now() };
    assert.deepEqual(await provider.queryPayment(outTradeNo, ref), wanted);
    assert.deepEqual(await provider.queryPayment(outTradeNo), wanted);
    assert.deepEqual(await provider.queryPayment('none'), { state: 'UNKNOWN' });
    assert.deepEqual(await provider.queryPayment('none', 'cs_test_none'), { state: 'UNKNOWN' });
  });
  it('are not another payment’s, whatever session is named', async () => {
    const { ref } = await paid();
    await assert.rejects(provider.queryPayment('other', ref), isOutage);
  });
  it('are closed, twice if need be, unless the payer was faster', async () => {
    const { outTradeNo, ref } = await opened();
    assert.equal(await provider.closePayment(outTradeNo, ref), 'CLOSED');
    assert.equal(await provider.closePayment(outTradeNo, ref), 'CLOSED');
    assert.equal((await provider.queryPayment(outTradeNo, ref)).state, 'CLOSED');
    const done = await paid();
    assert.equal(await provider.closePayment(done.outTradeNo, done.ref), 'PAID');
    assert.equal(await provider.closePayment(done.outTradeNo), 'PAID');
    assert.equal(await provider.closePayment('none'), 'CLOSED');
  });
});

describe('answers of Stripe', () => {
  it('are outages when it is down, hurried, silent or makes no sense', async () => {
    const error = { type: 'api_error', message: 'x' };
    const used = { type: 'invalid_request_error', code: 'idempotency_key_in_use' };
    for (const answer of [
      { status: 503, body: JSON.stringify({ error }) },
      { status: 429, body: JSON.stringify({ error: { ...error, code: 'rate_limit' } }) },
      { status: 409, body: JSON.stringify({ error: used }) },
      { status: 200, body: '<html>' },
      { status: 200, body: '{"id":"cs"}' },
    ]) {
      party.faults.answer = answer;
      await assert.rejects(provider.queryPayment('1', 'cs_1'), isOutage, String(answer.status));
    }
    const nobody = provide({ at: { protocol: 'http', host: '127.0.0.1', port: '1' } });
    await assert.rejects(nobody.queryPayment('1', 'cs_1'), isOutage);
  });
  it('are no outage when it does not know our key', async () => {
    await assert.rejects(provide({ secretKey: 'sk_other' }).queryPayment('1', 'cs_1'), isDenial);
  });
});

describe('refunds by Stripe', () => {
  it('succeed, are the same under the same number, and are made once though the answer is lost', async () => {
    const order = refundOf(await paid());
    const made = party.desk.refunds.length;
    party.faults.hangUp = true;
    await assert.rejects(provider.refund(order), isOutage);
    const done = await provider.refund(order);
    const finishedAt = clock.now();
    assert.partialDeepStrictEqual(done, { state: 'SUCCEEDED', amountFen: 1_000n, finishedAt });
    clock.move(25 * hourMs);
    assert.deepEqual(await provider.refund(order), done);
    assert.deepEqual(await provider.queryRefund(order), done);
    assert.equal(party.desk.refunds.length, made + 1);
  });
  it('are under way, or fail', async () => {
    const states = { pending: 'PROCESSING', failed: 'FAILED', canceled: 'FAILED' };
    for (const [status, state] of Object.entries(states)) {
      party.desk.endRefundsAs(status);
      assert.equal((await provider.refund(refundOf(await paid()))).state, state, status);
    }
  });
  it('are refused when more is asked for than was paid or the bank has the payment', async () => {
    const done = await paid();
    await assert.rejects(provider.refund(refundOf(done, 168_001n)), isDenial);
    assert.deepEqual(await provider.queryRefund(refundOf(done)), { state: 'UNKNOWN' });
    done.charge['disputed'] = true;
    const refused = await provider.refund({ ...refundOf(done), outRefundNo: 'R-2' });
    assert.deepEqual([refused.state, refused.reason], ['FAILED', 'charge_disputed']);
  });
});

describe('notices of Stripe', () => {
  it('of a payment are read from the bytes as they came', async () => {
    const { outTradeNo, charge, transactionId } = await paid();
    assert.deepEqual(await read(party.notice('charge.succeeded', charge, { id: 'evt_x' })), {
      eventId: 'evt_x',
      type: 'payment.succeeded',
      outNo: outTradeNo,
      transactionId,
      amountFen: 168_000n,
      merchantId: stripeAccount,
      occurredAt: clock.now(),
    });
  });
  it('are forged when signed under another secret, changed, old, or not at all', async () => {
    const { charge } = await paid();
    const verdict = (how: Parameters<typeof party.notice>[2]) =>
      read(party.notice('charge.succeeded', charge, how));
    assert.equal(await verdict({ secret: 'whsec_other' }), 'forged');
    assert.equal(await verdict({ ageMs: 6 * minuteMs }), 'forged');
    assert.equal(await provider.verifyNotice({}, Buffer.from('{}')), 'forged');
    const { headers, rawBody } = party.notice('charge.succeeded', charge);
    const changed = Buffer.from(rawBody.toString().replace('168000', '168001'));
    assert.equal(await provider.verifyNotice(headers, changed), 'forged');
  });
  it('show a connected account and a wrong amount for the shop to compare', async () => {
    const { charge } = await paid();
    const foreign = await read(party.notice('charge.succeeded', charge, { account: 'acct_9' }));
    assert.equal((foreign as ProviderNotice).merchantId, 'acct_9');
    const wrong = await read(party.notice('charge.succeeded', { ...charge, amount: 167_999 }));
    assert.equal((wrong as ProviderNotice).amountFen, 167_999n);
    const dollars = party.notice('charge.succeeded', { ...charge, currency: 'usd' });
    await assert.rejects(read(dollars), isOutage);
  });
  it('of other things, or of payments that are not ours, concern nobody here', async () => {
    const { charge } = await paid();
    assert.equal(await read(party.notice('customer.created', {})), 'irrelevant');
    const strange = party.notice('charge.succeeded', { ...charge, metadata: {} });
    assert.equal(await read(strange), 'irrelevant');
  });
  it('of refunds name them by our number once they ended', async () => {
    const order = refundOf(await paid());
    await provider.refund(order);
    const refund = party.desk.refunds.at(-1)!;
    assert.partialDeepStrictEqual(await read(party.notice('refund.updated', refund)), {
      type: 'refund.succeeded',
      outNo: order.outRefundNo,
      amountFen: 1_000n,
    });
    const failed = { ...refund, status: 'failed', failure_reason: 'lost_or_stolen_card' };
    assert.partialDeepStrictEqual(await read(party.notice('refund.failed', failed)), {
      type: 'refund.failed',
      reason: 'lost_or_stolen_card',
    });
    const waiting = party.notice('refund.created', { ...refund, status: 'pending' });
    assert.equal(await read(waiting), 'irrelevant');
  });
  it('of disputes are news of the payment', async () => {
    const { outTradeNo, transactionId } = await paid();
    const dispute = {
      id: 'dp_1',
      amount: 168_000,
      currency: 'cny',
      created: 1,
      payment_intent: transactionId,
      reason: 'fraudulent',
      status: 'needs_response',
    };
    for (const [type, status, said] of [
      ['charge.dispute.created', 'needs_response', 'dispute.opened'],
      ['charge.dispute.closed', 'lost', 'dispute.lost'],
      ['charge.dispute.closed', 'won', 'dispute.won'],
    ] as const) {
      assert.partialDeepStrictEqual(await read(party.notice(type, { ...dispute, status })), {
        type: said,
        outNo: outTradeNo,
        reason: 'fraudulent',
        amountFen: 168_000n,
      });
    }
  });
});

describe('transfers, shares and the balance of Stripe', () => {
  const payout = { name: '林小满', bankName: '', account: 'acct_7', amountFen: 500n };
  it('reach a connected account once, though the answer is lost', async () => {
    const order = { ...payout, outTransferNo: 'W-1' };
    party.faults.hangUp = true;
    await assert.rejects(provider.transfer(order), isOutage);
    const done = await provider.transfer(order);
    assert.partialDeepStrictEqual(done, { state: 'SUCCEEDED', amountFen: 500n });
    assert.deepEqual(await provider.queryTransfer('W-1'), done);
    assert.deepEqual(await provider.queryTransfer('W-2'), { state: 'UNKNOWN' });
    const wrong = { ...order, outTransferNo: 'W-3', account: 'acct_0000' };
    await assert.rejects(provider.transfer(wrong), isDenial);
  });
  it('share a payment out once, and take a share back', async () => {
    const { transactionId } = await paid();
    const key = { outShareNo: 'S-1', transactionId };
    const parts = [
      { account: 'acct_7', amountFen: 100n, reason: 'goods' },
      { account: 'acct_8', amountFen: 50n, reason: 'freight' },
    ];
    const shares = provider.shares!;
    assert.equal((await shares.queryShare(key)).state, 'UNKNOWN');
    const made = party.desk.transfers.length;
    await shares.share({ ...key, parts });
    assert.equal((await shares.share({ ...key, parts })).state, 'SUCCEEDED');
    assert.equal(party.desk.transfers.length, made + 2);
    assert.equal((await shares.queryShare(key)).state, 'SUCCEEDED');
    const back = { ...key, reason: 'refund', amountFen: 100n };
    await shares.takeBack!({ ...back, outReturnNo: 'R-1', account: 'acct_7' });
    await assert.rejects(
      shares.takeBack!({ ...back, outReturnNo: 'R-2', account: 'acct_9' }),
      isDenial,
    );
    assert.equal((await shares.release({ ...key, reason: '' })).state, 'SUCCEEDED');
  });
  it('are the bill of a Shanghai day, and nothing that is not ours', async () => {
    const intoDay = (clock.now().getTime() + 8 * hourMs) % (24 * hourMs);
    clock.move(2 * 24 * hourMs - intoDay - 1000);
    const day = new Date(clock.now().getTime() + 8 * hourMs).toISOString().slice(0, 10);
    const late = await paid();
    await provider.refund(refundOf(late));
    await provider.transfer({ ...payout, outTransferNo: 'W-9' });
    party.desk.balance.push({ type: 'charge', source: { metadata: {} }, created: 1 });
    clock.move(1000);
    await paid();
    const bill = await provider.downloadBill(day);
    assert.deepEqual(
      bill.map(({ kind, outNo, amountFen }) => [kind, outNo, amountFen]),
      [
        ['payment', late.outTradeNo, 168_000n],
        ['refund', `${late.outTradeNo}-0`, 1_000n],
        ['transfer', 'W-9', 500n],
      ],
    );
    assert.equal(bill[0]!.transactionId, late.transactionId);
  });
});

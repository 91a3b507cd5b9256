// Real: the simulator, its HTTP, its signatures. Fake: the merchant, and the clock can be moved.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { signingTimestamp, signRequest } from '#platform/signing.ts';
import { merchant, startSandboxPayments } from '../../../test/support/payment-simulator.ts';

type World = Awaited<ReturnType<typeof startSandboxPayments>>;
let world: World;
before(async () => void (world = await startSandboxPayments()));
afterEach(() => world.control.resetFaults());
after(() => world.close());

const codeOf = (answer: { status: number; json(): Record<string, unknown> }) =>
  `${answer.status} ${String(answer.json()['code'])}`;

describe('signed requests to the provider', () => {
  const send = (change: Record<string, string>, path = '/v1/payments/by-out-trade-no/none') => {
    const nonce = change['sim-nonce'] ?? `nonce-${Math.trunc(performance.now() * 1e6)}-padded`;
    const timestamp = change['sim-timestamp'] ?? signingTimestamp(world.clock.now());
    const signed = { method: 'GET', pathAndQuery: path, timestamp, nonce, body: Buffer.alloc(0) };
    const headers = {
      'sim-merchant': merchant.merchantId,
      'sim-timestamp': timestamp,
      'sim-nonce': nonce,
      'sim-signature': signRequest(signed, merchant.secret),
      ...change,
    };
    return fetch(world.simulator.url + (change['path'] ?? path), { headers });
  };
  const verdict = async (change: Record<string, string>) => {
    const answer = await send(change);
    return `${answer.status} ${((await answer.json()) as { code: string }).code}`;
  };
  it('lets a signed request through', async () =>
    assert.equal(await verdict({}), '404 NO_SUCH_PAYMENT'));
  it('refuses an unknown merchant', async () =>
    assert.equal(await verdict({ 'sim-merchant': 'M-OTHER' }), '401 UNKNOWN_MERCHANT'));
  it('refuses a wrong signature', async () =>
    assert.equal(await verdict({ 'sim-signature': 'a'.repeat(64) }), '401 BAD_SIGNATURE'));
  it('refuses a signature made for another path', async () =>
    assert.equal(await verdict({ path: '/v1/refunds/none' }), '401 BAD_SIGNATURE'));
  it('refuses a timestamp older than five minutes', async () => {
    const old = signingTimestamp(new Date(world.clock.now().getTime() - 6 * minuteMs));
    assert.equal(await verdict({ 'sim-timestamp': old }), '401 STALE_TIMESTAMP');
  });
  it('takes each nonce once', async () => {
    const once = { 'sim-nonce': 'nonce-used-a-first-time' };
    assert.equal(await verdict(once), '404 NO_SUCH_PAYMENT');
    assert.equal(await verdict(once), '401 NONCE_REUSED');
  });
  it('shows faults to nobody without a signature', async () => {
    const answer = await fetch(`${world.simulator.url}/control/faults`);
    assert.equal(answer.status, 401);
  });
});

describe('payments', () => {
  it('opens a payment and gives the same again for the same number', async () => {
    const first = await world.call('POST', '/v1/payments', world.order({ outTradeNo: 'P-1' }));
    const again = await world.call('POST', '/v1/payments', world.order({ outTradeNo: 'P-1' }));
    assert.equal(first.json()['state'], 'PENDING');
    assert.equal(again.json()['paymentId'], first.json()['paymentId']);
    assert.match(String(first.json()['cashierUrl']), /^http:\/\/127\.0\.0\.1:\d+\/cashier\/pay_/);
  });
  it('refuses another amount under a used number', async () => {
    const answer = await world.call(
      'POST',
      '/v1/payments',
      world.order({ outTradeNo: 'P-1', amountFen: '1' }),
    );
    assert.equal(codeOf(answer), '409 OUT_TRADE_NO_USED');
  });
  it('refuses amounts that are not whole positive fen', async () => {
    for (const amountFen of ['0', '-1', '1.5', '01', '', 168000, null]) {
      const answer = await world.call('POST', '/v1/payments', world.order({ amountFen }));
      assert.equal(codeOf(answer), '400 BAD_REQUEST', String(amountFen));
    }
  });
  it('refuses addresses, times and bodies that are none', async () => {
    for (const change of [
      { notifyUrl: 'javascript:alert(1)' },
      { returnUrl: '/orders' },
      { expiresAt: 'tomorrow' },
      { outTradeNo: 'a b' },
    ]) {
      const answer = await world.call('POST', '/v1/payments', world.order(change));
      assert.equal(codeOf(answer), '400 BAD_REQUEST');
    }
    assert.equal(codeOf(await world.call('POST', '/v1/payments', [])), '400 BAD_REQUEST');
    const past = world.order({ expiresAt: world.clock.now().toISOString() });
    assert.equal(codeOf(await world.call('POST', '/v1/payments', past)), '400 ALREADY_EXPIRED');
  });
  it('closes an open payment as often as asked and lets nobody pay it then', async () => {
    const order = world.order({ outTradeNo: 'P-2' });
    await world.call('POST', '/v1/payments', order);
    for (let time = 0; time < 2; time += 1) {
      const closed = await world.call('POST', '/v1/payments/P-2/close');
      assert.equal(closed.json()['state'], 'CLOSED');
    }
    assert.throws(() => world.control.pay('P-2'), { code: 'PAYMENT_CLOSED' });
  });
  it('refuses to close a paid payment and shows its transaction', async () => {
    await world.paid({ outTradeNo: 'P-3' });
    assert.equal(codeOf(await world.call('POST', '/v1/payments/P-3/close')), '409 ALREADY_PAID');
    const found = (await world.call('GET', '/v1/payments/by-out-trade-no/P-3')).json();
    assert.equal(found['state'], 'PAID');
    assert.match(String(found['transactionId']), /^SIM20\d{26}$/);
  });
  it('takes the money once however often it is paid', async () => {
    await world.paid({ outTradeNo: 'P-4' });
    const first = world.control.pay('P-4');
    assert.equal(world.control.pay('P-4').transactionId, first.transactionId);
    assert.equal(world.control.notices('P-4').length, 1);
  });
  it('counts a payment as closed once its time has passed', async () => {
    await world.call('POST', '/v1/payments', world.order({ outTradeNo: 'P-5' }));
    world.clock.move(31 * minuteMs);
    const found = await world.call('GET', '/v1/payments/by-out-trade-no/P-5');
    assert.equal(found.json()['state'], 'CLOSED');
    assert.throws(() => world.control.pay('P-5'), { code: 'PAYMENT_CLOSED' });
  });
});

describe('refunds', () => {
  const refund = (outRefundNo: string, amountFen: string, outTradeNo = 'R-1') =>
    world.call('POST', '/v1/refunds', { outRefundNo, outTradeNo, amountFen, reason: '买家取消' });
  const stateOf = async (no: string) =>
    (await world.call('GET', `/v1/refunds/${no}`)).json()['state'];
  before(() => world.paid({ outTradeNo: 'R-1', amountFen: '1000' }));

  it('refunds in parts up to what was paid, and not a fen more', async () => {
    assert.equal((await refund('RF-1', '400')).json()['state'], 'PROCESSING');
    assert.equal((await refund('RF-2', '600')).status, 200);
    assert.equal(codeOf(await refund('RF-3', '1')), '422 REFUND_EXCEEDS_PAID');
    await world.control.drain();
    assert.equal(await stateOf('RF-1'), 'SUCCEEDED');
  });
  it('takes a refund on once per number', async () => {
    assert.equal((await refund('RF-1', '400')).json()['state'], 'SUCCEEDED');
    assert.equal(codeOf(await refund('RF-1', '399')), '409 OUT_REFUND_NO_USED');
  });
  it('refuses refunds of unknown and unpaid payments', async () => {
    await world.call('POST', '/v1/payments', world.order({ outTradeNo: 'R-2' }));
    assert.equal(codeOf(await refund('RF-4', '1', 'R-none')), '404 NO_SUCH_PAYMENT');
    assert.equal(codeOf(await refund('RF-4', '1', 'R-2')), '409 NOT_PAID');
    assert.equal(codeOf(await world.call('GET', '/v1/refunds/RF-4')), '404 NO_SUCH_REFUND');
  });
  it('gives the amount of a failed refund free again', async () => {
    await world.paid({ outTradeNo: 'R-3', amountFen: '500' });
    world.control.setFaults({ refundFailNext: 1 });
    await refund('RF-5', '500', 'R-3');
    await world.control.drain();
    assert.equal(await stateOf('RF-5'), 'FAILED');
    assert.equal((await refund('RF-6', '500', 'R-3')).status, 200);
  });
});

describe('transfers', () => {
  const transfer = (outTransferNo: string, account: string, amountFen = '166992') =>
    world.call('POST', '/v1/transfers', {
      outTransferNo,
      amountFen,
      payee: { account, name: '林小满' },
      notifyUrl: world.ear.url,
    });
  const view = async (no: string) => (await world.call('GET', `/v1/transfers/${no}`)).json();

  it('pays out once per number and tells it', async () => {
    assert.equal((await transfer('W-1', '6222020200112233')).json()['state'], 'PROCESSING');
    assert.equal((await transfer('W-1', '6222020200112233')).status, 200);
    await world.control.drain();
    assert.equal((await view('W-1'))['state'], 'SUCCEEDED');
    assert.deepEqual(
      world.control.notices('W-1').map(({ body }) => body.type),
      ['transfer.succeeded'],
    );
    assert.equal(
      codeOf(await transfer('W-1', '6222020200112233', '1')),
      '409 OUT_TRANSFER_NO_USED',
    );
  });
  it('fails where the account belongs to another name', async () => {
    await transfer('W-2', '6222020200110000');
    await world.control.drain();
    const failed = await view('W-2');
    assert.equal(failed['state'], 'FAILED');
    assert.equal(failed['reason'], 'NAME_MISMATCH');
    assert.equal(world.control.notices('W-2')[0]?.body.type, 'transfer.failed');
  });
  it('fails where the bank refuses', async () => {
    world.control.setFaults({ transferFailNext: 1 });
    await transfer('W-3', '6222020200112233');
    await world.control.drain();
    assert.equal((await view('W-3'))['reason'], 'BANK_REFUSED');
    assert.equal(codeOf(await world.call('GET', '/v1/transfers/W-none')), '404 NO_SUCH_TRANSFER');
  });
});

describe('the daily bill', () => {
  it('lists what moved on a Shanghai day and nothing else', async () => {
    const nowMs = world.clock.now().getTime();
    // The midnight after next, so that the test may run in the last seconds of a day.
    const midnightMs = (Math.floor((nowMs + 8 * hourMs) / dayMs) + 2) * dayMs;
    world.clock.move(midnightMs - 8 * hourMs - nowMs - 2000);
    await world.paid({ outTradeNo: 'B-1', amountFen: '100' });
    world.clock.move(3000);
    await world.paid({ outTradeNo: 'B-2', amountFen: '200' });
    await world.call('POST', '/v1/refunds', {
      outRefundNo: 'B-R',
      outTradeNo: 'B-2',
      amountFen: '50',
      reason: '少发一件',
    });
    await world.control.drain();
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const bill = async (name: string) => {
      const { text } = await world.call('GET', `/v1/bills/${name}`);
      const lines = text.split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Record<string, string>);
    };
    const before = await bill(day(midnightMs - 1));
    const after = await bill(day(midnightMs));
    assert.ok(before.some((line) => line['outNo'] === 'B-1'));
    assert.deepEqual(
      after.map(({ kind, outNo, amountFen }) => [kind, outNo, amountFen]),
      [
        ['payment', 'B-2', '200'],
        ['refund', 'B-R', '50'],
      ],
    );
    assert.match(after[0]!['transactionId']!, /^SIM/);
  });
  it('refuses days that are none', async () =>
    assert.equal(codeOf(await world.call('GET', '/v1/bills/yesterday')), '400 BAD_REQUEST'));
});

describe('faults of the API', () => {
  it('is down for the next calls and does nothing in them', async () => {
    world.control.setFaults({ apiDownNext: 1 });
    const order = world.order({ outTradeNo: 'F-1' });
    assert.equal(codeOf(await world.call('POST', '/v1/payments', order)), '503 SYSTEM_BUSY');
    const found = await world.call('GET', '/v1/payments/by-out-trade-no/F-1');
    assert.equal(codeOf(found), '404 NO_SUCH_PAYMENT');
  });
  it('does the work of a call that is never answered', async () => {
    world.control.setFaults({ apiTimeoutNext: 1 });
    const order = world.order({ outTradeNo: 'F-2' });
    await assert.rejects(world.call('POST', '/v1/payments', order, 300), { name: 'TimeoutError' });
    const found = await world.call('GET', '/v1/payments/by-out-trade-no/F-2');
    assert.equal(found.json()['state'], 'PENDING');
  });
  it('takes money after closing when told to', async () => {
    await world.call('POST', '/v1/payments', world.order({ outTradeNo: 'F-3' }));
    await world.call('POST', '/v1/payments/F-3/close');
    world.control.setFaults({ payAfterCloseAllowed: true });
    assert.equal(world.control.pay('F-3').state, 'PAID');
    const found = await world.call('GET', '/v1/payments/by-out-trade-no/F-3');
    assert.equal(found.json()['state'], 'PAID');
  });
  it('is told its faults over HTTP, keeps the others and can be reset', async () => {
    await world.call('PUT', '/control/faults', { delayMs: 500 });
    const both = await world.call('PUT', '/control/faults', { duplicate: 2 });
    assert.equal(both.json()['delayMs'], 500);
    assert.equal((await world.call('GET', '/control/faults')).json()['duplicate'], 2);
    assert.equal((await world.call('DELETE', '/control/faults')).json()['duplicate'], 0);
  });
  it('refuses faults it does not know or cannot have', async () => {
    for (const change of [{ rob: 1 }, { loseNext: -1 }, { loseRate: 2 }, { reorder: 1 }]) {
      assert.equal(codeOf(await world.call('PUT', '/control/faults', change)), '400 BAD_REQUEST');
    }
  });
});

// Real: PostgreSQL, ledger, deadlines, the API's notice route, the three adapters over HTTP, the
// audit's invariants. Fake: the providers, by servers on this machine; the room that owns orders.
import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'node:test';
import { access } from '../../access.ts';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createHttp } from '#platform/http/server.ts';
import { createRefusalCatalogue } from '#platform/refusal.ts';
import { alipayMerchant, startAlipayParty } from '../../../test/support/alipay-party.ts';
import { gbk } from '../../../test/support/gbk.ts';
import { assertInvariants } from '../../../test/support/invariants.ts';
import { openRoomWith } from '../../../test/support/payments-room.ts';
import { refused } from '../../../test/support/refused.ts';
import { startStripeParty } from '../../../test/support/stripe-party.ts';
import { startWechatParty } from '../../../test/support/wechat-party.ts';
import { zipped } from '../../../test/support/zipped.ts';
import { createAlipayProvider } from './adapters/alipay/alipay.ts';
import { createStripeProvider } from './adapters/stripe/stripe.ts';
import { createWechatProvider } from './adapters/wechat/wechat.ts';
import type { Visit } from './domain/payer-client.ts';
import { paymentRefusals } from './refusals.ts';

const desktop: Visit = { ip: '10.0.0.1', userAgent: 'X11' };

type Wire = { headers: Record<string, string>; rawBody: Buffer };
type Paid = {
  /** The notice of the payment, with something in it changed where a test says so. */
  notice(change?: 'amount' | 'merchant'): Wire;
};
type Party = {
  name: string;
  visit: Visit;
  /** How a notice that was taken is answered. */
  taken: { status: number; text: RegExp };
  pay(attemptId: string, cashierUrl: string): Paid;
  forge(wire: Wire): Wire;
  writeBill(): void;
};

let parties: Party[] = [];
const closings: (() => Promise<void>)[] = [];

const room = await openRoomWith(async (clock) => {
  const wechat = await startWechatParty(clock);
  const alipay = await startAlipayParty(clock);
  const stripe = await startStripeParty(clock);
  closings.push(wechat.close, alipay.close, stripe.close);
  parties = [wechatCase(wechat), alipayCase(alipay), stripeCase(stripe)];
  return {
    provider: createAlipayProvider(alipay.options()),
    others: [createWechatProvider(wechat.options()), createStripeProvider(stripe.options())],
  };
});
const { url, database, clock, payments, worker, waiting } = room;
const { query, attempt, row, newOrder, atCashier, giveBack, fetchBills, inTx, richMember } = room;
const http = await createHttp({
  routes: payments.parts.routes,
  access,
  catalogue: createRefusalCatalogue(paymentRefusals),
  authenticate: () => Promise.resolve(undefined),
  publicOrigin: 'https://shop.example',
  trustedProxies: [],
  perMinuteMax: 1000,
});
after(async () => {
  await http.close();
  for (const close of closings) await close();
});
afterEach(async () => {
  await worker.drain();
  await assertInvariants(url);
});

/** A provider sends a notice to the API. */
async function send(provider: string, { headers, rawBody }: Wire) {
  const path = `/api/v1/payments/notices/${provider}`;
  const answer = await http.inject({ method: 'POST', url: path, headers, payload: rawBody });
  return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body };
}

async function assertTaken({ name, taken }: Party, wire: Wire): Promise<void> {
  const { status, text } = await send(name, wire);
  assert.equal(status, taken.status);
  assert.match(text, taken.text);
}

const outcomesOf = async (outNo: string) => {
  const { rows } = await sql<{ outcome: string }>`
    select outcome from payments.inbox where out_no = ${outNo} order by id`.execute(database.sql);
  return rows.map(({ outcome }) => outcome);
};

/** Only one provider can be reached from where this payer is, so it is the one that opens. */
async function visit(party: Party) {
  const order = await newOrder();
  const { attemptId } = order;
  await sql`update payments.attempt set asked_at = ${clock.now()}, asked_provider = ${party.name},
    next_query_at = ${new Date(clock.now().getTime() + 45_000)}
    where id = ${attemptId}`.execute(database.sql);
  const returnUrl = 'https://shop.example/orders/1';
  const opened = await payments.openCashier(attemptId, { returnUrl, visit: party.visit });
  return { ...order, ...opened };
}

async function paidAt(party: Party) {
  const order = await visit(party);
  const paid = party.pay(order.attemptId, order.cashierUrl);
  return { ...order, ...paid };
}

for (const party of parties) {
  const { name } = party;
  describe(`a payment by ${name}`, () => {
    it('is held once its notice comes, however often, and goes back whole', async () => {
      const { orderId, attemptId, notice } = await paidAt(party);
      const wire = notice();
      await assertTaken(party, wire);
      assert.partialDeepStrictEqual(await attempt(attemptId), {
        state: 'PAID',
        outcome: 'held',
        provider: name,
      });
      await send(name, wire);
      await assertTaken(party, notice());
      clock.move(minuteMs);
      const refundId = await giveBack(orderId);
      await worker.drain();
      const refund = await row<{ state: string; provider_ref: string }>('refund', refundId);
      assert.equal(refund.state, 'SUCCEEDED');
      assert.ok(refund.provider_ref);
    });
    it('is not believed from a forged notice, of another amount, or to another merchant', async () => {
      const { attemptId, notice } = await paidAt(party);
      const forged = await send(name, party.forge(notice()));
      assert.equal(forged.status, 401);
      assert.notEqual(forged.text, 'success');
      await send(name, notice('amount'));
      await send(name, notice('merchant'));
      assert.deepEqual(await outcomesOf(attemptId), ['wrong-amount', 'foreign-merchant']);
      assert.equal((await attempt(attemptId)).state, 'OPEN');
      await send(name, notice());
      assert.equal((await attempt(attemptId)).state, 'PAID');
    });
    it('is found when its notice is lost', async () => {
      const { attemptId } = await paidAt(party);
      clock.move(46_000);
      await query();
      assert.equal((await attempt(attemptId)).outcome, 'held');
    });
    it('is closed with its order, and sent back when the payer was faster', async () => {
      const late = await visit(party);
      await inTx((tx) => payments.closeAttempts(tx, late.orderId, clock.now()));
      await worker.drain();
      assert.equal((await attempt(late.attemptId)).state, 'CLOSED');
      const fast = await paidAt(party);
      waiting.delete(fast.orderId);
      await inTx((tx) => payments.closeAttempts(tx, fast.orderId, clock.now()));
      await worker.drain();
      assert.equal((await attempt(fast.attemptId)).outcome, 'due-back');
      const states = await payments.refundStates(database.sql, [fast.orderId]);
      assert.deepEqual([...states.values()], ['done']);
    });
  });
}

describe('several providers side by side', () => {
  it('open for whom they can be reached by, and what is open stays where it is', async () => {
    const inside = { ip: '10.0.0.1', userAgent: 'Mobile MicroMessenger/8.0.60' };
    const askedAt = async (visit: Visit) => {
      const { orderId, attemptId, cashierUrl } = await atCashier(10_000n, visit);
      const returnUrl = 'https://shop.example/orders/1';
      await payments.openCashier(attemptId, { returnUrl, visit: desktop });
      const { asked_provider: asked } = await row<{ asked_provider: string }>('attempt', attemptId);
      return [asked, new URL(cashierUrl).pathname.replace(orderId, 'N')];
    };
    assert.deepEqual(await askedAt(inside), ['wechat', '/orders/N/pay']);
    assert.deepEqual(await askedAt(desktop), ['alipay', '/gateway.do']);
  });
  it('show a code on our own page to its payer alone, for as long as it can be paid', async () => {
    const inside = { ip: '10.0.0.1', userAgent: 'Mobile MicroMessenger/8.0.60' };
    const { orderId, attemptId } = await atCashier(10_000n, inside);
    const payer = { memberId: '5', sessionId: '1', isOperator: false, secondFactorAt: null };
    assert.partialDeepStrictEqual(await payments.getCashier(payer, { orderId }), {
      code: `weixin://wxpay/bizpayurl?pr=${attemptId}`,
      amountFen: 10_000n,
    });
    // On the phone, later: WeChat Pay opens one payment in one form only.
    const again = { ip: '10.0.0.1', userAgent: 'Android Mobile' };
    const returnUrl = 'https://shop.example/orders/1';
    const { cashierUrl } = await payments.openCashier(attemptId, { returnUrl, visit: again });
    assert.match(cashierUrl, /\/pay$/);
    const other = { ...payer, memberId: '6' };
    assert.equal(await payments.getCashier(other, { orderId }), null);
    const { orderId: elsewhere } = await atCashier(10_000n, desktop);
    assert.equal(await payments.getCashier(payer, { orderId: elsewhere }), null);
    clock.move(30 * minuteMs);
    assert.equal(await payments.getCashier(payer, { orderId }), null);
  });
  it('refuse withdrawals where none of them pays out to bank accounts', async () => {
    const { call, memberId } = await richMember();
    await assert.rejects(
      payments.requestWithdrawal(call, { amountFen: 1_000n }),
      refused('payments/no-payouts'),
    );
    assert.equal(await room.available(memberId), 100_000n);
  });
  it('agree with the books in their bills, each at its own hour', async () => {
    for (const { writeBill } of parties) writeBill();
    clock.move(dayMs);
    await fetchBills();
    const { rows } = await sql<{ provider: string; kinds: string[] }>`
      select provider, array_agg(distinct kind order by kind) as kinds
      from payments.bill_line group by provider order by provider`.execute(database.sql);
    const both = ['payment', 'refund'];
    assert.deepEqual(
      rows.map(({ provider, kinds }) => [provider, kinds]),
      [
        ['alipay', both],
        ['stripe', both],
        ['wechat', both],
      ],
    );
  });
});

function wechatCase(party: Awaited<ReturnType<typeof startWechatParty>>): Party {
  return {
    name: 'wechat',
    visit: desktop,
    taken: { status: 204, text: /^$/ },
    pay(attemptId) {
      const told = party.desk.pay(attemptId);
      const changes = {
        amount: { amount: { total: 9_999, currency: 'CNY' } },
        merchant: { mchid: '1900000009' },
      };
      return {
        notice: (change) =>
          party.notice('transaction', { ...told, ...(change && changes[change]) }),
      };
    },
    forge: ({ headers, rawBody }) => ({
      headers: { ...headers, 'wechatpay-signature': 'WECHATPAY/SIGNTEST/AAAA' },
      rawBody,
    }),
    writeBill: () => party.desk.writeBill(),
  };
}

function alipayCase(party: Awaited<ReturnType<typeof startAlipayParty>>): Party {
  return {
    name: 'alipay',
    visit: { ip: '10.0.0.1', userAgent: 'Android Mobile' },
    taken: { status: 200, text: /^success$/ },
    pay(attemptId, cashierUrl) {
      party.payAt(cashierUrl);
      const changes = {
        amount: { total_amount: '99.99' },
        merchant: { seller_id: `${alipayMerchant.sellerId.slice(0, -1)}9` },
      };
      const told = party.desk.told(attemptId);
      return { notice: (change) => party.notice({ ...told, ...(change && changes[change]) }) };
    },
    forge({ headers, rawBody }) {
      const text = rawBody.toString().replace('total_amount=100.00', 'total_amount=100.01');
      return { headers, rawBody: Buffer.from(text) };
    },
    writeBill() {
      const name = gbk('2088_业务明细.csv');
      party.bills.set('trade', zipped([{ name, body: gbk(party.desk.billText()) }]));
    },
  };
}

function stripeCase(party: Awaited<ReturnType<typeof startStripeParty>>): Party {
  return {
    name: 'stripe',
    visit: desktop,
    taken: { status: 200, text: /outcome/ },
    pay(attemptId) {
      const charge = party.desk.pay(attemptId);
      return {
        notice: (change) =>
          party.notice(
            'charge.succeeded',
            { ...charge, ...(change === 'amount' && { amount: 9_999 }) },
            change === 'merchant' ? { account: 'acct_9' } : {},
          ),
      };
    },
    forge: ({ headers, rawBody }) => ({
      headers,
      rawBody: Buffer.from(rawBody.toString().replace('10000', '10001')),
    }),
    writeBill: () => undefined,
  };
}

// Real: the whole product over HTTP, PostgreSQL, jobs, simulators; the audit's invariants close the
// file. Money is moved by hand as operators would.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { twoOperators, type Move } from '../support/money-moves.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const stranger = await people.join(product, '路过的人');
const { one, other, propose, approve, move, passTime } = await twoOperators(product);
const { platform } = product.app;

type Wallet = {
  availableFen: number;
  withdrawableFen: number;
  owedFen: number;
  freezes: { orderId: string | null; amountFen: number; reason: string; reviewAt: string }[];
  isStopped: boolean;
};
const walletOf = (person: people.Person) => person.call<Wallet>('getWallet');
const goodwill = (amountFen = 500) => ({
  kind: 'goodwill',
  toId: buyer.memberId,
  amountFen,
  reason: '包裹晚了两周',
});
type Log = { items: { action: string; reason: string | null; subject: string }[] };
const lastAct = async () => {
  const { items } = await one.call<Log>('listAuditLog', { query: { limit: 1 } });
  return items[0]!;
};

/** Verifies a member as a person named by a letter, or as nobody. */
const becomes = (person: people.Person, letter: string | null) =>
  sql`update identity.member
    set verified_at = case when ${letter}::text is null then null else joined_at end,
      person_hash = repeat(${letter}::text, 64)
    where id = ${person.memberId}`.execute(platform.database.sql);

test('a proposed move moves nothing until another operator approves it', async () => {
  const proposed = await propose(goodwill());
  assert.equal(proposed.state, 'PROPOSED');
  assert.partialDeepStrictEqual(await lastAct(), {
    action: 'office/move-proposed',
    reason: '包裹晚了两周',
  });
  assert.equal((await walletOf(buyer)).availableFen, 0);
  const params = { moveId: proposed.moveId };
  await one.refused('approveMoneyMove', 'office/takes-two', { params });
  assert.equal((await walletOf(buyer)).availableFen, 0);
  assert.equal((await approve(proposed)).state, 'CARRIED_OUT');
  assert.equal((await walletOf(buyer)).availableFen, 500);
  assert.equal((await lastAct()).action, 'office/move-approved');
  await other.refused('approveMoneyMove', 'office/move-over', { params });
  await one.refused('withdrawMoneyMove', 'office/move-over', { params, body: { reason: '晚了' } });
  type Lines = { items: { kind: string; amountFen: number }[] };
  const { items } = await buyer.call<Lines>('listWalletEntries');
  assert.partialDeepStrictEqual(items[0], { kind: 'goodwill', amountFen: 500 });
});

test('an approval under one key is one move, answered twice', async () => {
  const { moveId } = await propose(goodwill(7));
  const input = { params: { moveId }, key: 'approve-once' };
  const before = (await walletOf(buyer)).availableFen;
  const first = await other.call<Move>('approveMoneyMove', input);
  assert.deepEqual(await other.call('approveMoneyMove', input), first);
  assert.equal((await walletOf(buyer)).availableFen, before + 7);
});

test('a second account of the same person is the same person', async () => {
  const proposed = await propose(goodwill());
  await becomes(one, 'c');
  await becomes(other, 'c');
  await other.refused('approveMoneyMove', 'office/takes-two', {
    params: { moveId: proposed.moveId },
  });
  await becomes(other, 'd');
  await approve(proposed);
});

test('who is not verified is nobody, and neither proposes nor approves', async () => {
  const proposed = await propose(goodwill());
  const params = { moveId: proposed.moveId };
  await becomes(one, null);
  await becomes(other, null);
  await one.refused('proposeMoneyMove', 'office/verify-first', { body: goodwill() });
  await other.refused('approveMoneyMove', 'office/verify-first', { params });
  await becomes(one, 'c');
  await becomes(other, 'd');
  await approve(proposed);
});

test('nobody lets their own frozen money go, not by another account of theirs either', async () => {
  const reviewAt = new Date(Date.parse(await nowOf()) + 7 * dayMs).toISOString();
  const body = { memberId: stranger.memberId, reason: '身份存疑', reviewAt };
  const { freezeId } = await one.call<{ freezeId: string }>('freezeMoney', { body });
  const release = { params: { freezeId }, body: { reason: '没事了' } };
  await becomes(stranger, 'd');
  await other.refused('releaseMoney', 'identity/own-matter', release);
  await becomes(stranger, null);
  await other.call('releaseMoney', release);
  const own = await one.call<{ freezeId: string }>('freezeMoney', {
    body: { ...body, memberId: other.memberId },
  });
  const ownRelease = { params: own, body: { reason: '我的' } };
  await other.refused('releaseMoney', 'identity/own-matter', ownRelease);
  await one.call('releaseMoney', ownRelease);
});

test('nobody proposes or approves a move of their own money', async () => {
  const own = { ...goodwill(), toId: one.memberId };
  await one.refused('proposeMoneyMove', 'office/own-money', { body: own });
  const proposed = await propose({ ...goodwill(), toId: other.memberId });
  const params = { moveId: proposed.moveId };
  await other.refused('approveMoneyMove', 'office/own-money', { params });
  const body = { reason: '给自己的不批' };
  await other.refused('withdrawMoneyMove', 'identity/own-matter', { params, body });
  await one.call('withdrawMoneyMove', { params, body });
  await one.refused('approveMoneyMove', 'office/move-over', { params });
});

test('a move nobody approved within a day has run out', async () => {
  const { moveId } = await propose(goodwill());
  const before = (await walletOf(buyer)).availableFen;
  await passTime(dayMs);
  const params = { moveId };
  await other.refused('approveMoneyMove', 'office/move-expired', { params });
  await one.refused('withdrawMoneyMove', 'office/move-over', { params, body: { reason: '晚了' } });
  type Page = { items: { id: string; state: string }[] };
  const { items } = await one.call<Page>('listMoneyMoves');
  assert.equal(items.find(({ id }) => id === moveId)?.state, 'EXPIRED');
  assert.equal((await walletOf(buyer)).availableFen, before);
});

test('a wallet gives no more than it has, and a proposal then still stands', async () => {
  const { availableFen } = await walletOf(buyer);
  const wrong = { kind: 'correction', fromId: buyer.memberId, toId: seller.memberId };
  const body = { ...wrong, amountFen: availableFen + 1, reason: '付错了人' };
  const { moveId } = await propose(body);
  const params = { moveId };
  await other.refused('approveMoneyMove', 'ledger/insufficient-balance', { params });
  await move(goodwill(1));
  await other.call('approveMoneyMove', { params });
  assert.equal((await walletOf(buyer)).availableFen, 0);
  assert.equal((await walletOf(seller)).availableFen, availableFen + 1);
  const back = { kind: 'goodwill-back', fromId: seller.memberId, reason: '多给了' };
  await move({ ...back, amountFen: availableFen + 1 });
  assert.equal((await walletOf(seller)).availableFen, 0);
});

test('a debt is forgiven at most as far as it goes, and the goodwill fund pays it', async () => {
  const orderId = await people.complete(product, seller, buyer);
  await passTime(4 * dayMs);
  await seller.call('bindPayoutAccount', {
    body: { bankName: '招商银行', account: '6222020200112233' },
  });
  const { availableFen } = await walletOf(seller);
  await seller.call('requestWithdrawal', { body: { amountFen: availableFen } });
  const asked = { type: 'PARTIAL', reason: 'hidden-fault', words: '用不了' };
  const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('openAfterSale', {
    params: { orderId },
    body: asked,
  });
  await seller.call('answerAfterSale', { params: { afterSaleId }, body: { answer: 'accept' } });
  const { askedFen: refundFen } = await buyer.call<{ askedFen: number }>('getAfterSale', {
    params: { afterSaleId },
  });
  for (const operator of ['小北', '小南']) {
    await people.decideAfterSale(product, { afterSaleId, refundFen }, operator);
  }
  const { owedFen } = await walletOf(seller);
  assert.ok(owedFen > 100);
  const debt = {
    kind: 'debt-forgiven',
    fromId: seller.memberId,
    orderId,
    reason: '查明是运输损坏',
  };
  const tooMuch = await propose({ ...debt, amountFen: owedFen + 1 });
  const params = { moveId: tooMuch.moveId };
  await other.refused('approveMoneyMove', 'ledger/owes-less', { params });
  await move({ ...debt, amountFen: owedFen - 100 });
  assert.equal((await walletOf(seller)).owedFen, 100);
  await move({ kind: 'goodwill', toId: seller.memberId, amountFen: 150, reason: '补偿' });
  assert.partialDeepStrictEqual(await walletOf(seller), { owedFen: 0, availableFen: 50 });
});

test('what a move is about must exist and fit', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  const wrong = (body: object, code: string) =>
    one.refused('proposeMoneyMove', code, { body: { ...goodwill(), ...body } });
  await wrong({ toId: '77' }, 'platform/not-found');
  await wrong({ orderId: '77' }, 'platform/not-found');
  await wrong({ orderId, toId: stranger.memberId }, 'office/not-of-order');
  await wrong({ amountFen: 1_000_001 }, 'office/move-too-large');
  await wrong({ amountFen: 0 }, 'platform/invalid-input');
  const same = { kind: 'correction', fromId: buyer.memberId, toId: buyer.memberId };
  await wrong(same, 'office/same-wallet');
  await wrong({ kind: 'payout-cancelled', payoutId: '77' }, 'platform/not-found');
});

test('frozen money cannot be withdrawn; its member sees why and until when', async () => {
  await move({ kind: 'goodwill', toId: seller.memberId, amountFen: 5_000, reason: '补偿' });
  const reviewAt = new Date(Date.parse(await nowOf()) + 7 * dayMs).toISOString();
  const body = { memberId: seller.memberId, reason: '身份存疑', reviewAt };
  const { freezeId } = await one.call<{ freezeId: string }>('freezeMoney', { body });
  await one.refused('freezeMoney', 'ledger/already-frozen', { body });
  const wallet = await walletOf(seller);
  assert.equal(wallet.withdrawableFen, 0);
  assert.partialDeepStrictEqual(wallet.freezes, [{ orderId: null, reason: '身份存疑', reviewAt }]);
  await seller.refused('requestWithdrawal', 'ledger/frozen', { body: { amountFen: 100 } });
  const params = { freezeId };
  await other.call('releaseMoney', { params, body: { reason: '核实过了' } });
  await other.refused('releaseMoney', 'ledger/already-released', {
    params,
    body: { reason: '再来' },
  });
  assert.equal((await lastAct()).reason, '核实过了');
  await seller.call('requestWithdrawal', { body: { amountFen: 100 } });
  const late = { ...body, reviewAt: new Date(Date.parse(reviewAt) + 100 * dayMs).toISOString() };
  await one.refused('freezeMoney', 'office/review-date', { body: late });
});

test('one sale is frozen: what else is in the wallet can go', async () => {
  const before = await walletOf(seller);
  const orderId = await people.complete(product, seller, buyer);
  await passTime(4 * dayMs);
  const reviewAt = new Date(Date.parse(await nowOf()) + dayMs).toISOString();
  const body = { orderId, reason: '买家说是假货', reviewAt };
  const { freezeId } = await one.call<{ freezeId: string }>('freezeMoney', { body });
  const wallet = await walletOf(seller);
  assert.equal(wallet.withdrawableFen, before.availableFen);
  assert.equal(wallet.freezes[0]?.amountFen, wallet.availableFen - before.availableFen);
  const much = { body: { amountFen: wallet.availableFen } };
  await seller.refused('requestWithdrawal', 'ledger/frozen-in-part', much);
  await one.call('releaseMoney', { params: { freezeId }, body: { reason: '鉴定为真' } });
  assert.equal((await walletOf(seller)).withdrawableFen, wallet.availableFen);
});

test('a stop lets no payout leave until an operator lifts it', async () => {
  await one.call('stopPayouts', { body: { reason: '账目核对中' } });
  await one.call('stopPayouts', { body: { reason: '再按一次' } });
  assert.equal((await walletOf(seller)).isStopped, true);
  await seller.refused('requestWithdrawal', 'ledger/payouts-stopped', { body: { amountFen: 100 } });
  const { stop } = await one.call<{ stop: { id: string; reason: string } }>('getStandstill');
  assert.equal(stop.reason, '账目核对中');
  const go = { body: { stopId: stop.id, reason: '核对完毕' } };
  await one.call('letPayoutsGo', go);
  await one.refused('letPayoutsGo', 'ledger/not-stopped', go);
  await seller.call('requestWithdrawal', { body: { amountFen: 100 } });
});

async function nowOf(): Promise<string> {
  return (await one.call<{ now: string }>('getClock')).now;
}

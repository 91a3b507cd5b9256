// Real: the whole product over HTTP and PostgreSQL. Each command of the operators' console is sent
// eight times at once: one counts. The audit's invariants close the file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { twoOperators } from '../support/money-moves.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes, type Finish } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const { one, other, propose, move } = await twoOperators(product);

const gift = { kind: 'goodwill', toId: buyer.memberId, amountFen: 500, reason: '补偿' };
const balance = async (person: people.Person) =>
  (await person.call<{ availableFen: number }>('getWallet')).availableFen;

function assertOnce({ done, refused }: Finish, ...codes: string[]): void {
  assert.equal(done.length, 1);
  assert.deepEqual(new Set(refused), new Set(codes));
}

test('approveMoneyMove carries a move out once', async () => {
  const { moveId } = await propose(gift);
  const before = await balance(buyer);
  const finish = await race(other, 'approveMoneyMove', () => ({ params: { moveId } }));
  assertOnce(finish, 'office/move-over');
  assert.equal(await balance(buyer), before + 500);
});

test('approveMoneyMove under one key is one move, answered eight times', async () => {
  const { moveId } = await propose(gift);
  const before = await balance(buyer);
  const input = { params: { moveId }, key: 'one-approval' };
  const { done } = await race(other, 'approveMoneyMove', () => input);
  assert.equal(done.length, raceTimes);
  assert.equal(await balance(buyer), before + 500);
});

test('proposeMoneyMove under one key is one proposal', async () => {
  const { done } = await race(one, 'proposeMoneyMove', () => ({ body: gift, key: 'one-gift' }));
  const ids = new Set(done.map(({ body }) => (body as { moveId: string }).moveId));
  assert.deepEqual([done.length, ids.size], [raceTimes, 1]);
});

test('approving and withdrawing at once: one of them happens', async () => {
  const { moveId } = await propose(gift);
  const before = await balance(buyer);
  const body = { reason: '想错了' };
  const [approved, withdrawn] = await Promise.all([
    race(other, 'approveMoneyMove', () => ({ params: { moveId } })),
    race(one, 'withdrawMoneyMove', () => ({ params: { moveId }, body })),
  ]);
  assert.equal(approved.done.length + withdrawn.done.length, 1);
  assert.deepEqual(
    new Set([...approved.refused, ...withdrawn.refused]),
    new Set(['office/move-over']),
  );
  assert.equal(await balance(buyer), before + (approved.done.length === 1 ? 500 : 0));
});

test('corrections both ways at once: no wallet below nothing, and nobody waits for ever', async () => {
  await move({ ...gift, toId: seller.memberId });
  const [fromId, toId] = [buyer.memberId, seller.memberId];
  const fen = await balance(buyer);
  const there = { kind: 'correction', fromId, toId, amountFen: fen, reason: '更正' };
  const moves = await Promise.all(
    Array.from({ length: raceTimes }, (_, turn) =>
      propose(turn % 2 === 0 ? there : { ...there, fromId: toId, toId: fromId, amountFen: 500 }),
    ),
  );
  const total = fen + (await balance(seller));
  const finish = await race(other, 'approveMoneyMove', (turn) => ({
    params: { moveId: moves[turn]!.moveId },
  }));
  assert.ok(finish.refused.every((code) => code === 'ledger/insufficient-balance'));
  assert.equal((await balance(buyer)) + (await balance(seller)), total);
});

test('freezeMoney and releaseMoney each happen once', async () => {
  const { now } = await one.call<{ now: string }>('getClock');
  const reviewAt = new Date(Date.parse(now) + dayMs).toISOString();
  const body = { memberId: seller.memberId, reason: '存疑', reviewAt };
  const frozen = await race(one, 'freezeMoney', () => ({ body }));
  assertOnce(frozen, 'ledger/already-frozen');
  const { freezeId } = frozen.done[0]!.body as { freezeId: string };
  const why = { params: { freezeId }, body: { reason: '核实' } };
  assertOnce(await race(other, 'releaseMoney', () => why), 'ledger/already-released');
});

test('stopPayouts stops once, letPayoutsGo lets go once', async () => {
  const body = { reason: '核对账目' };
  const { done } = await race(one, 'stopPayouts', () => ({ body }));
  assert.equal(done.length, raceTimes);
  const { stop } = await one.call<{ stop: { id: string } }>('getStandstill');
  const go = { body: { ...body, stopId: stop.id } };
  assertOnce(await race(one, 'letPayoutsGo', () => go), 'ledger/not-stopped');
});

test('messages read eight times at once are written down eight times', async () => {
  const { listingId } = await people.sell(seller);
  const { orderId } = await people.buy(buyer, listingId);
  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId },
  });
  const said = { clientId: 'm', text: '还在吗' };
  await buyer.call('sendMessage', { params: { conversationId }, body: said });
  const params = { orderId };
  const read = { params, body: { reason: '核实' } };
  const messages = await race(one, 'readOrderMessages', () => read);
  const address = await race(one, 'revealOrderAddress', () => read);
  assert.deepEqual([messages.done.length, address.done.length], [raceTimes, raceTimes]);
  const { items } = await buyer.call<{ items: unknown[] }>('listOrderReadings', { params });
  assert.equal(items.length, 2 * raceTimes);
});

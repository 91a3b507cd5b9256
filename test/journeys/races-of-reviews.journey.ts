// Real: the whole product over HTTP and PostgreSQL. What the two of a trade say of each other is
// sent eight times at once; the audit's invariants close the file.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import type { OrderReviews } from '#reviews';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

beforeEach(() => people.passTime(buyer, dayMs));

const reviewsOf = (who: people.Person, orderId: string) =>
  who.call<OrderReviews>('getOrderReviews', { params: { orderId } });

test('a side reviews, answers and withdraws once, however often it is sent', async () => {
  const orderId = await people.complete(product, seller, buyer);
  const params = { orderId };
  const filed = await race(buyer, 'reviewOrder', (turn) => ({
    params,
    body: { step: turn % 2 === 0 ? 'good' : 'poor' },
  }));
  assert.equal(filed.done.length, 1);
  assert.deepEqual(new Set(filed.refused), new Set(['reviews/already-filed']));
  const body = { step: 'good' };
  const keyed = await race(seller, 'reviewOrder', () => ({ params, body, key: 'one-review' }));
  assert.equal(keyed.done.length, raceTimes);
  assert.equal(new Set(keyed.done.map((answer) => JSON.stringify(answer.body))).size, 1);

  const { own } = await reviewsOf(buyer, orderId);
  const review = { reviewId: own!.id };
  const answered = await race(seller, 'replyToReview', (turn) => ({
    params: review,
    body: { words: `谢谢 ${turn}` },
  }));
  assert.equal(answered.done.length, 1);
  assert.deepEqual(new Set(answered.refused), new Set(['reviews/already-replied']));
  const withdrawn = await race(buyer, 'withdrawReview', () => ({ params: review }));
  assert.equal(withdrawn.done.length, 1);
  assert.deepEqual(new Set(withdrawn.refused), new Set(['reviews/already-withdrawn']));
});

test('both sides at once: both are taken, and both are shown', async () => {
  const orderId = await people.complete(product, seller, buyer);
  const sent = Array.from({ length: raceTimes }, (_, turn) =>
    (turn % 2 === 0 ? buyer : seller).send('reviewOrder', {
      params: { orderId },
      body: { step: 'good' },
    }),
  );
  const answers = await Promise.all(sent);
  assert.ok(answers.every(({ status }) => status < 500));
  assert.equal(answers.filter(({ status }) => status < 300).length, 2);
  for (const person of [buyer, seller]) {
    const { other, revealedAt } = await reviewsOf(person, orderId);
    assert.ok(other && revealedAt);
  }
});

test('filing while the time runs out leaves one truth', async () => {
  const orderId = await people.complete(product, seller, buyer);
  await product.app.settle();
  await buyer.call('reviewOrder', { params: { orderId }, body: { step: 'fair' } });
  const { closesAt } = await reviewsOf(buyer, orderId);
  const { now } = await buyer.call<{ now: string }>('getClock');
  // Time passes without waking the workers: the race begins in this test, not before it.
  product.sandbox.clock.move(Date.parse(String(closesAt)) - Date.parse(now) - 20);
  await people.signInAgain(product, seller);
  await people.signInAgain(product, buyer);
  const clock = product.app.rooms.reviews.parts.deadlines![0]!;
  const [filed] = await Promise.all([
    race(seller, 'reviewOrder', () => ({ params: { orderId }, body: { step: 'good' } })),
    ...Array.from({ length: raceTimes }, () => clock.handle(orderId, product.sandbox.clock.now())),
  ]);
  assert.ok(filed.done.length <= 1);
  await clock.handle(orderId, product.sandbox.clock.now());
  const { other, revealedAt } = await reviewsOf(seller, orderId);
  assert.ok(revealedAt && other);
});

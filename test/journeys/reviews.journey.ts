// Real: the whole product over HTTP, PostgreSQL, its workers. Simulated: the money and the passing
// of days. Two people review each other after a trade.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import type { OrderReviews } from '#reviews';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const stranger = await people.join(product, '路人');

type Notices = { items: { type: string; link: string }[] };
type Reviewed = { reviewId: string; revealedAt: string | null };
type Listed = {
  items: { id: string; step: string; words: string | null; reply: { words: string } | null }[];
  rating: { raters: number; goodShareBps: number | null };
  counts: Record<string, number>;
};

// A member lists a few things a day at first; sessions end as the days go by.
beforeEach(async () => {
  await people.passTime(buyer, dayMs);
  for (const person of [seller, buyer, stranger]) await people.signInAgain(product, person);
});

const complete = () => people.complete(product, seller, buyer);
const review = (who: people.Person, orderId: string, body: object = { step: 'good' }) =>
  who.call<Reviewed>('reviewOrder', { params: { orderId }, body });
const reviewsOf = (who: people.Person, orderId: string) =>
  who.call<OrderReviews>('getOrderReviews', { params: { orderId } });
const listed = (as = 'seller') =>
  product.client().call<Listed>('listMemberReviews', {
    params: { memberId: (as === 'seller' ? seller : buyer).memberId },
    query: { as },
  });

async function assertTold(who: people.Person, type: string, orderId: string): Promise<void> {
  await people.until(async () => {
    await product.app.settle();
    const { items } = await who.call<Notices>('listNotifications');
    return items.some((one) => one.type === type && one.link === `/orders/${orderId}#review`);
  });
}

test('two people review each other blind, read both at once, and one answers', async () => {
  const { listingId } = await people.sell(seller, { delivery: 'virtual' });
  const { orderId } = await people.buy(buyer, listingId);
  await buyer.refused('reviewOrder', 'reviews/not-yet', {
    params: { orderId },
    body: { step: 'good' },
  });
  await people.payAtCashier(product, buyer, orderId);
  await seller.call('handOverOrder', { params: { orderId }, body: { virtualGoods: 'KEY' } });
  await buyer.call('confirmReceipt', { params: { orderId } });
  await assertTold(buyer, 'reviews/open.buyer', orderId);
  await assertTold(seller, 'reviews/open.seller', orderId);

  const pictureId = await people.uploadPicture(buyer);
  const words = '和描述一样，发货很快。';
  const body = { step: 'good', tags: ['as-described'], words, pictureIds: [pictureId] };
  const input = { params: { orderId }, body, key: 'one-review' };
  const first = await buyer.call<Reviewed>('reviewOrder', input);
  assert.equal(first.revealedAt, null);
  assert.deepEqual(await buyer.call('reviewOrder', input), first, 'a retry is answered');
  await assertTold(seller, 'reviews/other-in', orderId);
  const blind = await reviewsOf(seller, orderId);
  assert.deepEqual([blind.isOtherIn, blind.other, blind.hindrance], [true, null, null]);
  assert.equal((await listed()).items.length, 0);

  const second = await review(seller, orderId, { step: 'fair', tags: ['pays-fast'] });
  assert.notEqual(second.revealedAt, null);
  await assertTold(buyer, 'reviews/both-in', orderId);
  const { other } = await reviewsOf(seller, orderId);
  assert.partialDeepStrictEqual(other, { words, step: 'good', mayReply: true });
  assert.equal(other?.pictures.length, 1);
  assert.equal((await reviewsOf(buyer, orderId)).other?.step, 'fair');

  await seller.call('replyToReview', {
    params: { reviewId: first.reviewId },
    body: { words: '谢谢支持' },
  });
  await assertTold(buyer, 'reviews/replied', orderId);
  const shop = await listed();
  assert.equal(shop.items[0]?.reply?.words, '谢谢支持');
  assert.deepEqual(shop.rating, { raters: 1, goodRaters: 1, goodShareBps: null });
  assert.deepEqual((await listed('buyer')).counts, { good: 0, fair: 1, poor: 0 });
});

test('one review alone waits for the end of fourteen days', async () => {
  const orderId = await complete();
  await product.app.settle();
  await review(buyer, orderId, { step: 'poor', words: '充值码用不了' });
  const { closesAt } = await reviewsOf(seller, orderId);
  const { now } = await buyer.call<{ now: string }>('getClock');
  await people.passTime(buyer, Date.parse(String(closesAt)) - Date.parse(now) - minuteMs);
  await product.app.settle();
  for (const person of [seller, buyer]) await people.signInAgain(product, person);
  assert.equal((await reviewsOf(seller, orderId)).other, null);
  await people.passTime(buyer, minuteMs + 1000);
  await assertTold(seller, 'reviews/shown', orderId);
  assert.equal((await reviewsOf(seller, orderId)).other?.words, '充值码用不了');
  await seller.refused('reviewOrder', 'reviews/time-over', {
    params: { orderId },
    body: { step: 'poor' },
  });
  assert.equal((await reviewsOf(seller, orderId)).hindrance, 'reviews/time-over');
});

test('a review is withdrawn once and there is no second one', async () => {
  const orderId = await complete();
  const { reviewId } = await review(buyer, orderId, { step: 'poor', words: '一时生气' });
  await review(seller, orderId);
  const params = { reviewId };
  await seller.refused('withdrawReview', 'platform/not-found', { params });
  await buyer.call('withdrawReview', { params });
  await buyer.refused('withdrawReview', 'reviews/already-withdrawn', { params });
  await buyer.refused('reviewOrder', 'reviews/withdrawn-once', {
    params: { orderId },
    body: { step: 'good' },
  });
  assert.ok((await listed()).items.every(({ id }) => id !== reviewId));
  assert.equal((await reviewsOf(seller, orderId)).other?.state, 'withdrawn');
});

test('who is paid out to the same account does not review', async () => {
  const orderId = await complete();
  await buyer.call('submitRealName', { body: { name: '周予安', idNumber: people.idNumber(600) } });
  const account = { bankName: '招商银行', account: '6225 8801 2345 6789' };
  await seller.call('bindPayoutAccount', { body: account });
  await buyer.call('bindPayoutAccount', { body: { ...account, account: '6225880123456789' } });
  for (const person of [buyer, seller]) {
    assert.equal((await reviewsOf(person, orderId)).hindrance, 'reviews/related-persons');
    await person.refused('reviewOrder', 'reviews/related-persons', {
      params: { orderId },
      body: { step: 'good' },
    });
  }
  await buyer.call('bindPayoutAccount', { body: { ...account, account: '6225880123456780' } });
  await review(buyer, orderId);
});

test('strangers and guests neither review nor read what is not public', async () => {
  const orderId = await complete();
  const input = { params: { orderId }, body: { step: 'poor' } };
  await stranger.refused('reviewOrder', 'platform/not-found', input);
  await stranger.refused('getOrderReviews', 'platform/not-found', { params: { orderId } });
  await product.client().refused('reviewOrder', 'platform/sign-in-required', input);
  const { reviewId } = await review(buyer, orderId, { step: 'good', words: '还没公开' });
  await stranger.refused('replyToReview', 'platform/not-found', {
    params: { reviewId },
    body: { words: '插一句' },
  });
  const report = { subject: { kind: 'review', id: reviewId }, reasonCode: 'spam' };
  await stranger.refused('reportContent', 'platform/not-found', { body: report });
  assert.ok((await listed()).items.every(({ id }) => id !== reviewId));
  await review(seller, orderId);
  await stranger.call('reportContent', { body: report });
});

test('goods refunded after delivery are reviewed as well, goods refunded before are not', async () => {
  const { listingId } = await people.sell(seller, { delivery: 'virtual', quantity: 2 });
  const delivered = await people.buy(buyer, listingId);
  const params = { orderId: delivered.orderId };
  await people.payAtCashier(product, buyer, params.orderId);
  await seller.call('handOverOrder', { params, body: { virtualGoods: 'KEY' } });
  const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('openAfterSale', {
    params,
    body: { type: 'REFUND_ONLY', reason: 'fake', words: '用不了' },
  });
  await buyer.refused('reviewOrder', 'reviews/not-yet', { params, body: { step: 'poor' } });
  await seller.call('answerAfterSale', { params: { afterSaleId }, body: { answer: 'accept' } });
  await assertTold(buyer, 'reviews/open.buyer', params.orderId);
  await review(buyer, params.orderId, { step: 'poor' });

  const cancelled = await people.buy(buyer, listingId, { key: 'second' });
  const late = { orderId: cancelled.orderId };
  await people.payAtCashier(product, buyer, late.orderId);
  await buyer.call('cancelOrder', { params: late });
  await buyer.refused('reviewOrder', 'reviews/not-yet', { params: late, body: { step: 'poor' } });
});

/** Where a page leads to for this reader, or its status. */
async function leadsTo(path: string, reader?: people.Person): Promise<string | number> {
  const headers = { accept: 'text/html', cookie: reader?.cookie() ?? '' };
  const answer = await fetch(product.url + path, { headers, redirect: 'manual' });
  await answer.text();
  return answer.headers.get('location') ?? answer.status;
}

test('a review’s address leads its two to the order and everybody else to the shop', async () => {
  const orderId = await complete();
  const { reviewId } = await review(buyer, orderId);
  const path = `/review/${reviewId}`;
  const order = `/orders/${orderId}#review`;
  assert.deepEqual([await leadsTo(path), await leadsTo(path, seller)], [404, 404], 'blind');
  assert.equal(await leadsTo(path, buyer), order);
  await review(seller, orderId);
  const shop = `/shop/${seller.memberId}?tab=reviews&as=seller#review-${reviewId}`;
  assert.deepEqual([await leadsTo(path), await leadsTo(path, seller)], [shop, order]);
  await buyer.call('withdrawReview', { params: { reviewId } });
  assert.deepEqual([await leadsTo(path), await leadsTo(path, buyer)], [404, order], 'withdrawn');
});

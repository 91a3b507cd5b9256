// Real: PostgreSQL, the rooms reviews, identity, ties, admin and moderation. Fake: the clock, the
// trades, the payout accounts, what is told; pictures have no pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import type { Verdict } from '#moderation';
import type { Step } from '#reviews';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { refused } from '../../../test/support/refused.ts';
import { openReviewsRoom } from '../../../test/support/reviews-room.ts';

const room = await openReviewsRoom();
const { reviews, people, clock, database, trade, say, moderation, ties } = room;
const operator = await people.joinOperator();
const screened = { words: '', verdict: 'pass' as Verdict };
moderation.registerScreener((text) =>
  screened.words && text.includes(screened.words) ? screened.verdict : 'pass',
);

type Person = Awaited<ReturnType<typeof people.join>>;

/** Both sides file; answers the id of the buyer's review. */
async function exchange(buyer: Person, seller: Person, step: Step, words?: string) {
  const orderId = trade(buyer, seller);
  clock.move(minuteMs);
  const pictureIds = words ? await shelvePictures(database.sql, buyer.id) : [];
  const tags = step === 'good' ? (['ships-fast', 'friendly'] as const) : (['unfriendly'] as const);
  const { reviewId } = await say(buyer, orderId, { step, words, pictureIds, tags: [...tags] });
  await say(seller, orderId, { tags: ['pays-fast'] });
  return { orderId, reviewId };
}

const listOf = (memberId: string, change: object = {}) => ({
  memberId,
  as: 'seller' as const,
  limit: 20,
  ...change,
});
const caseOf = async (id: string) =>
  (await moderation.listModerationQueue(operator.actor, { limit: 50 })).items.find(
    ({ subject }) => subject.id === id,
  )!;

test('a rating counts members, not trades, and says nothing of four', async () => {
  const seller = await people.join('林小满');
  const fans = await Promise.all(['甲', '乙', '丙', '丁', '戊'].map((name) => people.join(name)));
  for (const fan of fans.slice(0, 4)) await exchange(fan, seller, 'good');
  for (let again = 0; again < 6; again += 1) await exchange(fans[0]!, seller, 'good');
  const few = (await reviews.ratingsOf([seller.id])).get(seller.id);
  assert.deepEqual(few, { raters: 4, goodRaters: 4, goodShareBps: null });
  await exchange(fans[4]!, seller, 'good');
  // The newest word of a member is the one that counts.
  await exchange(fans[0]!, seller, 'poor');
  const ratings = await reviews.ratingsOf([seller.id, fans[0]!.id]);
  assert.deepEqual(ratings.get(seller.id), { raters: 5, goodRaters: 4, goodShareBps: 8_000 });
  assert.deepEqual(ratings.get(fans[0]!.id), { raters: 0, goodRaters: 0, goodShareBps: null });
  const asBuyer = await reviews.ratingsOf([fans[0]!.id], 'buyer');
  assert.deepEqual(asBuyer.get(fans[0]!.id), { raters: 1, goodRaters: 1, goodShareBps: null });
  assert.deepEqual(await reviews.ratingsOf([]), new Map());
  const { counts, tags } = await reviews.listMemberReviews(undefined, listOf(seller.id));
  assert.deepEqual(counts, { good: 11, fair: 0, poor: 1 });
  assert.deepEqual(tags, [
    { tag: 'friendly', count: 11 },
    { tag: 'ships-fast', count: 11 },
    { tag: 'unfriendly', count: 1 },
  ]);
});

test('what was said of a member is listed page by page, the newest first, by step too', async () => {
  const [seller, buyer] = [await people.join('小店'), await people.join('常客')];
  for (const step of ['good', 'poor', 'fair', 'good', 'good'] as const) {
    await exchange(buyer, seller, step);
  }
  const steps: (string | null)[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages <= 3; pages += 1) {
    const page = await reviews.listMemberReviews(
      undefined,
      listOf(seller.id, { limit: 2, cursor }),
    );
    steps.push(...page.items.map(({ step }) => step));
    cursor = page.nextCursor ?? undefined;
    assert.equal(cursor === undefined, pages === 3);
  }
  assert.deepEqual(steps, ['good', 'good', 'fair', 'poor', 'good']);
  const poor = await reviews.listMemberReviews(undefined, listOf(seller.id, { step: 'poor' }));
  assert.deepEqual([poor.items.length, poor.counts], [1, { good: 3, fair: 1, poor: 1 }]);
  const received = await reviews.listMemberReviews(undefined, listOf(buyer.id, { as: 'buyer' }));
  assert.equal(received.items.length, 5);
  assert.ok(received.items.every(({ bySide }) => bySide === 'seller'));
  for (const wrong of ['x', 'W10', Buffer.from('["a","1"]').toString('base64url')]) {
    const asked = reviews.listMemberReviews(undefined, listOf(seller.id, { cursor: wrong }));
    await assert.rejects(asked, refused('platform/invalid-input'));
  }
  await assert.rejects(
    reviews.listMemberReviews(undefined, listOf('4096')),
    refused('platform/not-found'),
  );
});

test('between the blocked nothing of a member is read, nor what a blocked author wrote', async () => {
  const [seller, buyer, reader] = [
    await people.join('被看的'),
    await people.join('写的'),
    await people.join('看的'),
  ];
  await exchange(buyer, seller, 'good');
  await ties.block(reader.call, { memberId: buyer.id });
  const { items, counts } = await reviews.listMemberReviews(reader.actor, listOf(seller.id));
  assert.deepEqual([items.length, counts.good], [0, 1]);
  await ties.block(seller.call, { memberId: reader.id });
  await assert.rejects(
    reviews.listMemberReviews(reader.actor, listOf(seller.id)),
    refused('platform/not-found'),
  );
});

test('a shown review is reported and taken down: nobody reads or counts it any more', async () => {
  const [seller, buyer] = [await people.join('卖家'), await people.join('买家')];
  const { orderId, reviewId } = await exchange(buyer, seller, 'poor', '骂人的话');
  const subject = { kind: 'review', id: reviewId } as const;
  const report = (who: Person) =>
    moderation.reportContent(who.call, { subject, reasonCode: 'harassment' });
  await assert.rejects(report(buyer), refused('moderation/own-content'));
  await report(seller);
  const file = await caseOf(reviewId);
  assert.equal(file.reports[0]!.snapshot.title, '骂人的话');
  assert.equal(file.reports[0]!.pictures.length, 1);
  assert.equal(file.held, null);
  const decision = {
    decision: 'take-down',
    reasonCode: 'harassment',
    words: '请好好说话',
  } as const;
  await moderation.decideModeration(operator.call, { caseId: file.id, ...decision });
  const { items, counts } = await reviews.listMemberReviews(undefined, listOf(seller.id));
  assert.deepEqual([items.length, counts.poor], [0, 0]);
  assert.deepEqual((await reviews.ratingsOf([seller.id])).get(seller.id)?.raters, 0);
  const { other } = await reviews.getOrderReviews(seller.actor, { orderId });
  assert.partialDeepStrictEqual(other, { state: 'taken-down', step: null, words: null });
  await assert.rejects(reviews.withdrawReview(buyer.call, { reviewId }), refused('reviews/gone'));
  await assert.rejects(report(seller), refused('platform/not-found'));
});

test('what is still blind cannot be reported, by the one it is about either', async () => {
  const [seller, buyer] = [await people.join('卖家'), await people.join('买家')];
  const { reviewId } = await say(buyer, trade(buyer, seller), { words: '还没公开' });
  const subject = { kind: 'review', id: reviewId } as const;
  const asked = moderation.reportContent(seller.call, { subject, reasonCode: 'spam' });
  await assert.rejects(asked, refused('platform/not-found'));
});

test('words that screening blocks are refused, words it holds are hidden until allowed', async () => {
  const [seller, buyer] = [await people.join('卖家'), await people.join('买家')];
  Object.assign(screened, { words: '微信', verdict: 'block' });
  const orderId = trade(buyer, seller);
  const words = '加我微信';
  await assert.rejects(say(buyer, orderId, { words }), refused('reviews/screened'));
  screened.verdict = 'hold';
  const { reviewId } = await exchange(buyer, seller, 'good', words);
  const seen = async () =>
    (await reviews.listMemberReviews(undefined, listOf(seller.id))).items[0]!;
  assert.partialDeepStrictEqual(await seen(), {
    state: 'held',
    step: 'good',
    words: null,
    pictures: [],
  });
  const own = await reviews.getReview(buyer.actor, reviewId);
  assert.equal(own.words, words);
  const reply = { reviewId, words };
  await assert.rejects(reviews.replyToReview(seller.call, reply), refused('reviews/screened'));

  const file = await caseOf(reviewId);
  assert.deepEqual([file.reportCount, file.held?.snapshot.title], [0, words]);
  assert.equal(file.held?.pictures.length, 1);
  await moderation.decideModeration(operator.call, { caseId: file.id, decision: 'dismiss' });
  assert.partialDeepStrictEqual(await seen(), { state: 'shown', words });
  assert.equal((await seen()).pictures.length, 1);
});

test('what was held and is taken down stays hidden', async () => {
  const [seller, buyer] = [await people.join('卖家'), await people.join('买家')];
  Object.assign(screened, { words: '微信', verdict: 'hold' });
  const { reviewId } = await exchange(buyer, seller, 'good', '加我微信');
  const decision = {
    decision: 'take-down',
    reasonCode: 'off-platform',
    words: '不能留联系方式',
  } as const;
  await moderation.decideModeration(operator.call, {
    caseId: (await caseOf(reviewId)).id,
    ...decision,
  });
  const { items } = await reviews.listMemberReviews(undefined, listOf(seller.id));
  assert.deepEqual(items, []);
});

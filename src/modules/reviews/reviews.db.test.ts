// Real: PostgreSQL, the rooms reviews, identity, ties, admin and moderation. Fake: the clock, the
// trades, the payout accounts, what is told; pictures have no pixels.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { dayMs, minuteMs } from '#platform/clock.ts';
import { idNumber } from '../../../test/support/persons.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { refused } from '../../../test/support/refused.ts';
import { openReviewsRoom } from '../../../test/support/reviews-room.ts';

const room = await openReviewsRoom();
const { reviews, people, clock, database, told, trade, tell, say, worker, accounts } = room;
const [seller, buyer, stranger] = [
  await people.join('林小满'),
  await people.join('周予安'),
  await people.join('路人'),
];

afterEach(() => {
  told.length = 0;
  accounts.areShared = false;
});

const of = (who: typeof seller, orderId: string) => reviews.getOrderReviews(who.actor, { orderId });
const toldTo = (who: typeof seller) =>
  told.filter(({ memberId }) => memberId === who.id).map(({ type }) => type);

test('when a trade is over both are told that they may review, and nobody is told twice', async () => {
  const orderId = trade(buyer, seller);
  await tell(orderId);
  assert.deepEqual(
    [toldTo(buyer), toldTo(seller)],
    [['reviews/open.buyer'], ['reviews/open.seller']],
  );
  assert.ok(told.every(({ link }) => link === `/orders/${orderId}#review`));
  await tell(orderId);
  assert.equal(new Set(told.map(({ dedupeKey }) => dedupeKey)).size, 1, 'told once by its key');
});

test('a trade that is not over, or was over long ago, opens nothing', async () => {
  const orderId = trade(buyer, seller, null);
  await tell(orderId, 'REFUNDED');
  const old = trade(buyer, seller, new Date(clock.now().getTime() - 14 * dayMs));
  await tell(old);
  assert.deepEqual(told, []);
  await assert.rejects(say(buyer, orderId), refused('reviews/not-yet'));
  assert.equal((await of(buyer, orderId)).hindrance, 'reviews/not-yet');
  await assert.rejects(say(buyer, old), refused('reviews/time-over'));
  assert.equal((await of(buyer, old)).hindrance, 'reviews/time-over');
});

test('the first review is hidden from the other side, who hears of it; the second shows both', async () => {
  const orderId = trade(buyer, seller);
  const [pictureId = ''] = await shelvePictures(database.sql, buyer.id);
  const words = '和描述一样，发货很快。';
  const first = await say(buyer, orderId, {
    tags: ['as-described', 'ships-fast'],
    words,
    pictureIds: [pictureId],
  });
  assert.equal(first.revealedAt, null);
  const blind = await of(seller, orderId);
  assert.partialDeepStrictEqual(blind, {
    isOtherIn: true,
    other: null,
    own: null,
    hindrance: null,
  });
  assert.deepEqual(toldTo(seller), ['reviews/other-in']);
  assert.equal((await of(buyer, orderId)).own?.state, 'blind');
  assert.equal((await reviews.listMemberReviews(undefined, listOf(seller))).items.length, 0);
  await assert.rejects(
    reviews.getReview(seller.actor, first.reviewId),
    refused('platform/not-found'),
  );

  clock.move(minuteMs);
  const second = await say(seller, orderId, { step: 'fair', tags: ['pays-fast'] });
  assert.deepEqual(second.revealedAt, clock.now());
  assert.deepEqual(toldTo(buyer), ['reviews/both-in']);
  const shown = await of(seller, orderId);
  assert.partialDeepStrictEqual(shown.other, {
    state: 'shown',
    step: 'good',
    words,
    mayReply: true,
    mayWithdraw: false,
    isOwn: false,
  });
  assert.equal(shown.other?.pictures.length, 1);
  assert.equal((await of(buyer, orderId)).other?.step, 'fair');
});

const listOf = (who: typeof seller, as: 'seller' | 'buyer' = 'seller') => ({
  memberId: who.id,
  as,
  limit: 20,
});

test('after fourteen days one side’s review is shown alone, and whom it is about is told', async () => {
  const orderId = trade(buyer, seller);
  await tell(orderId);
  await say(buyer, orderId, { step: 'poor' });
  told.length = 0;
  clock.move(14 * dayMs - 1);
  await worker.drain();
  assert.equal((await of(seller, orderId)).other, null);
  clock.move(1);
  await worker.drain();
  assert.equal((await of(seller, orderId)).other?.step, 'poor');
  assert.deepEqual([toldTo(seller), toldTo(buyer)], [['reviews/shown'], []]);
  await assert.rejects(say(seller, orderId), refused('reviews/time-over'));
  const deadline = reviews.parts.deadlines![0]!;
  const { revealedAt } = await of(seller, orderId);
  clock.move(dayMs);
  await deadline.handle(orderId, clock.now());
  await deadline.handle('4096', clock.now());
  assert.deepEqual(
    (await of(seller, orderId)).revealedAt,
    revealedAt,
    'a doubled run does nothing',
  );
});

test('strangers find nothing, tags of the other side and pictures of others are refused', async () => {
  const orderId = trade(buyer, seller);
  await assert.rejects(say(stranger, orderId), refused('platform/not-found'));
  await assert.rejects(of(stranger, orderId), refused('platform/not-found'));
  for (const tags of [['pays-fast'], ['friendly', 'friendly']] as const) {
    await assert.rejects(say(buyer, orderId, { tags: [...tags] }), refused('reviews/tag-unknown'));
  }
  const pictureIds = await shelvePictures(database.sql, seller.id);
  await assert.rejects(say(buyer, orderId, { pictureIds }), refused('pictures/not-yours'));
  const { reviewId } = await say(buyer, orderId);
  for (const who of [stranger, seller]) {
    const asked = reviews.withdrawReview(who.call, { reviewId });
    await assert.rejects(asked, refused('platform/not-found'));
  }
  const reply = { reviewId, words: '谢谢' };
  await assert.rejects(reviews.replyToReview(stranger.call, reply), refused('platform/not-found'));
  await assert.rejects(reviews.replyToReview(buyer.call, reply), refused('platform/not-found'));
  await assert.rejects(reviews.replyToReview(seller.call, reply), refused('reviews/still-blind'));
});

test('one person with two accounts, or one payout account, is refused', async () => {
  const orderId = trade(buyer, seller);
  accounts.areShared = true;
  await assert.rejects(say(buyer, orderId), refused('reviews/related-persons'));
  assert.equal((await of(buyer, orderId)).hindrance, 'reviews/related-persons');
  accounts.areShared = false;
  const realName = { name: '王小满', idNumber: idNumber('19900307') };
  const [one, other] = await Promise.all(
    ['13500000001', '13500000002'].map((phone) =>
      database.transaction((tx) =>
        room.identity.registerMember(tx, {
          phone,
          nickname: phone,
          joinedAt: clock.now(),
          realName,
        }),
      ),
    ),
  );
  const [twin, self] = [one!, other!].map((id) => {
    const actor = { ...buyer.actor, memberId: id };
    return { id, actor, call: { ...buyer.call, actor } };
  });
  const pairs = [
    [twin!.id, self!.id],
    [twin!.id, buyer.id],
    [buyer.id, seller.id],
  ] as const;
  const same = await room.identity.areSamePerson(database.sql, pairs);
  assert.deepEqual(same, [true, false, false]);
  assert.deepEqual(await room.identity.areSamePerson(database.sql, []), []);
  const between = trade(twin!, self!);
  await assert.rejects(say(twin!, between), refused('reviews/related-persons'));
});

test('a review is withdrawn once, leaves nothing to read and no second try', async () => {
  const orderId = trade(buyer, seller);
  const { reviewId } = await say(buyer, orderId, { words: '写错了' });
  await say(seller, orderId);
  await reviews.withdrawReview(buyer.call, { reviewId });
  const { other } = await of(seller, orderId);
  assert.partialDeepStrictEqual(other, { state: 'withdrawn', step: null, tags: [], words: null });
  await assert.rejects(
    reviews.withdrawReview(buyer.call, { reviewId }),
    refused('reviews/already-withdrawn'),
  );
  await assert.rejects(say(buyer, orderId), refused('reviews/withdrawn-once'));
  const reply = { reviewId, words: '？' };
  await assert.rejects(reviews.replyToReview(seller.call, reply), refused('reviews/gone'));
  const { rows } = await database.pool.query('select words from reviews.review where id = $1', [
    reviewId,
  ]);
  assert.deepEqual(rows, [{ words: null }]);
});

test('the reviewed side answers once, and the author hears of it', async () => {
  const orderId = trade(buyer, seller);
  const { reviewId } = await say(buyer, orderId);
  await say(seller, orderId);
  told.length = 0;
  await reviews.replyToReview(seller.call, { reviewId, words: '谢谢，合作愉快' });
  assert.deepEqual(toldTo(buyer), ['reviews/replied']);
  assert.equal((await of(buyer, orderId)).own?.reply?.words, '谢谢，合作愉快');
  assert.equal((await of(seller, orderId)).other?.mayReply, false);
  await assert.rejects(
    reviews.replyToReview(seller.call, { reviewId, words: '再说一句' }),
    refused('reviews/already-replied'),
  );
});

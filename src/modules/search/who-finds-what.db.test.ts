// Real: PostgreSQL, the outbox, and the rooms that search stands on; ties and circles decide. Fake:
// the clock; pictures have no pixels.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Seller } from '../../../test/support/sellers.ts';
import { openFinding } from '../../../test/support/finding.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';

const { platform, clock } = await testPlatform();
const finding = await openFinding(platform);
const { search, ties, circles, settle } = finding;
const author = await finding.openSeller();
const follower = await finding.openSeller();
const neighbour = await finding.openSeller();
const blocker = await finding.openSeller();
const blocked = await finding.openSeller();
const muter = await finding.openSeller();
const stranger = await finding.openSeller();

const word = '琉璃盏';
const readers = {
  author,
  follower,
  neighbour,
  blocker,
  blocked,
  muter,
  stranger,
  guest: undefined,
};
type Reader = keyof typeof readers;

/** Titles of notes that each kind of reader finds. */
const everything = ['琉璃盏 公开', '琉璃盏 粉丝', '琉璃盏 圈子'];
const finds: Record<Reader, string[]> = {
  author: everything,
  follower: ['琉璃盏 公开', '琉璃盏 粉丝'],
  neighbour: ['琉璃盏 公开', '琉璃盏 圈子'],
  blocker: [],
  blocked: [],
  muter: [],
  stranger: ['琉璃盏 公开'],
  guest: ['琉璃盏 公开'],
};

before(async () => {
  const circleId = await platform.database.transaction((tx) =>
    circles.registerCircle(tx, {
      kind: 'fandom',
      name: '琉璃圈',
      description: '',
      joinRule: 'open',
      founderId: author.id,
    }),
  );
  await platform.database.transaction((tx) =>
    circles.admitMember(tx, { circleId, memberId: neighbour.id }),
  );
  const audiences = [{ kind: 'public' }, { kind: 'followers' }, { kind: 'circle', circleId }];
  for (const [at, audience] of audiences.entries()) {
    await finding.publish(author, everything[at]!, { audience, topics: ['琉璃盏收藏'] });
  }
  await finding.sell(author, '琉璃盏 一对');
  await finding.identity.updateProfile(author.call, { nickname: '琉璃盏主人' });
  await ties.follow(follower.call, { memberId: author.id });
  await ties.block(blocker.call, { memberId: author.id });
  await ties.block(author.call, { memberId: blocked.id });
  await ties.mute(muter.call, { memberId: author.id });
  await settle();
});

const actorOf = (reader: Reader) => (readers[reader] as Seller | undefined)?.actor;

for (const reader of Object.keys(finds) as Reader[]) {
  describe(`what the ${reader} finds`, () => {
    const page = { q: word, limit: 20 };
    const titles = finds[reader];
    const isShown = titles.length > 0;

    it('is in the results, by every order', async () => {
      for (const sort of ['relevance', 'newest'] as const) {
        const { items } = await search.searchNotes(actorOf(reader), { ...page, sort });
        assert.deepEqual(items.map(({ title }) => title).toSorted(), titles.toSorted(), sort);
        const goods = await search.searchListings(actorOf(reader), { ...page, sort });
        assert.equal(goods.items.length, isShown ? 1 : 0, sort);
      }
      const { items } = await search.searchMembers(actorOf(reader), page);
      assert.equal(items.length, isShown ? 1 : 0);
    });

    it('is what is counted, near misses as well', async () => {
      const counts = await search.countFound(actorOf(reader), { q: word });
      assert.equal(counts.notes, titles.length);
      assert.equal(counts.listings, isShown ? 1 : 0);
      assert.equal(counts.members, isShown ? 1 : 0);
      const near = await search.countFound(actorOf(reader), { q: '琉离盏' });
      assert.equal(near.notes, titles.length);
    });

    it('is suggested only as far as everybody may see it', async () => {
      const { completions } = await search.suggestSearch(actorOf(reader), '琉璃');
      assert.equal(completions.length > 0, isShown);
      for (const one of completions) assert.doesNotMatch(one, /粉丝|圈子/u);
    });
  });
}

describe('topics', () => {
  it('count the notes that everybody may see, and no others', async () => {
    const { items } = await search.searchTopics({ q: word, limit: 20 });
    assert.deepEqual(items, [{ topic: '琉璃盏收藏', notes: 1 }]);
  });
});

describe('a saved search', () => {
  const told = async (reader: Seller) => {
    for (let turn = 0; turn < 3; turn += 1) {
      await settle();
      await finding.runDeadlines();
    }
    const page = await finding.notifications.listNotifications(reader.actor, {
      locale: 'zh-CN',
      limit: 50,
    });
    return page.items.filter(({ type }) => type.startsWith('search/')).map(({ text }) => text);
  };

  it('tells once of each new listing, at once and then together, and of nobody hidden', async () => {
    for (const reader of [stranger, blocker, blocked, muter, author]) {
      await search.saveSearch(reader.call, { q: '琉璃', priceFenMax: 5_000n });
    }
    clock.move(1000);
    const { listingId } = await finding.sell(author, '琉璃花瓶');
    await finding.sell(author, '琉璃摆件', { priceFen: 9_900n });
    assert.deepEqual(await told(stranger), ['你订阅的「琉璃」上新了：琉璃花瓶']);
    await finding.catalog.updateListing(author.call, { listingId, version: 1, description: '改' });
    for (const title of ['琉璃杯', '琉璃盘']) await finding.sell(author, title);
    assert.equal((await told(stranger)).length, 1);
    clock.move(61 * 60 * 1000);
    assert.deepEqual(await told(stranger), [
      '你订阅的「琉璃」上新了 2 件：琉璃盘 等',
      '你订阅的「琉璃」上新了：琉璃花瓶',
    ]);
    for (const reader of [blocker, blocked, muter, author]) {
      assert.deepEqual(await told(reader), []);
    }
  });

  it('is kept with its filters, at most twenty, and deleted by its member alone', async () => {
    const { items } = await search.listSavedSearches(stranger.actor);
    assert.equal(items.length, 1);
    const [{ id, q, priceFenMax }] = items as [(typeof items)[number]];
    assert.deepEqual([q, priceFenMax], ['琉璃', 5_000n]);
    const again = await search.saveSearch(stranger.call, { q: ' 琉璃 ', priceFenMax: 5_000n });
    assert.equal(again.savedId, id);
    const wish = { q: '琉璃', priceFenMax: 5_000n, verified: true };
    const { savedId } = await search.saveSearch(stranger.call, wish);
    const [stricter] = (await search.listSavedSearches(stranger.actor)).items;
    assert.deepEqual([stricter?.id, stricter?.verified], [savedId, true]);
    assert.notEqual(savedId, id);
    await search.deleteSavedSearch(stranger.call, savedId);
    await assert.rejects(
      search.deleteSavedSearch(follower.call, id),
      refused('platform/not-found'),
    );
    await search.deleteSavedSearch(stranger.call, id);
    for (let n = 0; n < 20; n += 1) await search.saveSearch(stranger.call, { q: `找第${n}件` });
    await assert.rejects(
      search.saveSearch(stranger.call, { q: '第二十一' }),
      refused('search/too-many-saved'),
    );
    await assert.rejects(
      search.saveSearch(stranger.call, { q: ' 👍 ' }),
      refused('search/nothing-to-save'),
    );
    await assert.rejects(async () => {
      for (let n = 0; n < 60; n += 1) await search.saveSearch(stranger.call, { q: '找第1件' });
    }, refused('search/too-fast'));
  });
});

describe('a member’s history', () => {
  it('keeps twenty, the latest first, each once, and is cleared in part or whole', async () => {
    for (let n = 0; n < 22; n += 1) {
      clock.move(1000);
      await search.rememberSearch(follower.call, `东西${n}`);
    }
    clock.move(1000);
    await search.rememberSearch(follower.call, ' 东西5 ');
    await search.rememberSearch(follower.call, '👍');
    const history = async () => (await search.listSearchHistory(follower.actor)).items;
    const kept = await history();
    assert.equal(kept.length, 20);
    assert.deepEqual(kept.slice(0, 2), ['东西5', '东西21']);
    assert.equal(kept.filter((q) => q === '东西5').length, 1);
    await search.clearSearchHistory(follower.call, '东西5');
    assert.equal((await history())[0], '东西21');
    assert.deepEqual((await search.listSearchHistory(stranger.actor)).items, []);
    await search.clearSearchHistory(follower.call);
    assert.deepEqual(await history(), []);
  });
});

describe('a projection', () => {
  it('is made anew whole: what was missing is there, what is gone is taken out', async () => {
    const before = await search.countFound(undefined, { q: word });
    await platform.database.pool.query('delete from search.note');
    await platform.database.pool.query(`update search.listing set id = id + 4096 * 1024`);
    await search.rebuild();
    await settle();
    assert.equal(before.notes, 1);
    assert.deepEqual(await search.countFound(undefined, { q: word }), before);
  });
});

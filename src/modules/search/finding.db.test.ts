// Real: PostgreSQL, the outbox and the rooms that search stands on. Fake: the clock; pictures have
// no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identityTopics } from '#identity';
import { sql } from '#platform/db/database.ts';
import { bucketOf } from '#platform/ids.ts';
import { openFinding } from '../../../test/support/finding.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';

const { platform, clock } = await testPlatform();
const finding = await openFinding(platform);
const { catalog, community, search, settle, sell, publish } = finding;
const seller = await finding.openSeller();
const other = await finding.openSeller();

const page = { limit: 20 };
async function listings(q: string, more: object = {}) {
  await settle();
  const { items } = await search.searchListings(undefined, { ...page, q, ...more });
  return items.map(({ title }) => title);
}
async function notes(q: string) {
  await settle();
  return (await search.searchNotes(undefined, { ...page, q })).items.map(({ title }) => title);
}

describe('listings are found', () => {
  it('by words of two signs, by single signs, by what is half typed, and by letters', async () => {
    const fryer = '全新未拆空气炸锅';
    const phone = 'iPhone15 Pro 国行';
    await sell(seller, fryer);
    await sell(seller, phone);
    for (const q of ['空气', '炸锅', '锅', '空气炸', '空氣炸鍋', '  空气　炸锅  ']) {
      assert.deepEqual(await listings(q), [fryer], q);
    }
    for (const q of ['iphone', 'IPHONE 15', 'ｉｐｈｏｎｅ', '15 pro', 'iph']) {
      assert.deepEqual(await listings(q), [phone], q);
    }
  });

  it('with one sign wrong, one missing, or two letters changed about', async () => {
    const title = '森海塞尔降噪耳机';
    await sell(seller, title);
    const slips = ['森海赛尔耳机', '森塞尔耳机', '降燥耳机'];
    for (const q of slips) assert.deepEqual(await listings(q), [title], q);
    const latin = 'Sennheiser HD600';
    await sell(other, latin);
    for (const q of ['sennheisr', 'senheiser', 'sennhieser']) {
      assert.deepEqual(await listings(q), [latin], q);
    }
  });

  it('by a title of signs that each become several, wherever in it they stand', async () => {
    const signs = Array.from({ length: 60 }, (_, at) => String.fromCodePoint(0x3300 + at));
    const title = signs.join('');
    await sell(seller, title);
    for (const q of [title, signs.slice(0, 9).join('')]) {
      assert.deepEqual(await listings(q), [title], q);
    }
    const ends = `${signs.slice(0, 57).join('')} 拓片`;
    await sell(other, ends);
    assert.deepEqual(await listings('拓片'), [ends]);
  });

  it('says when nothing holds all of it, and what does comes first', async () => {
    const exact = '手冲咖啡壶';
    await sell(other, '手冲咖啡杯');
    await sell(other, exact);
    await settle();
    const found = await search.searchListings(undefined, { ...page, q: '手冲咖啡壶' });
    assert.equal(found.isNear, false);
    assert.deepEqual(
      found.items.map(({ title }) => title),
      [exact, '手冲咖啡杯'],
    );
    const near = await search.searchListings(undefined, { ...page, q: '手冲珈啡壶' });
    assert.equal(near.isNear, true);
    assert.equal(near.items[0]!.title, exact);
  });

  it('by their description, after those that bear it in the title', async () => {
    await sell(other, '旧书一箱', { description: '里面有一本三体' });
    await sell(other, '三体全集');
    assert.deepEqual(await listings('三体'), ['三体全集', '旧书一箱']);
  });

  it('sold out only when asked for, and again when one comes back', async () => {
    const title = '限量徽章一枚';
    const { listingId } = await sell(seller, title, { quantity: 1 });
    assert.deepEqual(await listings('限量徽章'), [title]);
    const stock = (name: string) =>
      sql`select ${sql.raw(`catalog.${name}`)}(${bucketOf(listingId)}, ${listingId}, 1)`.execute(
        platform.database.sql,
      );
    await stock('take_stock');
    assert.deepEqual(await listings('限量徽章'), []);
    const { listings: counted } = await search.countFound(undefined, { q: '限量徽章' });
    assert.equal(counted, 0);
    assert.deepEqual(await listings('限量徽章', { includeSold: true }), [title]);
    await stock('return_stock');
    assert.deepEqual(await listings('限量徽章'), [title]);
  });

  it('never once they are withdrawn or taken down, and as they read after an edit', async () => {
    const { listingId } = await sell(seller, '羊毛围巾');
    await settle();
    await catalog.updateListing(seller.call, { listingId, version: 1, title: '羊绒披肩' });
    assert.deepEqual(await listings('羊毛围巾'), []);
    assert.deepEqual(await listings('羊绒披肩'), ['羊绒披肩']);
    await catalog.withdrawListing(seller.call, { listingId });
    assert.deepEqual(await listings('羊绒披肩', { includeSold: true }), []);
  });

  it('narrowed down by price, condition, delivery and place', async () => {
    await finding.identity.updateProfile(other.call, { city: '上海市' });
    await sell(other, '折叠自行车甲', { priceFen: 10_000n, condition: '9' });
    await sell(other, '折叠自行车乙', {
      priceFen: 30_000n,
      condition: 'new-unused',
      flaw: null,
      delivery: 'pickup',
      freightFen: 0n,
    });
    const of = (filters: object) => listings('折叠自行车', { sort: 'price-up', ...filters });
    assert.deepEqual(await of({}), ['折叠自行车甲', '折叠自行车乙']);
    assert.deepEqual(await of({ sort: 'price-down' }), ['折叠自行车乙', '折叠自行车甲']);
    assert.deepEqual(await of({ priceFenMin: 10_001n }), ['折叠自行车乙']);
    assert.deepEqual(await of({ priceFenMax: 10_000n }), ['折叠自行车甲']);
    assert.deepEqual(await of({ conditions: ['new-unused'] }), ['折叠自行车乙']);
    assert.deepEqual(await of({ deliveries: ['courier'] }), ['折叠自行车甲']);
    assert.equal((await of({ city: '上海' })).length, 2);
    assert.deepEqual(await of({ city: '北京' }), []);
    await finding.identity.updateProfile(other.call, { city: '北京' });
    assert.equal((await of({ city: '北京' })).length, 2);
  });
});

describe('who is verified', () => {
  const { database } = platform;
  /** As if the other seller were nobody yet, and then the person they were. */
  const verify = (at: Date | null, person: string | null) =>
    sql`update identity.member set verified_at = ${at}, pro_at = ${at}, person_hash = ${person}
      where bucket = ${bucketOf(other.id)} and id = ${other.id}`.execute(database.sql);
  const members = async () => {
    await settle();
    const { items } = await search.searchMembers(undefined, {
      ...page,
      q: '验灯人',
      verified: true,
    });
    return items.map(({ id }) => id);
  };
  const hitsOf = async (savedId: string) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from search.hit
      where bucket = ${bucketOf(savedId)} and saved_id = ${savedId}`.execute(database.sql);
    return rows[0]!.n;
  };
  const counted = async () => {
    await settle();
    const { listings: goods, members: people } = await search.countFound(undefined, {
      q: '验灯人',
      verified: true,
    });
    return [goods, people];
  };

  it('may be all that is found, of listings and of members, and is from the moment they are', async () => {
    const { savedId } = await search.saveSearch(seller.call, { q: '验灯人', verified: true });
    await sell(seller, '验灯人甲');
    await sell(other, '验灯人乙');
    await verify(null, null);
    await finding.identity.updateProfile(other.call, { nickname: '验灯人' });
    const both = await listings('验灯人');
    assert.deepEqual(both.toSorted(), ['验灯人乙', '验灯人甲']);
    assert.deepEqual(await listings('验灯人', { verified: true }), ['验灯人甲']);
    assert.deepEqual(await members(), []);
    assert.deepEqual(await counted(), [1, 0]);
    assert.equal(await hitsOf(savedId), 0);
    await verify(clock.now(), '0'.repeat(64));
    const event = { topic: identityTopics.realNameVerified, ref: other.id, payload: {} };
    await database.transaction((tx) =>
      platform.outbox.emit(tx, bucketOf(other.id), [event], clock.now()),
    );
    assert.equal((await listings('验灯人', { verified: true })).length, 2);
    assert.deepEqual(await members(), [other.id]);
    assert.deepEqual(await counted(), [2, 1]);
    await sell(other, '验灯人丁');
    await settle();
    assert.equal(await hitsOf(savedId), 1);
  });
});

describe('notes are found', () => {
  it('by title, text and topic, and no longer when they are deleted', async () => {
    const noteId = await publish(seller, '周末市集回来', {
      body: ['淘到一台胶片机'],
      topics: ['慢生活'],
    });
    for (const q of ['市集', '胶片机', '慢生活'])
      assert.deepEqual(await notes(q), ['周末市集回来']);
    const topics = async () => (await search.searchTopics({ ...page, q: '慢生活' })).items;
    assert.deepEqual(await topics(), [{ topic: '慢生活', notes: 1 }]);
    await community.deleteNote(seller.call, noteId);
    assert.deepEqual(await notes('市集'), []);
    assert.deepEqual(await topics(), []);
  });
});

describe('members are found', () => {
  it('by their names, by what they say of themselves, and by a new name at once', async () => {
    const names = async (q: string) => {
      await settle();
      const found = await search.searchMembers(undefined, { ...page, q });
      return found.items.map(({ nickname }) => nickname);
    };
    await finding.identity.updateProfile(seller.call, { nickname: '听风阁主', bio: '收黑胶' });
    assert.deepEqual(await names('听风'), ['听风阁主']);
    assert.deepEqual(await names('黑胶'), ['听风阁主']);
    await finding.identity.updateProfile(seller.call, { nickname: '看雨楼主' });
    assert.deepEqual(await names('听风'), []);
    assert.deepEqual(await names('看雨'), ['看雨楼主']);
  });
});

describe('pages', () => {
  for (const sort of ['relevance', 'newest', 'price-up', 'price-down'] as const) {
    it(`neither repeat nor skip while new ones arrive, by ${sort}`, async () => {
      const word = { relevance: '青瓷', newest: '白瓷', 'price-up': '黑陶', 'price-down': '紫砂' }[
        sort
      ];
      const shop = await finding.openSeller();
      const made: string[] = [];
      for (let n = 0; n < 9; n += 1) {
        if (n % 2 === 0) clock.move(1000);
        const { listingId } = await sell(shop, `${word}小杯`, { priceFen: BigInt(100 + (n % 3)) });
        made.push(listingId);
      }
      await settle();
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const found = await search.searchListings(undefined, { q: word, limit: 2, sort, cursor });
        seen.push(...found.items.map(({ id }) => id));
        cursor = found.nextCursor ?? undefined;
        if (seen.length === 2) {
          clock.move(1000);
          await sell(shop, `${word}小杯`, { priceFen: 50n });
          await settle();
        }
      } while (cursor);
      assert.equal(new Set(seen).size, seen.length);
      assert.deepEqual(
        made.filter((id) => !seen.includes(id)),
        [],
      );
    });
  }

  it('refuse a cursor that is none of theirs', async () => {
    const input = { ...page, q: '瓷', cursor: 'bm9uZQ' };
    await assert.rejects(
      search.searchListings(undefined, input),
      refused('platform/invalid-input'),
    );
  });
});

describe('whatever is typed', () => {
  const odd = ['', '   ', '👍🏽', "'", '"', '\\', '%', '_', '&', '|', '!', '(', ')', ':', '*'];
  const odder = [
    "瓷' | '杯",
    '瓷:*',
    "瓷\\'",
    '瓷 & !杯',
    '瓷\u0000杯',
    '<瓷>',
    '瓷'.repeat(10_000),
  ];
  for (const q of [...odd, ...odder]) {
    it(`is safe: ${JSON.stringify(q.slice(0, 12))}`, async () => {
      const input = { ...page, q };
      await search.searchListings(undefined, input);
      await search.searchListings(undefined, { ...input, sort: 'newest' });
      await search.searchNotes(undefined, input);
      await search.searchMembers(undefined, input);
      await search.searchTopics(input);
      await search.countFound(undefined, { q });
      await search.suggestSearch(undefined, q);
    });
  }
});

describe('suggestions', () => {
  it('complete what is half typed to what is there, and are gone with it', async () => {
    const { listingId } = await sell(seller, '戴森吹风机 紫红色');
    await settle();
    const of = async (q: string) => (await search.suggestSearch(undefined, q)).completions;
    assert.ok(
      (await of('戴')).some((one) => one.startsWith('戴森')),
      String(await of('戴')),
    );
    assert.ok((await of('吹风')).includes('吹风机'));
    assert.ok((await of('风机')).includes('吹风机'));
    await catalog.withdrawListing(seller.call, { listingId });
    await settle();
    assert.deepEqual(await of('吹风'), []);
  });

  it('are the popular topics while nothing is typed', async () => {
    for (const title of ['一', '二']) await publish(seller, title, { topics: ['搬家季'] });
    await settle();
    const { topics } = await search.suggestSearch(undefined, '');
    assert.deepEqual(topics[0], { topic: '搬家季', notes: 2 });
  });
});

// Real: PostgreSQL and what it knows of how frequent each gram is. The projection is filled by the
// module's own writer, without the rooms below.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { newIds, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { textGrams, titleGrams } from './domain/grams.ts';
import { readQuery } from './domain/query.ts';
import { weighedMax } from './domain/rules.ts';
import { wordsOf } from './domain/words.ts';
import { writeListings, type ListingRow } from './store/docs.ts';
import { countMatching, newestMatching, sortedMatching, type Reading } from './store/finding.ts';

const { platform, clock } = await testPlatform();
const { database } = platform;
const many = 6_000;
const until = clock.now();
const sieve = { readerId: undefined, hiddenIds: [], followeeIds: [], circleIds: [] };
const base = { kind: 'listing', sieve, filters: {}, until, limit: weighedMax } as const;

type Listing = { id: Id; title: string; text: string; priceFen: number; isSold: boolean };
/**
 * Every second is 机械键盘, some are 青瓷小杯, some 杯子 and 小杯子; the oldest alone is 孔雀蓝. The
 * newest first.
 */
const listings: Listing[] = [];

before(async () => {
  const ids = await newIds(database.sql, 7, many);
  listings.push(...ids.map(listingOf));
  const rows = listings.map(rowOf);
  await database.transaction((tx) => writeListings(tx, rows, until));
  await sql`vacuum analyze search.listing`.execute(database.sql);
});

function listingOf(id: Id, n: number): Listing {
  const colour = ['白色', '黑色', '墨绿'][n % 3]!;
  const rarer = { 7: '青瓷小杯', 9: '杯子', 11: '青瓷小杯子' }[n % 100];
  const thing = rarer ?? (n % 2 === 0 ? '机械键盘' : '蓝牙耳机');
  const last = n === many - 1 ? '孔雀蓝' : '';
  const title = `${thing} ${colour}${last} ${n % 7 === 0 ? 'keychron' : 'logitech'}${n % 90}`;
  const text = n % 50 === 3 ? '随手送机械键盘一把' : '';
  return { id, title, text, priceFen: 100 + ((n * 7907) % 5000), isSold: n % 10 === 4 };
}

function rowOf({ id, title, text, priceFen, isSold }: Listing, n: number): ListingRow {
  const grams = titleGrams(title);
  return {
    id,
    ownerId: id,
    audience: 'public',
    circleId: null,
    words: wordsOf(title).join(' '),
    titleGrams: [...grams].join(' '),
    allGrams: [...new Set([...grams, ...textGrams(text)])].join(' '),
    publishedAt: new Date(until.getTime() - n * 60_000),
    priceFen: String(priceFen),
    condition: '9',
    delivery: 'courier',
    city: '',
    verifiedAt: null,
    soldOutAt: isSold ? until : null,
  };
}

/** What matches, as the queries say it and nothing else, the newest first. */
async function matchingPlainly(of: Pick<Reading, 'within' | 'anyOf'>): Promise<Listing[]> {
  const grams = sql.ref(of.within === 'title' ? 'title_grams' : 'all_grams');
  const { rows } = await sql<{ id: Id }>`
    select id from search.listing
    where ${grams} @@ any(${of.anyOf}::tsquery[]) and sold_out_at is null`.execute(database.sql);
  const ids = new Set(rows.map(({ id }) => id));
  return listings.filter(({ id }) => ids.has(id));
}

const idsOf = (found: { id: Id }[]) => found.map(({ id }) => id);

describe('among thousands, a search finds just what its queries say, however frequent', () => {
  const words = '机械键盘,键盘,机,青瓷,青瓷小杯,小杯子,青瓷杯子,孔雀蓝,keychron';
  const several = '机械键盘 白色,蓝牙耳机 墨绿,键盘 机械,机械键盘机械,机械键盘 31';
  const slips = '机械建盘,keychrn,白瓷,小背子';
  for (const q of [words, several, slips].join(',').split(',')) {
    it(q, async () => {
      const { exact, near } = readQuery(q)!;
      const asked = [
        { within: 'title', anyOf: [exact] },
        { within: 'all', anyOf: [exact] },
        ...(near.length > 0 ? [{ within: 'title', anyOf: near } as const] : []),
      ] as const;
      for (const of of asked) {
        const plainly = await matchingPlainly(of);
        const newest = await newestMatching(database, { ...base, ...of });
        assert.deepEqual(idsOf(newest), idsOf(plainly.slice(0, weighedMax)), of.within);
        const counted = await countMatching(database, { ...base, ...of, limit: many });
        assert.equal(counted, plainly.length);
      }
    });
  }
});

describe('of a word that thousands of titles hold', () => {
  const { exact } = readQuery('机械键盘')!;
  const of = { ...base, within: 'title', anyOf: [exact] } as const;

  it('the newest so many are weighed, narrowed down before they are counted', async () => {
    const filters = { priceFenMax: 1_000n };
    const all = (await matchingPlainly(of)).filter(({ priceFen }) => priceFen <= 1_000);
    const found = await newestMatching(database, { ...of, filters });
    assert.deepEqual(idsOf(found), idsOf(all.slice(0, weighedMax)));
    assert.ok(all.length > 100 && (await matchingPlainly(of)).length > 2_000);
  });

  it('all are shown by price, page after page, none twice and none left out', async () => {
    const all = await matchingPlainly(of);
    const seen: Id[] = [];
    let after: { value: string; id: Id } | undefined;
    do {
      const reading = { ...of, limit: 500 };
      const rows = await sortedMatching(database, reading, { order: 'price-up', after });
      seen.push(...idsOf(rows));
      const last = rows.at(-1);
      after = rows.length === 500 ? { value: last!.price_fen!, id: last!.id } : undefined;
    } while (after);
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(seen.toSorted(), idsOf(all).toSorted());
  });
});

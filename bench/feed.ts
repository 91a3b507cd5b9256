import autocannon from 'autocannon';
import { pagesAreBuilt } from '#platform/http/pages.ts';
import { openGround, type Ground } from './ground.ts';
import { median } from './load.ts';
import { startBenchProduct } from './product.ts';
import type { Report } from './report.ts';

const notesMax = 100_000;
const clients = 32;
const rounds = 3;

const pagesMax = 200;

type Shot = { perSecond: number; p99Ms: number };
type Beside = { ownPages: Shot; page: Shot | undefined };

/**
 * The JSON feed with 100,000 notes and 32 clients, and beside it, in turns, a bare route of the
 * same server that does one indexed read; then the same feed with each client on pages of its own,
 * where no reading is shared, and the feed page as a guest sees it.
 */
export async function benchFeed(seconds: number): Promise<Report> {
  const ground = await openGround();
  try {
    const noteId = await makeNotes(ground);
    const product = await startBenchProduct(ground, false);
    const origin = `http://127.0.0.1:${product.port}`;
    const bareUrl = `${origin}/bench/indexed-read?id=${noteId}`;
    const feedUrl = `${origin}/api/v1/feed`;
    const pairs = [];
    for (let round = 0; round < rounds; round += 1) {
      const bare = await shoot(bareUrl, seconds / 2);
      pairs.push({ bare, feed: await shoot(feedUrl, seconds / 2) });
    }
    const deep = await deepPages(feedUrl);
    const ownPages = await shoot(feedUrl, seconds / 2, deep);
    const page = pagesAreBuilt() ? await shoot(`${origin}/`, seconds / 2) : undefined;
    const { rssMb } = await product.counted();
    await product.stop();
    return reportOf(pairs, { ownPages, page }, rssMb);
  } finally {
    await ground.close();
  }
}

/** Notes as members publish them, a quarter with a listing, generated in place. */
async function makeNotes(ground: Ground): Promise<string> {
  await ground.query(
    `insert into identity.member (bucket, id, nickname, joined_at, phone_sealed, phone_fingerprint)
     select platform.bucket_of(s.id), s.id, '作者' || s.n, now() - interval '400 days', '\\x00',
       md5('a' || s.n) || md5('b' || s.n)
     from (select n, platform.new_id(n % 1024) as id from generate_series(1, 2000) n) s`,
  );
  await ground.query(noteSql, [notesMax / 2000]);
  await ground.query(
    `insert into catalog.listing (bucket, id, seller_id, note_id, title, description, price_fen,
       condition, delivery, freight_fen, ship_within_ms, picture_ids, stock, stock_added, published_at)
     select bucket, platform.new_id(bucket), author_id, id, title, '成色如图', 1 + id % 900000,
       'new-unused', 'courier', 0, 259200000, '{}', 1, 1, published_at
     from community.note where id % 4 = 0`,
  );
  await ground.query('vacuum analyze');
  const [note] = await ground.query<{ id: string }>('select id from community.note limit 1');
  return note!.id;
}

const noteSql = `
  insert into community.note (bucket, id, author_id, title, body, topics, city, picture_ids, card, published_at)
  select m.bucket, i.id, m.id, t.title, '["陪我走过三座城，想给它找个新家。"]', '{闲置}', '上海', array[i.id],
    json_build_object('title', t.title, 'excerpt', '陪我走过三座城', 'topics', array['闲置'],
      'city', '上海', 'pictureCount', 1, 'cover', json_build_object('id', i.id::text, 'width', 900,
        'height', 1200, 'thumbhash', 'abc', 'colour', '#c97b4a', 'alt', '',
        'sources', json_build_array(json_build_object('url', '/api/v1/media/x', 'width', 720)))),
    now() - n * interval '7 minutes' - (m.id % 420) * interval '1 second'
  from identity.member m, generate_series(1, $1::int) n,
    lateral (select platform.new_id(m.bucket + 0 * n) as id) i,
    lateral (select '旁轴相机 银色 第 ' || n || ' 台' as title) t`;

/** The paths of the feed's first pages, by their cursors. */
async function deepPages(feedUrl: string): Promise<string[]> {
  const paths: string[] = [];
  let cursor: string | null = '';
  while (paths.length < pagesMax && cursor !== null) {
    const path: string = cursor ? `/api/v1/feed?cursor=${cursor}` : '/api/v1/feed';
    paths.push(path);
    const answer = await fetch(new URL(path, feedUrl));
    ({ nextCursor: cursor } = (await answer.json()) as { nextCursor: string | null });
  }
  return paths;
}

/** @param paths each client goes through these in an order of its own; the url alone without them */
async function shoot(url: string, seconds: number, paths: string[] = []): Promise<Shot> {
  const setupClient: NonNullable<Parameters<typeof autocannon>[0]['setupClient']> = (client) => {
    const own = paths.toSorted(() => Math.random() - 0.5);
    if (paths.length > 0) client.setRequests(own.map((path) => ({ path })));
  };
  const load = { url, connections: clients, setupClient };
  await autocannon({ ...load, duration: 1 });
  const result = await autocannon({ ...load, duration: Math.max(2, seconds) });
  if (result.non2xx > 0) throw new Error(`${url} answered ${result.non2xx} times no 2xx`);
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 };
}

function reportOf(
  pairs: { bare: Shot; feed: Shot }[],
  { ownPages, page }: Beside,
  rssMb: number,
): Report {
  const ratio = median(pairs.map(({ bare, feed }) => feed.perSecond / bare.perSecond));
  const p99Ratio = median(pairs.map(({ bare, feed }) => feed.p99Ms / bare.p99Ms));
  const row = (what: string, shot: Shot) => ({
    what,
    'requests/s': shot.perSecond.toFixed(0),
    'p99 ms': shot.p99Ms.toFixed(1),
  });
  return {
    name: 'feed',
    table: [
      ...pairs.flatMap(({ bare, feed }) => [
        row('bare indexed read', bare),
        row('JSON feed', feed),
      ]),
      row('JSON feed, pages of one’s own', ownPages),
      ...(page ? [row('feed page', page)] : []),
    ],
    figures: {
      feedPerSecond: median(pairs.map(({ feed }) => feed.perSecond)),
      ratioToBareRead: ratio,
      p99RatioToBareRead: p99Ratio,
      ownPagesPerSecond: ownPages.perSecond,
      ownPagesP99Ms: ownPages.p99Ms,
      pagePerSecond: page?.perSecond ?? 0,
      rssMb,
    },
    targets: [
      { says: 'ratioToBareRead ≥ 0.5 at 100k notes and 32 clients', met: ratio >= 0.5 },
      { says: 'p99RatioToBareRead ≤ 2', met: p99Ratio <= 2 },
    ],
  };
}

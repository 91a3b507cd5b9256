import type { Ground } from './ground.ts';

const sellers = 2_000;
const batch = 5_000;

type Query = Ground['query'];

/** Members who write and sell, generated in place. */
async function makeMembers(query: Query): Promise<void> {
  await query(
    `insert into identity.member (bucket, id, nickname, joined_at, phone_sealed, phone_fingerprint)
     select platform.bucket_of(s.id), s.id, '卖家' || s.n, now() - interval '400 days', '\\x00',
       md5('a' || s.n) || md5('b' || s.n)
     from (select n, platform.new_id(n % 1024) as id from generate_series(1, $1::int) n) s`,
    [sellers],
  );
}

const rowsOfTitles = `
  (select t.title, t.n, m.bucket, m.id as owner_id, platform.new_id(m.bucket + 0 * t.n::int) as id
   from unnest($1::text[]) with ordinality t (title, n)
   join (select bucket, id, row_number() over (order by id) - 1 as place from identity.member) m
     on m.place = (t.n * 7919) % ${sellers}) s`;

/** One public note a title, each a minute older than the one before. */
export async function makeNotesOf(query: Query, titles: readonly string[]): Promise<void> {
  await makeMembers(query);
  await inBatches(titles, (part) =>
    query(
      `insert into community.note
         (bucket, id, author_id, title, body, topics, city, picture_ids, card, published_at)
       select s.bucket, s.id, s.owner_id, s.title, '[]', '{}', null, array[s.id],
         json_build_object('id', s.id::text, 'title', s.title, 'topics', '{}'::text[],
           'city', null, 'pictureCount', 1, 'cover', json_build_object('id', s.id::text,
             'width', 900, 'height', 1200, 'thumbhash', 'abc', 'colour', '#c97b4a', 'alt', '',
             'sources', '{}'::text[])),
         now() - s.n * interval '1 minute'
       from ${rowsOfTitles}`,
      [part],
    ),
  );
}

/** One listing a title, of every price, condition and delivery; one in ten is sold out. */
export async function makeListingsOf(query: Query, titles: readonly string[]): Promise<void> {
  await makeMembers(query);
  await inBatches(titles, (part) =>
    query(
      `insert into catalog.listing (bucket, id, seller_id, title, description, price_fen, condition,
         delivery, freight_fen, ship_within_ms, picture_ids, stock, sold, stock_added, published_at)
       select s.bucket, s.id, s.owner_id, s.title, '搬家出，成色如图，可小刀', 100 + (s.n * 7907) % 900000,
         (array['new-sealed', '95', '9', '8'])[1 + s.n % 4],
         (array['courier', 'courier', 'pickup'])[1 + s.n % 3], 0, 259200000, '{}',
         case when s.n % 10 = 0 then 0 else 1 end, case when s.n % 10 = 0 then 1 else 0 end, 1,
         now() - s.n * interval '1 minute'
       from ${rowsOfTitles}`,
      [part],
    ),
  );
}

async function inBatches(titles: readonly string[], make: (part: string[]) => Promise<unknown>) {
  for (let at = 0; at < titles.length; at += batch) await make(titles.slice(at, at + batch));
}

/** The headers of a caller of one's own, so that no caller's searches a minute run out. */
export function asCaller(turn: number): { 'x-forwarded-for': string } {
  return { 'x-forwarded-for': `10.0.${(turn >> 8) % 256}.${turn % 256}` };
}

const waitMs = 250;

/** Waits until the running product has made every projection, and lets the server look at them. */
export async function untilIndexed(query: Query): Promise<void> {
  const isDone = async () => {
    const rows = await query<{ done: boolean }>(
      'select count(*) = 3 and bool_and(done_at is not null) as done from search.rebuild',
    );
    return rows[0]!.done;
  };
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, waitMs));
  await query('vacuum analyze');
}

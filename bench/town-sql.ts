import type { Ground } from './ground.ts';

/** How big a generated town is. Every count follows from running numbers, so two runs make the same. */
export type TownSize = {
  members: number;
  notes: number;
  /** Of these the first `readers` follow `followsOfReader` others, the rest a few each. */
  readers: number;
  followsOfReader: number;
  followsOfOthers: number;
};

/** 100,000 members, 1,000,000 notes, 250,000 listings, some 5,000,000 follows. */
export const bigTown: TownSize = {
  members: 100_000,
  notes: 1_000_000,
  readers: 1_000,
  followsOfReader: 1_000,
  followsOfOthers: 40,
};

/** A hundredth of the notes, read in the same way: what the size costs is the difference. */
export const smallTown: TownSize = {
  members: 5_000,
  notes: 10_000,
  readers: 200,
  followsOfReader: 1_000,
  followsOfOthers: 40,
};

/** One note in four sells something. */
const notesPerListing = 4;
/** Topics that notes are about; each note has two. */
const topicsCount = 500;
const cities = ['上海', '杭州', '北京', '成都', '广州'];

/** Ids are kept apart by the running time in their upper bits. */
const base = {
  member: 1_000_000,
  session: 2_000_000,
  note: 1_000_000_000,
  listing: 3_000_000_000,
};
const bucket = (n: string) => `((${n}) * 7 % 1024)`;
const idOf = (from: number, n: string, of: string) =>
  `(((${from}::bigint + ${n}) << 22) | (${bucket(of)}::bigint << 12))`;
const memberId = (m: string) => idOf(base.member, m, m);
/** The author of a note: 7919 is prime, so notes are spread evenly over the members. */
const authorOf = (n: string, town: TownSize) => `((${n})::bigint * 7919 % ${town.members})`;
const noteId = (n: string, town: TownSize) => idOf(base.note, n, authorOf(n, town));

/** A reader's token, as `Authorization: Bearer` carries it. */
export const tokenOf = (reader: number): string =>
  ((reader * 7) % 1024).toString(16).padStart(3, '0') + String(reader).padStart(43, '0');
const tokenSql = (m: string) =>
  `(lpad(to_hex(${bucket(m)}), 3, '0') || lpad((${m})::text, 43, '0'))`;

/** The id of the m-th member. */
export async function memberIdOf(ground: Pick<Ground, 'query'>, m: number): Promise<string> {
  const [row] = await ground.query<{ id: string }>(`select ${memberId(String(m))}::text as id`);
  return row!.id;
}

/** One table to be filled: its indexes are made after its rows. */
export type Filling = { table: string; rows: string };

/** The statements that make a town, in order. */
export function townFillings(town: TownSize): Filling[] {
  return [...people(town), ...notes(town), ...goods(town), ...follows(town)];
}

function people(town: TownSize): Filling[] {
  const everybody = `generate_series(0, ${town.members - 1}) m`;
  return [
    {
      table: 'identity.member',
      rows: `insert into identity.member (bucket, id, nickname, city, joined_at, phone_sealed, phone_fingerprint)
        select ${bucket('m')}, ${memberId('m')}, '邻居' || m, ${cityOf('m')},
          now() - interval '400 days', '\\x00', md5('a' || m) || md5('b' || m) from ${everybody}`,
    },
    {
      table: 'identity.session',
      rows: `insert into identity.session (bucket, id, member_id, token_hash, transport, device, ip_prefix,
          created_at, last_used_at, expires_at)
        select ${bucket('m')}, ${idOf(base.session, 'm', 'm')}, ${memberId('m')},
          encode(sha256(${tokenSql('m')}::bytea), 'hex'), 'bearer', 'bench', '127.0.0',
          now(), now(), now() + interval '90 days'
        from generate_series(0, ${Math.min(town.members, 2_500) - 1}) m`,
    },
  ];
}

const cityOf = (n: string) =>
  `(array[${cities.map((city) => `'${city}'`).join()}])[1 + (${n}) % ${cities.length}]`;
const topicOf = (n: string, from: number) => `('话题' || ((${n}) * ${from} % ${topicsCount}))`;
const topicsSql = `array[${topicOf('n', 31)}, ${topicOf('n', 57)}]`;
/** To the millisecond, as the product writes times; cursors carry no more. */
const publishedSql = `(date_trunc('milliseconds', now()) - n * interval '30 seconds')`;

/** The words of a note: four common ones by its number, and the number itself. */
const titleSql = `(array['旁轴相机','宜家书架','考研资料','露营帐篷','猫爬架','机械键盘','婴儿车','谷子吧唧'])[1 + n % 8]
  || ' ' || (array['九成新','几乎没用','带包装','搬家出','急出','可小刀'])[1 + n / 8 % 6] || ' 第 ' || n || ' 件'`;

/** The card as a published note keeps it: the same fields, and pictures in as many sizes. */
const cardSql = (
  town: TownSize,
) => `json_build_object('id', (${noteId('n', town)})::text, 'title', ${titleSql},
  'topics', ${topicsSql}, 'city', ${cityOf('n')}, 'cover', json_build_object('id', (${noteId('n', town)})::text,
    'width', 900, 'height', 1200, 'thumbhash', 'FAgKDQR3d3iHd3d3d3d3d3h3gA==', 'colour', '#c97b4a',
    'sources', json_build_array(json_build_object('url', '/api/v1/media/' || md5(n::text) || '-360.webp', 'width', 360),
      json_build_object('url', '/api/v1/media/' || md5(n::text) || '-720.webp', 'width', 720)), 'alt', ''),
  'pictureCount', 3, 'publishedAt', to_char(${publishedSql} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

function notes(town: TownSize): Filling[] {
  const all = `generate_series(0, ${town.notes - 1}) n`;
  return [
    {
      table: 'community.note',
      rows: `insert into community.note (bucket, id, author_id, title, body, topics, city, picture_ids,
          card, sells_since, published_at)
        select ${bucket(authorOf('n', town))}, ${noteId('n', town)}, ${memberId(authorOf('n', town))},
          ${titleSql}, '["陪我走过三座城，想给它找个新家。"]', ${topicsSql}, ${cityOf('n')},
          array[${noteId('n', town)}], ${cardSql(town)},
          case when n % ${notesPerListing} = 0 then ${publishedSql} end, ${publishedSql}
        from ${all}`,
    },
    {
      table: 'community.note_topic',
      rows: `insert into community.note_topic (bucket, note_id, author_id, topic, published_at, sells_since)
        select distinct ${bucket(authorOf('n', town))}, ${noteId('n', town)}, ${memberId(authorOf('n', town))}, topic, ${publishedSql},
          case when n % ${notesPerListing} = 0 then ${publishedSql} end
        from ${all}, unnest(${topicsSql}) topic`,
    },
    {
      table: 'community.interest',
      rows: `insert into community.interest (bucket, member_id, topic, weight, touched_at)
        select ${bucket('m')}, ${memberId('m')}, '话题' || ((m * 13 + t * 97) % ${topicsCount}), t, now()
        from generate_series(0, ${town.readers - 1}) m, generate_series(1, 5) t`,
    },
  ];
}

function goods(town: TownSize): Filling[] {
  const listing = `insert into catalog.listing (bucket, id, seller_id, note_id, title, description, price_fen,
      condition, delivery, freight_fen, ship_within_ms, picture_ids, stock, stock_added, published_at)
    select ${bucket(authorOf('n', town))}, ${idOf(base.listing, 'n', authorOf('n', town))},
      ${memberId(authorOf('n', town))}, ${noteId('n', town)}, ${titleSql}, '成色如图', 1 + n % 900000,
      'new-unused', 'courier', 0, 259200000, '{}', 1, 1, ${publishedSql}
    from generate_series(0, ${town.notes - 1}, ${notesPerListing}) n`;
  return [{ table: 'catalog.listing', rows: listing }];
}

/**
 * Whom the m-th member follows: a walk over the town in steps of their own, and of every fifth
 * member also the ten whom everybody knows, so that some authors have very many followers.
 */
function follows(town: TownSize): Filling[] {
  const count = `case when m < ${town.readers} then ${town.followsOfReader} else ${town.followsOfOthers} end`;
  const walked = `select m, (m + 1 + k * (1 + m % ${Math.floor(town.members / 1_100)})) % ${town.members} as f
    from generate_series(0, ${town.members - 1}) m, lateral generate_series(0, ${count} - 1) k`;
  const known = `select m, f from generate_series(0, ${town.members - 1}, 5) m, generate_series(0, 9) f`;
  return [
    {
      table: 'ties.follow',
      rows: `insert into ties.follow (bucket, follower_id, followee_id, followed_at)
        select ${bucket('m')}, ${memberId('m')}, ${memberId('f')}, now() - interval '100 days'
        from (${walked} union ${known}) s where m <> f`,
    },
  ];
}

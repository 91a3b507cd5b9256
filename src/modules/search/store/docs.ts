import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Kind } from '../types.ts';

/** A projection's row, its grams joined by spaces. */
export type DocRow = {
  id: Id;
  ownerId: Id;
  audience: 'public' | 'followers' | 'circle';
  circleId: Id | null;
  words: string;
  titleGrams: string;
  allGrams: string;
  publishedAt: Date;
};
export type NoteRow = DocRow & { topics: string[] };
export type ListingRow = DocRow & {
  priceFen: string;
  condition: string;
  delivery: string;
  city: string;
  soldOutAt: Date | null;
  verifiedAt: Date | null;
};
export type MemberRow = DocRow & { verifiedAt: Date | null };

/** The table of a kind; kinds are a closed set, nothing from outside gets here. */
export const tableOf = (kind: Kind) => sql.raw(`search.${kind}`);

/**
 * Holds these things until the transaction ends, so that each is projected by one writer at a time
 * and the last to write has read the latest.
 */
export async function holdDocs(tx: Tx, ids: readonly Id[]): Promise<void> {
  const inOrder = [...new Set(ids)].toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  await sql`
    select pg_advisory_xact_lock(asked.id)
    from unnest(${inOrder}::bigint[]) with ordinality as asked (id, place)
    order by asked.place`.execute(tx);
}

const sharedColumns = sql`bucket, id, owner_id, audience, circle_id, words, title_grams, all_grams,
  published_at, indexed_at`;
const sharedFields = sql`r.bucket, r.id, r."ownerId", r.audience, r."circleId", r.words,
  array_to_tsvector(string_to_array(r."titleGrams", ' ')),
  array_to_tsvector(string_to_array(r."allGrams", ' ')), r."publishedAt"`;
const sharedShape = sql`bucket smallint, id bigint, "ownerId" bigint, audience text,
  "circleId" bigint, words text, "titleGrams" text, "allGrams" text, "publishedAt" timestamptz`;
const sharedUpdate = sql`audience = excluded.audience, circle_id = excluded.circle_id,
  words = excluded.words, title_grams = excluded.title_grams, all_grams = excluded.all_grams,
  published_at = excluded.published_at, indexed_at = excluded.indexed_at`;

const rowsOf = (docs: DocRow[]) =>
  JSON.stringify(docs.map((doc) => ({ bucket: bucketOf(doc.id), ...doc })));

/** Writes or rewrites notes. */
export async function writeNotes(tx: Tx, docs: NoteRow[], now: Date): Promise<void> {
  await sql`
    insert into search.note (${sharedColumns}, topics)
    select ${sharedFields}, ${now}, array(select jsonb_array_elements_text(r.topics))
    from jsonb_to_recordset(${rowsOf(docs)}::jsonb) as r (${sharedShape}, topics jsonb)
    on conflict (bucket, id) do update set ${sharedUpdate}, topics = excluded.topics`.execute(tx);
}

/** What is known since then already is known since then; null once it is no longer so. */
const since = (column: string) => sql`${sql.ref(column)} = case
  when ${sql.ref(`excluded.${column}`)} is null then null
  else coalesce(${sql.ref(`was.${column}`)}, ${sql.ref(`excluded.${column}`)}) end`;

/** Writes or rewrites listings; one that was sold out already keeps since when. */
export async function writeListings(tx: Tx, docs: ListingRow[], now: Date): Promise<void> {
  await sql`
    insert into search.listing as was (${sharedColumns}, price_fen, condition, delivery, city,
      sold_out_at, verified_at)
    select ${sharedFields}, ${now}, r."priceFen", r.condition, r.delivery, r.city, r."soldOutAt",
      r."verifiedAt"
    from jsonb_to_recordset(${rowsOf(docs)}::jsonb) as r (${sharedShape}, "priceFen" bigint,
      condition text, delivery text, city text, "soldOutAt" timestamptz,
      "verifiedAt" timestamptz)
    on conflict (bucket, id) do update set ${sharedUpdate}, price_fen = excluded.price_fen,
      condition = excluded.condition, delivery = excluded.delivery, city = excluded.city,
      ${since('sold_out_at')}, ${since('verified_at')}`.execute(tx);
}

/** Writes or rewrites members. */
export async function writeMembers(tx: Tx, docs: MemberRow[], now: Date): Promise<void> {
  await sql`
    insert into search.member as was (${sharedColumns}, verified_at)
    select ${sharedFields}, ${now}, r."verifiedAt"
    from jsonb_to_recordset(${rowsOf(docs)}::jsonb) as r (${sharedShape},
      "verifiedAt" timestamptz)
    on conflict (bucket, id) do update set ${sharedUpdate}, ${since('verified_at')}`.execute(tx);
}

/** Says of the listings of a member where they are and whether their seller is verified. */
export async function describeSeller(
  tx: Tx,
  ownerId: Id,
  { city, verifiedAt }: { city: string; verifiedAt: Date | null },
): Promise<void> {
  await sql`
    update search.listing set city = ${city}, verified_at = ${verifiedAt}
    where bucket = ${bucketOf(ownerId)} and owner_id = ${ownerId}
      and (city <> ${city}
        or (verified_at is null) <> (${verifiedAt}::timestamptz is null))`.execute(tx);
}

/** Takes things out of their projection. */
export async function removeDocs(tx: Tx, kind: Kind, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    delete from ${tableOf(kind)} d
    using unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as gone (bucket, id)
    where d.bucket = gone.bucket and d.id = gone.id`.execute(tx);
}

/** The topics under which these notes are counted now: those of public notes. */
export async function countedTopics(handle: Sql, ids: readonly Id[]): Promise<string[]> {
  const { rows } = await sql<{ topic: string }>`
    select topic
    from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked (bucket, id)
    join search.note n on n.bucket = asked.bucket and n.id = asked.id
    cross join unnest(n.topics) as topic
    where n.audience = 'public'`.execute(handle);
  return rows.map((row) => row.topic);
}

/** A page of a projection's own ids that were last made before then, in the order of their keys. */
export async function staleIdsAfter(
  handle: Sql,
  kind: Kind,
  page: { after: Id | undefined; before: Date; limit: number },
): Promise<Id[]> {
  const { after, before, limit } = page;
  const { rows } = await sql<{ id: Id }>`
    select id from ${tableOf(kind)}
    where (bucket, id) > (${after ? bucketOf(after) : -1}::smallint, ${after ?? '0'}::bigint)
      and indexed_at < ${before}
    order by bucket, id limit ${limit}`.execute(handle);
  return rows.map((row) => row.id);
}

import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOfKey } from '#platform/ids.ts';
import type { FoundTopic } from '../types.ts';

/** A topic with its grams joined by spaces, and by how much its count changes. */
export type TopicChange = { topic: string; grams: string; by: number };

/** Counts notes in and out of topics; rows are taken in the order of their names. */
export async function countTopics(tx: Tx, changes: TopicChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes
    .toSorted((a, b) => (a.topic < b.topic ? -1 : 1))
    .map((change) => ({ bucket: bucketOfKey(change.topic), ...change }));
  await sql`
    insert into search.topic as t (bucket, topic, grams, notes, changed_at)
    select r.bucket, r.topic, array_to_tsvector(string_to_array(r.grams, ' ')),
      greatest(r.by, 0), ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (bucket smallint, topic text, grams text, by int)
    on conflict (bucket, topic) do update
    set notes = greatest(t.notes + (
        select r.by from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (topic text, by int)
        where r.topic = t.topic), 0), changed_at = ${now}`.execute(tx);
}

export type TopicPage = {
  /** Any of these tsqueries. */
  anyOf: readonly string[];
  after: { notes: number; topic: string } | undefined;
  limit: number;
};

/** Topics that match, the most used first. */
export async function findTopics(handle: Sql, page: TopicPage): Promise<FoundTopic[]> {
  const { anyOf, after, limit } = page;
  const { rows } = await sql<FoundTopic>`
    select topic, notes from search.topic
    where notes > 0 and grams @@ any(${anyOf}::tsquery[])
      and (${after === undefined} or notes < ${after?.notes ?? 0}
        or (notes = ${after?.notes ?? 0} and topic > ${after?.topic ?? ''}))
    order by notes desc, topic limit ${limit}`.execute(handle);
  return rows;
}

/** The topics with the most public notes. */
export async function popularTopics(handle: Sql, limit: number): Promise<FoundTopic[]> {
  const { rows } = await sql<FoundTopic>`
    select topic, notes from search.topic where notes > 0
    order by notes desc, topic limit ${limit}`.execute(handle);
  return rows;
}

/** How many topics match, at most so many. */
export async function countMatchingTopics(
  handle: Sql,
  anyOf: readonly string[],
  max: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from search.topic where notes > 0 and grams @@ any(${anyOf}::tsquery[])
      limit ${max}) found`.execute(handle);
  return rows[0]!.count;
}

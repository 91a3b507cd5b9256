import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { CircleKind, JoinRule } from '../domain/rules.ts';

export type CircleRow = {
  id: Id;
  kind: CircleKind;
  name: string;
  description: string;
  city: string | null;
  join_rule: JoinRule;
  mail_domains: string[];
  invite_code_sealed: Buffer;
  founder_id: Id;
  member_count: number;
  founded_at: Date;
  closed_at: Date | null;
};

/** What a circle is written down with. */
export type CircleValues = Omit<CircleRow, 'id' | 'member_count' | 'closed_at'>;

/** Writes a circle into a bucket of its own. */
export async function insertCircle(tx: Tx, bucket: number, values: CircleValues): Promise<Id> {
  const { rows } = await sql<{ id: Id }>`
    insert into circles.circle (bucket, id, kind, name, description, city, join_rule, mail_domains,
      invite_code_sealed, founder_id, founded_at)
    values (${bucket}, platform.new_id(${bucket}), ${values.kind}, ${values.name},
      ${values.description}, ${values.city}, ${values.join_rule}, ${values.mail_domains},
      ${values.invite_code_sealed}, ${values.founder_id}, ${values.founded_at})
    returning id`.execute(tx);
  return rows[0]!.id;
}

/** These circles, open or closed, in one query. */
export async function findCircles(handle: Sql, ids: Id[]): Promise<Map<Id, CircleRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CircleRow>`
    select c.* from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked(bucket, id)
    join circles.circle c on c.bucket = asked.bucket and c.id = asked.id`.execute(handle);
  return new Map(rows.map((row) => [row.id, row]));
}

/** An open circle, locked: who comes and goes is counted one after the other. */
export async function lockCircle(tx: Tx, id: Id): Promise<CircleRow | undefined> {
  const { rows } = await sql<CircleRow>`
    select * from circles.circle
    where bucket = ${bucketOf(id)} and id = ${id} and closed_at is null for update`.execute(tx);
  return rows[0];
}

export type EditedValues = Pick<
  CircleRow,
  'name' | 'description' | 'city' | 'join_rule' | 'mail_domains'
>;

export async function editCircle(tx: Tx, id: Id, values: EditedValues, now: Date): Promise<void> {
  await sql`
    update circles.circle set name = ${values.name}, description = ${values.description},
      city = ${values.city}, join_rule = ${values.join_rule},
      mail_domains = ${values.mail_domains}, edited_at = ${now}
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(tx);
}

export async function putInviteCode(tx: Tx, id: Id, sealed: Buffer): Promise<void> {
  await sql`
    update circles.circle set invite_code_sealed = ${sealed}
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(tx);
}

/** Closes a circle; answers whether it was open. */
export async function closeCircleRow(tx: Tx, id: Id, now: Date): Promise<boolean> {
  const result = await sql`
    update circles.circle set closed_at = ${now}
    where bucket = ${bucketOf(id)} and id = ${id} and closed_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function countFounded(handle: Sql, founderId: Id): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from circles.circle
    where founder_id = ${founderId} and closed_at is null`.execute(handle);
  return rows[0]!.count;
}

export type CircleSearch = {
  kind: CircleKind | undefined;
  city: string | undefined;
  q: string | undefined;
  after: { at: string; id: Id } | undefined;
  limit: number;
};

/** Open circles, the newest first. */
export async function searchCircles(handle: Sql, search: CircleSearch): Promise<CircleRow[]> {
  const { kind, city, q, after, limit } = search;
  const { rows } = await sql<CircleRow>`
    select * from circles.circle
    where closed_at is null
      and (${kind === undefined} or kind = ${kind ?? null})
      and (${city === undefined} or city = ${city ?? null})
      and (${q === undefined} or position(lower(${q ?? ''}) in lower(name)) > 0)
      and (${after === undefined} or (founded_at, id)
        < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by founded_at desc, id desc limit ${limit}`.execute(handle);
  return rows;
}

import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';

/** Members whose nickname holds these words, for operators; the newest first. */
export async function findByNickname(handle: Sql, words: string, limit: number): Promise<Id[]> {
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{ id: Id }>`
    select id from identity.member where nickname ilike ${pattern}
    order by joined_at desc, id desc limit ${limit}`.execute(handle);
  return rows.map((row) => row.id);
}

export type PersonRow = {
  member_id: Id;
  name_sealed: Buffer;
  id_number_sealed: Buffer;
  person_hash: string;
};

/** The verified persons behind these members; who is not verified is missing. */
export async function findPersons(handle: Sql, memberIds: readonly Id[]): Promise<PersonRow[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await sql<PersonRow>`
    select distinct on (member_id) member_id, name_sealed, id_number_sealed, person_hash
    from identity.real_name_claim
    where bucket = any(${[...new Set(memberIds.map(bucketOf))]}) and member_id = any(${memberIds})
      and verified_at is not null
    order by member_id, id desc`.execute(handle);
  return rows;
}

/** Everybody who is an operator now. */
export async function findOperators(handle: Sql): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from identity.member where operator_at is not null and erased_at is null
    limit 500`.execute(handle);
  return rows.map((row) => row.id);
}

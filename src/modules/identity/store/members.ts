import { sql, type Sql } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { MemberPair } from '../types.ts';
import type { MemberRow } from './tables.ts';

export type MemberValues = {
  id: Id;
  nickname: string;
  bio: string;
  city: string;
  avatarUrl: string | null;
  phoneSealed: Buffer;
  phoneFingerprint: string;
  joinedAt: Date;
};

/** Writes a new member; the phone's claim is a row of its own. */
export async function insertMember(tx: Sql, member: MemberValues): Promise<void> {
  await sql`
    insert into identity.member (bucket, id, nickname, bio, city, avatar_url, phone_sealed,
      phone_fingerprint, joined_at)
    values (${bucketOf(member.id)}, ${member.id}, ${member.nickname}, ${member.bio},
      ${member.city}, ${member.avatarUrl}, ${member.phoneSealed}, ${member.phoneFingerprint},
      ${member.joinedAt})`.execute(tx);
}

/** One member who is still there. */
export async function findMember(handle: Sql, id: Id): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`
    select * from identity.member
    where bucket = ${bucketOf(id)} and id = ${id} and erased_at is null`.execute(handle);
  return rows[0];
}

/** Those of these members who are still there, in one query. */
export async function findMembers(handle: Sql, ids: readonly Id[]): Promise<MemberRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<MemberRow>`
    select m.* from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked(bucket, id)
    join identity.member m on m.bucket = asked.bucket and m.id = asked.id
    where m.erased_at is null`.execute(handle);
  return rows;
}

/** The ids of a page of all members, in the order of their keys. */
export async function memberIdsAfter(
  handle: Sql,
  { after, limit }: { after: Id | undefined; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from identity.member
    where (bucket, id) > (${after ? bucketOf(after) : -1}::smallint, ${after ?? '0'}::bigint)
    order by bucket, id limit ${limit}`.execute(handle);
  return rows.map((row) => row.id);
}

/** One member, locked until the transaction ends: what belongs to a member changes one at a time. */
export async function lockMember(tx: Sql, id: Id): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`
    select * from identity.member
    where bucket = ${bucketOf(id)} and id = ${id} and erased_at is null for update`.execute(tx);
  return rows[0];
}

export type CardRow = Pick<
  MemberRow,
  'id' | 'nickname' | 'avatar_url' | 'joined_at' | 'verified_at' | 'pro_at'
>;

/** What others see of these members, in one query. */
export async function findCards(handle: Sql, ids: Id[]): Promise<CardRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CardRow>`
    select m.id, m.nickname, m.avatar_url, m.joined_at, m.verified_at, m.pro_at
    from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked(bucket, id)
    join identity.member m on m.bucket = asked.bucket and m.id = asked.id`.execute(handle);
  return rows;
}

export type ProfileChange = {
  nickname: string | null;
  bio: string | null;
  city: string | null;
  avatar: { pictureId: Id | null; url: string | null } | null;
};

/** Changes what is not null; an avatar may be taken away. */
export async function updateProfileRow(tx: Sql, id: Id, change: ProfileChange): Promise<void> {
  const { avatar } = change;
  await sql`
    update identity.member set
      nickname = coalesce(${change.nickname}, nickname),
      bio = coalesce(${change.bio}, bio),
      city = coalesce(${change.city}, city),
      avatar_picture_id = case when ${avatar !== null} then ${avatar?.pictureId ?? null}::bigint
        else avatar_picture_id end,
      avatar_url = case when ${avatar !== null} then ${avatar?.url ?? null} else avatar_url end
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(tx);
}

/** Gives a member another phone. */
export async function updatePhone(
  tx: Sql,
  id: Id,
  phone: { sealed: Buffer; fingerprint: string },
): Promise<void> {
  await sql`
    update identity.member set phone_sealed = ${phone.sealed},
      phone_fingerprint = ${phone.fingerprint}
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(tx);
}

/** Notes that a member is verified as this person. */
export async function markVerified(
  tx: Sql,
  id: Id,
  { personHash, at }: { personHash: string; at: Date },
): Promise<void> {
  await sql`
    update identity.member set verified_at = ${at}, person_hash = ${personHash}
    where bucket = ${bucketOf(id)} and id = ${id} and verified_at is null`.execute(tx);
}

/** Opens a member's pro account; the first time stays. */
export async function markPro(tx: Sql, id: Id, at: Date): Promise<void> {
  await sql`
    update identity.member set pro_at = coalesce(pro_at, ${at})
    where bucket = ${bucketOf(id)} and id = ${id}`.execute(tx);
}

/** Makes a member an operator, or takes it back. Answers whether there is such a member. */
export async function markOperator(tx: Sql, id: Id, at: Date | null): Promise<boolean> {
  const result = await sql`
    update identity.member set operator_at = ${at}
    where bucket = ${bucketOf(id)} and id = ${id} and erased_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** For each pair, in order, whether both are verified as the same person. */
export async function findSamePersons(
  handle: Sql,
  pairs: readonly MemberPair[],
): Promise<boolean[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<{ same: boolean }>`
    select identity.is_one_person(platform.bucket_of(p.one), p.one,
      platform.bucket_of(p.other), p.other) as same
    from unnest(${pairs.map(([one]) => one)}::bigint[], ${pairs.map(([, other]) => other)}::bigint[])
      with ordinality as p (one, other, place)
    order by p.place`.execute(handle);
  return rows.map((row) => row.same);
}

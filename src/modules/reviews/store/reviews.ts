import { sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { taggedMax, type Side, type Step, type Tag } from '../domain/rules.ts';
import type { ReviewRow } from './tables.ts';

const columns = sql`r.id, r.order_id, r.by_side, r.author_id, r.subject_id, r.step, r.tags, r.words,
  r.picture_ids, r.filed_at, r.held_at, r.revealed_at, r.reply, r.replied_at, r.withdrawn_at,
  r.taken_down_at`;
/** What everybody may read. */
const visible = sql`r.revealed_at is not null and r.withdrawn_at is null
  and r.taken_down_at is null`;

export type NewReview = Pick<ReviewRow, 'step' | 'tags' | 'words'> & {
  orderId: Id;
  bySide: Side;
  authorId: Id;
  subjectId: Id;
  pictureIds: Id[];
  heldAt: Date | null;
  now: Date;
};

/** Writes a review into the bucket of whom it is about. */
export async function insertReview(tx: Tx, review: NewReview): Promise<Id> {
  const bucket = bucketOf(review.subjectId);
  const { rows } = await sql<{ id: Id }>`
    insert into reviews.review (bucket, id, order_id, by_side, author_id, subject_id, step, tags,
      words, picture_ids, filed_at, held_at)
    values (${bucket}, platform.new_id(${bucket}), ${review.orderId}, ${review.bySide},
      ${review.authorId}, ${review.subjectId}, ${review.step}, ${review.tags}::text[],
      ${review.words}, ${review.pictureIds}::bigint[], ${review.now}, ${review.heldAt})
    returning id`.execute(tx);
  return rows[0]!.id;
}

/** What the two of an order have filed, at most one each. */
export async function reviewsOfOrder(
  handle: Sql,
  order: { orderId: Id; buyerId: Id; sellerId: Id },
): Promise<ReviewRow[]> {
  const buckets = [bucketOf(order.sellerId), bucketOf(order.buyerId)];
  const { rows } = await sql<ReviewRow>`select ${columns} from reviews.review r
    where r.bucket = any(${buckets}) and r.order_id = ${order.orderId}`.execute(handle);
  return rows;
}

export async function findReview(handle: Sql, reviewId: Id): Promise<ReviewRow | undefined> {
  const { rows } = await sql<ReviewRow>`select ${columns} from reviews.review r
    where r.bucket = ${bucketOf(reviewId)} and r.id = ${reviewId}`.execute(handle);
  return rows[0];
}

/** Changes one review. @returns whether there was something to change */
async function change(tx: Tx, reviewId: Id, set: ReturnType<typeof sql>): Promise<boolean> {
  const { numAffectedRows } = await sql`update reviews.review set ${set}
    where bucket = ${bucketOf(reviewId)} and id = ${reviewId}`.execute(tx);
  return numAffectedRows === 1n;
}

/** What a withdrawn review said is gone; that there was one stays. */
export const withdraw = (tx: Tx, reviewId: Id, now: Date): Promise<boolean> =>
  change(
    tx,
    reviewId,
    sql`withdrawn_at = ${now}, words = null, picture_ids = '{}', held_at = null`,
  );

export const writeReply = (tx: Tx, reviewId: Id, words: string, now: Date): Promise<boolean> =>
  change(tx, reviewId, sql`reply = ${words}, replied_at = ${now}`);

/** Hides a review from everybody; again changes nothing. */
export const takeDown = (tx: Tx, reviewId: Id, now: Date): Promise<boolean> =>
  change(tx, reviewId, sql`taken_down_at = coalesce(taken_down_at, ${now})`);

/** An operator has nothing against words that were held. */
export const allow = (tx: Tx, reviewId: Id): Promise<boolean> =>
  change(tx, reviewId, sql`held_at = null`);

export type ListQuery = {
  memberId: Id;
  /** Who wrote: the other side of the part that is looked at. */
  bySide: Side;
  step: Step | undefined;
  after: { at: string; id: Id } | undefined;
  hidden: readonly Id[];
  count: number;
};

/** What everybody may read about a member, the newest first. */
export async function listReviews(handle: Sql, query: ListQuery): Promise<ReviewRow[]> {
  const { memberId, bySide, step, after, hidden, count } = query;
  const { rows } = await sql<ReviewRow>`
    select ${columns} from reviews.review r
    where r.bucket = ${bucketOf(memberId)} and r.subject_id = ${memberId}
      and r.by_side = ${bySide} and ${visible}
      and (${step ?? null}::text is null or r.step = ${step ?? null})
      and not r.author_id = any(${hidden}::bigint[])
      and (${after?.id ?? null}::bigint is null or (r.filed_at, r.id)
        < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by r.filed_at desc, r.id desc limit ${count}`.execute(handle);
  return rows;
}

export type StepCount = { subject_id: Id; step: Step; count: number };

/** How many reviews of each step everybody may read about a member. */
export async function countSteps(handle: Sql, memberId: Id, bySide: Side): Promise<StepCount[]> {
  const { rows } = await sql<StepCount>`
    select r.subject_id, r.step, count(*)::int as count from reviews.review r
    where r.bucket = ${bucketOf(memberId)} and r.subject_id = ${memberId}
      and r.by_side = ${bySide} and ${visible}
    group by 1, 2`.execute(handle);
  return rows;
}

/** How many members think how of each of these, by the newest word of each; in one read. */
export async function countRaters(
  handle: Sql,
  memberIds: readonly Id[],
  bySide: Side,
): Promise<StepCount[]> {
  if (memberIds.length === 0) return [];
  const buckets = [...new Set(memberIds.map(bucketOf))];
  const { rows } = await sql<StepCount>`
    select newest.subject_id, newest.step, count(*)::int as count from (
      select distinct on (r.bucket, r.subject_id, r.author_id) r.subject_id, r.step
      from reviews.review r
      where r.bucket = any(${buckets}) and r.subject_id = any(${memberIds})
        and r.by_side = ${bySide} and ${visible}
      order by r.bucket, r.subject_id, r.author_id, r.filed_at desc, r.id desc) newest
    group by 1, 2`.execute(handle);
  return rows;
}

/** The tags of a member's newest reviews, the commonest first. */
export async function countTags(
  handle: Sql,
  memberId: Id,
  bySide: Side,
): Promise<{ tag: Tag; count: number }[]> {
  const { rows } = await sql<{ tag: Tag; count: number }>`
    select tag, count(*)::int as count from (
      select r.tags from reviews.review r
      where r.bucket = ${bucketOf(memberId)} and r.subject_id = ${memberId}
        and r.by_side = ${bySide} and ${visible}
      order by r.filed_at desc, r.id desc limit ${taggedMax}) newest
    cross join unnest(newest.tags) as tag
    group by tag order by count desc, tag`.execute(handle);
  return rows;
}

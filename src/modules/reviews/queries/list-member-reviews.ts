import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import { encodeCursor, requirePlace } from '#platform/http/schemas.ts';
import type { Id } from '#platform/ids.ts';
import { ratingOf, type Rating } from '../domain/rating.ts';
import { otherSide, type Side, type Step } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { countRaters, countSteps, countTags, listReviews } from '../store/reviews.ts';
import type { MemberReviews, MemberReviewsInput } from '../types.ts';
import { viewsOf } from './review-views.ts';

/**
 * What was said of a member in one part, the newest first, with the rating and the counts. Whoever
 * is hidden from the reader is left out of the list; the counts are everybody's.
 * @throws platform/not-found, platform/invalid-input
 */
export async function listMemberReviews(
  room: Room,
  actor: Actor | undefined,
  input: MemberReviewsInput,
): Promise<MemberReviews> {
  const handle = room.platform.database.sql;
  const { memberId, as, limit } = input;
  // Who may not see the member learns nothing else of them either.
  await room.rooms.identity.getMember(memberId, actor?.memberId);
  const bySide = otherSide(as);
  const { blocked } = await room.rooms.ties.hiddenFrom(handle, actor?.memberId);
  const query = { memberId, bySide, step: input.step, after: requirePlace(input.cursor) };
  const [found, steps, tags, ratings] = await Promise.all([
    listReviews(handle, { ...query, hidden: [...blocked], count: limit + 1 }),
    countSteps(handle, memberId, bySide),
    countTags(handle, memberId, bySide),
    ratingsOf(handle, [memberId], as),
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const countOf = (step: Step) => steps.find((one) => one.step === step)?.count ?? 0;
  return {
    rating: ratings.get(memberId)!,
    counts: { good: countOf('good'), fair: countOf('fair'), poor: countOf('poor') },
    tags,
    items: await viewsOf(room, handle, rows, actor?.memberId),
    nextCursor: last ? encodeCursor([last.filed_at.toISOString(), last.id]) : null,
  };
}

/**
 * How these members are thought of in one part; every asked id is in the map. A member's word counts
 * once, the newest, however often the two have traded.
 */
export async function ratingsOf(
  handle: Sql,
  memberIds: readonly Id[],
  as: Side = 'seller',
): Promise<Map<Id, Rating>> {
  const counted = await countRaters(handle, memberIds, otherSide(as));
  const byMember = Map.groupBy(counted, (row) => row.subject_id);
  return new Map(
    memberIds.map((memberId) => {
      const rows = byMember.get(memberId) ?? [];
      const raters = rows.reduce((sum, { count }) => sum + count, 0);
      const goodRaters = rows.find(({ step }) => step === 'good')?.count ?? 0;
      return [memberId, ratingOf({ raters, goodRaters })];
    }),
  );
}

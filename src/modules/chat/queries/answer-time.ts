import { dayMs } from '#platform/clock.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import { readAnswerTimes } from '../store/answers.ts';

/** How far back a member's pace is looked at. */
const lookBackMs = 30 * dayMs;
/** Fewer answers than this say nothing, and would tell of single conversations. */
const answersMin = 3;

/**
 * How long a member usually takes to answer when somebody begins to write: the median of the last
 * 30 days.
 * @returns milliseconds; undefined where there are too few answers to tell
 */
export async function answerTime(
  room: Room,
  handle: Sql,
  memberId: Id,
): Promise<number | undefined> {
  const since = new Date(room.platform.clock.now().getTime() - lookBackMs);
  const { answers, medianMs } = await readAnswerTimes(handle, memberId, since);
  return answers < answersMin ? undefined : Math.round(medianMs);
}

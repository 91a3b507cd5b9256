import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import { reportsPerDay } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { lockOpenCase } from '../store/cases.ts';
import { insertReport } from '../store/reports.ts';
import type { ReportInput } from '../types.ts';

/**
 * Reports a note, a listing, a comment, a member, a message or a review, with what it looks like now. Locks:
 * the case, then the reporter's rate.
 * @throws platform/not-found, moderation/own-content, moderation/already-reported,
 *   moderation/words-needed, moderation/too-many-reports
 */
export async function reportContent(
  room: Room,
  call: Call,
  input: ReportInput,
): Promise<{ reportId: Id }> {
  if (input.reasonCode === 'other' && !input.words) refuse('moderation/words-needed');
  const reporterId = call.actor.memberId;
  const handlers = room.subjects.get(input.subject.kind) ?? refuse('platform/not-found');
  return room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const ownerId = await handlers.ownerOf(tx, input.subject.id, reporterId);
    const snapshot = ownerId && (await handlers.snapshot(tx, input.subject.id));
    if (!snapshot) refuse('platform/not-found');
    if (ownerId === reporterId) refuse('moderation/own-content');
    const reportId = await insertReport(tx, {
      case_id: await lockOpenCase(tx, input.subject, ownerId, now),
      reporter_id: reporterId,
      reason_code: input.reasonCode,
      words: input.words ?? null,
      snapshot,
      reported_at: now,
    });
    if (!reportId) refuse('moderation/already-reported');
    const waitSeconds = await countOnce(tx, reportsPerDay, reporterId, now);
    if (waitSeconds > 0) {
      refuse('moderation/too-many-reports', {
        max: reportsPerDay.max,
        retryAfterSeconds: waitSeconds,
      });
    }
    return { reportId };
  });
}

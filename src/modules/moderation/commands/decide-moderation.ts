import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import { admit } from '#platform/http/access.ts';
import { bucketOf } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { caseDecided } from '../events.ts';
import { tellOwner, tellReporters } from '../notices.ts';
import type { Room } from '../room.ts';
import { closeCase, lockCase } from '../store/cases.ts';
import { reportersOf } from '../store/reports.ts';
import type { CaseRow } from '../store/tables.ts';
import type { DecisionAnswer, DecisionInput } from '../types.ts';

/**
 * Decides a case: the subject is taken down with a reason, or the reports are dismissed. One
 * commit: the decision, the subject, the audit row and everybody's notice.
 * @throws platform/not-allowed, platform/second-factor-required, platform/not-found,
 *   moderation/already-decided, moderation/own-matter
 */
export async function decideModeration(
  room: Room,
  call: Call,
  input: DecisionInput,
): Promise<DecisionAnswer> {
  admit({ who: 'operator', touches: 'none' }, call.actor);
  const operatorId = call.actor.memberId;
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const file = await lockCase(tx, input.caseId);
    if (!file) refuse('platform/not-found');
    if (file.decided_at) refuse('moderation/already-decided');
    if (file.owner_id === operatorId) refuse('moderation/own-matter');
    const outcome = input.decision === 'take-down' ? 'taken-down' : 'dismissed';
    await carryOut(room, tx, { file, input, now });
    await closeCase(tx, file.id, {
      decided_at: now,
      decided_by: operatorId,
      outcome,
      reason_code: input.decision === 'take-down' ? input.reasonCode : null,
      words: input.words ?? null,
    });
    await record(room, tx, { file, input, now, operatorId });
    return { caseId: file.id, outcome } as const;
  });
  room.platform.outbox.nudge();
  return answer;
}

type Decision = { file: CaseRow; input: DecisionInput; now: Date };

async function carryOut(room: Room, tx: Tx, { file, input, now }: Decision): Promise<void> {
  const reporterIds = await reportersOf(tx, file.id);
  const handlers = room.subjects.get(file.subject_kind);
  if (!handlers) throw new Error(`no room has registered ${file.subject_kind} at moderation`);
  if (input.decision === 'dismiss') {
    await handlers.allow?.(tx, file.subject_id);
    return tellReporters(room.rooms.notifications, tx, { file, reporterIds, isUpheld: false });
  }
  const title = (await handlers.snapshot(tx, file.subject_id))?.title ?? '';
  const reason = { code: input.reasonCode, words: input.words };
  await handlers.takeDown(tx, file.subject_id, reason, now);
  await tellOwner(room.rooms.notifications, tx, { file, title, reason });
  await tellReporters(room.rooms.notifications, tx, { file, reporterIds, isUpheld: true });
}

async function record(
  room: Room,
  tx: Tx,
  { file, input, now, operatorId }: Decision & { operatorId: string },
): Promise<void> {
  await room.rooms.admin.recordAudit(tx, {
    operatorId,
    action: `moderation/${input.decision}`,
    subject: { kind: file.subject_kind, id: file.subject_id },
    reason: input.words ?? null,
    details: {
      caseId: file.id,
      reasonCode: input.decision === 'take-down' ? input.reasonCode : null,
    },
    at: now,
  });
  const payload = {
    caseId: file.id,
    subjectKind: file.subject_kind,
    subjectId: file.subject_id,
    ownerId: file.owner_id,
    outcome: input.decision === 'take-down' ? 'taken-down' : 'dismissed',
  };
  const event = { topic: caseDecided, ref: file.id, payload };
  await room.platform.outbox.emit(tx, bucketOf(file.id), [event], now);
}

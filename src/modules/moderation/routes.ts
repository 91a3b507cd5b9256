import * as z from 'zod';
import { route } from '#platform/http/route.ts';
import { at, cursor, id, limit, line, page, prose } from '#platform/http/schemas.ts';
import type { Route } from '#platform/http/route.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import { decisionWordsMax, reasonCodes, reportWordsMax, subjectKinds } from './domain/rules.ts';
import type { Moderation } from './index.ts';
import { memberCard } from './schemas.ts';

const subject = z.object({ kind: z.enum(subjectKinds), id });
const reasonCode = z.enum(reasonCodes);
const words = prose(reportWordsMax)
  .transform((text) => text || undefined)
  .optional();

const decision = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('take-down'), reasonCode, words: line(decisionWordsMax) }),
  z.object({ decision: z.literal('dismiss'), words: line(decisionWordsMax).optional() }),
]);

const snapshot = z.looseObject({ title: z.string(), pictureIds: z.array(id) });
const pictures = z.array(pictureView);

const queueItem = z.object({
  id,
  subject,
  owner: memberCard,
  openedAt: at,
  reportCount: z.int(),
  reports: z.array(
    z.object({
      id,
      reasonCode,
      words: z.string().nullable(),
      reportedAt: at,
      reporter: memberCard,
      snapshot,
      pictures,
    }),
  ),
  held: z.object({ snapshot, pictures }).nullable(),
});

/** The room's operations. */
export function moderationRoutes(door: Moderation): Route[] {
  return [reportContent(door), listModerationQueue(door), decideModeration(door)];
}

const reportContent = (door: Moderation) =>
  route(
    {
      operationId: 'reportContent',
      method: 'POST',
      path: '/reports',
      summary:
        'Report a note, a listing, a comment, a member, a message to you or a review to the operators',
      tag: 'moderation',
      body: z.object({ subject, reasonCode, words }),
      response: z.object({ reportId: id }),
      status: 201,
      idempotent: true,
    },
    ({ call, body }) => door.reportContent(call(), body),
  );

const listModerationQueue = (door: Moderation) =>
  route(
    {
      operationId: 'listModerationQueue',
      method: 'GET',
      path: '/moderation/cases',
      summary: 'Open cases with their reports, the longest waiting first',
      tag: 'moderation',
      query: z.object({ cursor, limit }),
      response: page(queueItem),
    },
    ({ actor, query }) => door.listModerationQueue(actor, query),
  );

const decideModeration = (door: Moderation) =>
  route(
    {
      operationId: 'decideModeration',
      method: 'POST',
      path: '/moderation/cases/{caseId}/decision',
      summary: 'Take the subject down with a reason its owner reads, or dismiss the reports',
      tag: 'moderation',
      params: z.object({ caseId: id }),
      body: decision,
      response: z.object({ caseId: id, outcome: z.enum(['taken-down', 'dismissed']) }),
      idempotent: true,
    },
    ({ call, params, body }) => door.decideModeration(call(), { ...params, ...body }),
  );

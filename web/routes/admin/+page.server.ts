import { error, redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import type { QueueItem } from '#moderation';
import { id, line } from '#platform/http/schemas.ts';
import { refuse } from '#platform/refusal.ts';
import { plain } from '../../views/trade/plain-order.ts';
import { yuanToFen } from '../../views/trade/yuan.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const shownMax = 20;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  // Whoever is no operator is told what anybody is told of a page that does not exist.
  if (!actor.isOperator) error(404);
  const { admin, aftersale, identity, moderation, payments } = event.locals.rooms;
  if (!actor.secondFactorAt) {
    return { factor: await admin.beginSecondFactor(event.locals.call()), queues: null };
  }
  const [names, reports, disputes, log, cases] = await Promise.all([
    identity.listRealNameQueue({ limit: shownMax }),
    moderation.listModerationQueue(actor, { limit: shownMax }),
    aftersale.listDisputed({ limit: shownMax }),
    admin.listAuditLog({ limit: shownMax }),
    payments.listCases({ limit: 1 }),
  ]);
  return {
    factor: null,
    queues: {
      names: plain(names.items),
      reports: reports.items.map((item) => ({
        id: item.id,
        title: titleOf(item),
        kind: item.subject.kind,
        ref: item.subject.id,
        owner: item.owner.nickname,
        count: item.reportCount,
        isHeld: item.held !== null,
        coverSrc: (item.reports[0] ?? item.held)?.pictures[0]?.sources[0]?.url,
        reports: item.reports.map(({ id: reportId, reasonCode, words, reporter }) => {
          return { id: reportId, reasonCode, words: words ?? '', by: reporter.nickname };
        }),
        reasonCode: item.reports[0]?.reasonCode ?? 'other',
      })),
      disputes: plain(disputes.items),
      log: plain(log.items),
      openCases: cases.openCount,
    },
  };
};

/** Of a message all of its words are shown: an operator cannot go and read it. */
function titleOf({ subject, reports: [newest], held }: QueueItem): string {
  const snapshot = (newest ?? held)?.snapshot;
  const words = subject.kind === 'message' ? snapshot?.['body'] : snapshot?.title;
  return typeof words === 'string' ? words : '';
}

const reason = line(300);

/** One decision: an operator with a second factor, a form, then the queues as they are now. */
function decide(work: (event: RequestEvent, form: FormData) => Promise<unknown>) {
  return async (event: RequestEvent) => {
    const actor = requireMember(event);
    if (!actor.isOperator || !actor.secondFactorAt) error(404);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await work(event, form);
      redirect(303, '/admin');
    });
  };
}

const typed = <Schema extends z.ZodType>(event: RequestEvent, schema: Schema, form: FormData) =>
  event.locals.parse(schema, Object.fromEntries(form));

export const actions: Actions = {
  factor: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { code } = typed(event, z.object({ code: z.string().trim().max(10) }), form);
      await event.locals.rooms.admin.passSecondFactor(event.locals.call(), { code });
      redirect(303, '/admin');
    });
  },
  name: decide((event, form) => {
    const schema = z.object({
      claimId: id,
      decision: z.enum(['verify', 'refuse']),
      reason: z.union([z.literal(''), reason]).optional(),
    });
    const { reason: words, ...rest } = typed(event, schema, form);
    return event.locals.rooms.identity.decideRealName(event.locals.call(), {
      ...rest,
      ...(words ? { reason: words } : {}),
    });
  }),
  report: decide((event, form) => {
    const { moderation } = event.locals.rooms;
    const schema = z.object({
      caseId: id,
      decision: z.enum(['take-down', 'dismiss']),
      reasonCode: z.string().max(40),
      words: reason,
    });
    const { caseId, decision, reasonCode, words } = typed(event, schema, form);
    if (decision === 'dismiss') {
      return moderation.decideModeration(event.locals.call(), {
        caseId,
        decision,
        words,
      });
    }
    const code = reasonCode as Extract<
      Parameters<typeof moderation.decideModeration>[1],
      { decision: 'take-down' }
    >['reasonCode'];
    return moderation.decideModeration(event.locals.call(), {
      caseId,
      decision,
      reasonCode: code,
      words,
    });
  }),
  dispute: decide((event, form) => {
    const { decision, mostFen, ...rest } = typed(event, verdict, form);
    const refundFen =
      decision === 'resume' ? BigInt(0) : decision === 'whole' ? BigInt(mostFen) : amountIn(form);
    const { aftersale } = event.locals.rooms;
    return aftersale.decideAfterSale(event.locals.call(), { ...rest, refundFen });
  }),
};

const verdict = z.object({
  afterSaleId: id,
  decision: z.enum(['resume', 'amount', 'whole']),
  mostFen: z.string().regex(/^\d{1,12}$/),
  reason,
});

function amountIn(form: FormData): bigint {
  const text = form.get('amount');
  const fen = typeof text === 'string' ? yuanToFen(text) : undefined;
  return fen ?? refuse('platform/invalid-input', { fields: 'amount' });
}

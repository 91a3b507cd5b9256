import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line } from '#platform/http/schemas.ts';
import { refuse } from '#platform/refusal.ts';
import { answerForm } from '#kit/server/forms.ts';
import type { ProposeMoveInput } from '#office';
import { plain } from '../../../views/trade/plain-order.ts';
import { yuanToFen } from '../../../views/trade/yuan.ts';
import { requireOperator } from '../operator.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const pageSize = 20;

export const load: PageServerLoad = async (event) => {
  const actor = requireOperator(event);
  const { searchParams } = event.url;
  const cursor = searchParams.get('after')?.slice(0, 200) || undefined;
  const moves = await event.locals.rooms.office.listMoves({ cursor, limit: pageSize });
  return {
    moves: plain(moves.items),
    nextCursor: moves.nextCursor,
    ownId: actor.memberId,
    orderId: searchParams.get('order')?.slice(0, 19) ?? '',
    payoutId: searchParams.get('payout')?.slice(0, 19) ?? '',
    idempotencyKey: randomUUID(),
  };
};

const maybeId = z.union([z.literal(''), id]).optional();
const common = z.object({
  kind: z.enum(['goodwill', 'goodwill-back', 'correction', 'debt-forgiven', 'payout-cancelled']),
  reason: line(300),
  fromId: maybeId,
  toId: maybeId,
  orderId: maybeId,
  payoutId: maybeId,
});

/** What was typed as a proposal; the fields its kind has no use for are left aside. */
function proposalOf(event: RequestEvent, form: FormData): ProposeMoveInput {
  const { kind, reason, ...typed } = event.locals.parse(common, Object.fromEntries(form));
  const need = (name: 'fromId' | 'toId' | 'payoutId') =>
    typed[name] || refuse('platform/invalid-input', { fields: name });
  if (kind === 'payout-cancelled') return { kind, reason, payoutId: need('payoutId') };
  const amount = form.get('amount');
  const amountFen = (typeof amount === 'string' && yuanToFen(amount)) || undefined;
  if (!amountFen) refuse('platform/invalid-input', { fields: 'amount' });
  const rest = { reason, amountFen, ...(typed.orderId ? { orderId: typed.orderId } : {}) };
  if (kind === 'goodwill') return { kind, toId: need('toId'), ...rest };
  if (kind === 'correction') return { kind, fromId: need('fromId'), toId: need('toId'), ...rest };
  return { kind, fromId: need('fromId'), ...rest };
}

/** One act on a move by an operator, then the moves as they are now. */
function act(work: (event: RequestEvent, form: FormData) => Promise<unknown>) {
  return async (event: RequestEvent) => {
    requireOperator(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await work(event, form);
      redirect(303, '/admin/moves');
    });
  };
}

const one = z.object({ moveId: id });

export const actions: Actions = {
  propose: act((event, form) =>
    event.locals.rooms.office.proposeMove(event.locals.call(form), proposalOf(event, form)),
  ),
  approve: act((event, form) => {
    const { moveId } = event.locals.parse(one, Object.fromEntries(form));
    return event.locals.rooms.office.approveMove(event.locals.call(), { moveId });
  }),
  withdraw: act((event, form) => {
    const typed = event.locals.parse(one.extend({ reason: line(300) }), Object.fromEntries(form));
    return event.locals.rooms.office.withdrawMove(event.locals.call(), typed);
  }),
};

import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { line } from '#platform/http/schemas.ts';
import { refuse } from '#platform/refusal.ts';
import { plain } from '../../views/trade/plain-order.ts';
import { yuanToFen } from '../../views/trade/yuan.ts';
import type { Actions, PageServerLoad } from './$types';

const pageSize = 30;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { ledger, payments, identity } = event.locals.rooms;
  const month = monthInShanghai(event.locals.now());
  const cursor = event.url.searchParams.get('after')?.slice(0, 200);
  const [wallet, lines, statement, income, account, withdrawals, me] = await Promise.all([
    ledger.getWallet(actor),
    ledger.listWalletEntries(actor, { cursor, limit: pageSize }),
    ledger.getStatement(actor, { month }),
    ledger.getIncome(actor, { year: month.slice(0, 4) }),
    payments.getPayoutAccount(actor),
    payments.listWithdrawals(actor, { limit: 10 }),
    identity.getMe(actor),
  ]);
  return {
    wallet: plain(wallet),
    lines: plain(lines.items),
    nextCursor: lines.nextCursor,
    statement: plain(statement),
    income: plain(income),
    account: plain(account),
    withdrawals: plain(withdrawals.items),
    verifiedName: me.realName.state === 'verified' ? me.realName.nameMasked : null,
    isAsked: event.url.searchParams.has('asked'),
    idempotencyKey: randomUUID(),
  };
};

const account = z.object({
  bankName: line(40),
  account: z
    .string()
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{10,24}$/)),
});

export const actions: Actions = {
  bind: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const typed = event.locals.parse(account, Object.fromEntries(form));
      await event.locals.rooms.payments.bindPayoutAccount(event.locals.call(form), typed);
      redirect(303, '/wallet');
    });
  },
  withdraw: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const typed = form.get('amount');
      const amountFen = typeof typed === 'string' ? yuanToFen(typed) : undefined;
      if (amountFen === undefined) refuse('platform/invalid-input', { fields: 'amount' });
      const call = event.locals.call(form);
      await event.locals.rooms.payments.requestWithdrawal(call, { amountFen });
      redirect(303, '/wallet?asked=1');
    });
  },
};

/** `2026-11`, by the calendar the statement goes by. */
function monthInShanghai(at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(at).slice(0, 7);
}

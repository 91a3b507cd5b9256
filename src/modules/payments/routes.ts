import * as z from 'zod';
import { at, cursor, fen, fenInput, id, limit, line, page } from '#platform/http/schemas.ts';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { isRefusal } from '#platform/refusal.ts';
import type { Payments } from './index.ts';
import type { NoticeAnswer } from './provider.ts';

const tag = 'wallet';
const payoutState = z.enum(['REQUESTED', 'SENT', 'PAID', 'RETURNED']);
const payoutAccount = z.object({
  bankName: z.string(),
  accountTail: z.string(),
  holderName: z.string(),
  boundAt: at,
});
const withdrawal = z.object({
  id,
  amountFen: fen,
  bankName: z.string(),
  accountTail: z.string(),
  state: payoutState,
  failure: z.string().nullable(),
  createdAt: at,
  finishedAt: at.nullable(),
});

/** This room's operations: the provider's notices, and the way of money to a member's bank. */
export function paymentRoutes(payments: Payments): Route[] {
  return [noticeRoute(payments), ...payoutRoutes(payments)];
}

function noticeRoute(payments: Payments): Route {
  return route(
    {
      operationId: 'receiveNotice',
      method: 'POST',
      path: '/payments/notices/{provider}',
      summary: 'A signed notice of the payment provider',
      tag: 'payments',
      params: z.object({ provider: z.string().max(30) }),
      rawTypes: ['application/x-www-form-urlencoded'],
      response: z.object({ outcome: z.string() }),
    },
    async ({ params, headers, rawBody }) => {
      const answers = payments.noticeAnswers(params.provider);
      try {
        const told = await payments.receiveNotice({ ...params, headers, rawBody });
        return answers ? inItsForm(answers.taken) : told;
      } catch (error) {
        if (answers && isRefusal(error, 'payments/forged-notice'))
          return inItsForm(answers.refused);
        throw error;
      }
    },
  );
}

/** What a provider wants to read is its own protocol's, not ours. */
function inItsForm({ status, type, body }: NoticeAnswer): Answer {
  return new Answer(status, Buffer.from(body), { 'content-type': type });
}

function payoutRoutes(payments: Payments): Route[] {
  return [
    route(
      {
        operationId: 'getPayoutAccount',
        method: 'GET',
        path: '/wallet/payout-account',
        summary: 'The bank account withdrawals go to; null when none is bound',
        tag,
        response: payoutAccount.nullable(),
      },
      ({ call }) => payments.getPayoutAccount(call().actor),
    ),
    route(
      {
        operationId: 'bindPayoutAccount',
        method: 'PUT',
        path: '/wallet/payout-account',
        summary: 'Bind a bank account in the caller’s verified name',
        tag,
        body: z.object({
          bankName: line(40).min(2),
          account: z
            .string()
            .max(60)
            .regex(/^ *(?:\d *){10,24}$/)
            .meta({ description: '10 to 24 digits, spaces between them as on the card' })
            .transform((text) => text.replaceAll(' ', '')),
        }),
        response: payoutAccount,
      },
      ({ call, body }) => payments.bindPayoutAccount(call(), body),
    ),
    route(
      {
        operationId: 'requestWithdrawal',
        method: 'POST',
        path: '/wallet/withdrawals',
        summary: 'Send money from the wallet to the bound account',
        tag,
        body: z.object({ amountFen: fenInput }),
        response: z.object({ payoutId: id, state: payoutState, amountFen: fen }),
        status: 201,
        idempotent: true,
      },
      ({ call, body }) => payments.requestWithdrawal(call(), body),
    ),
    route(
      {
        operationId: 'listWithdrawals',
        method: 'GET',
        path: '/wallet/withdrawals',
        summary: 'The caller’s withdrawals, newest first',
        tag,
        query: z.object({ cursor, limit }),
        response: page(withdrawal),
      },
      ({ call, query }) => payments.listWithdrawals(call().actor, query),
    ),
  ];
}

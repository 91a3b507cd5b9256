import * as z from 'zod';
import { at, cursor, fen, id, limit, page } from '#platform/http/schemas.ts';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { monthPattern, yearPattern } from './domain/month.ts';
import type { Ledger } from './index.ts';
import { walletLineKinds } from './queries/wallet-queries.ts';

const tag = 'wallet';

const month = z.string().regex(monthPattern);
const wallet = z.object({
  availableFen: fen,
  heldFen: fen,
  inTransitFen: fen,
  owedFen: fen,
  withdrawableFen: fen,
  pending: z.array(
    z.object({
      orderId: id,
      amountFen: fen,
      reason: z.enum(['in-sale', 'first-sales', 'disputed', 'after-sale']),
      availableAt: at.nullable(),
    }),
  ),
  freezes: z.array(
    z.object({
      orderId: id.nullable(),
      amountFen: fen,
      reason: z.string(),
      at,
      reviewAt: at,
    }),
  ),
  isStopped: z.boolean(),
});
const walletLine = z.object({
  id,
  kind: z.enum(walletLineKinds),
  orderId: id.nullable(),
  amountFen: fen,
  grossFen: fen.nullable(),
  feeFen: fen.nullable(),
  balanceFen: fen,
  at,
});
const statement = z.object({
  month: z.string(),
  openingFen: fen,
  closingFen: fen,
  grossFen: fen,
  feeFen: fen,
  netFen: fen,
  withdrawnFen: fen,
  takenBackFen: fen,
  byHandFen: fen,
  sales: z.int(),
});

const income = z.object({
  year: z.string(),
  quarters: z.array(
    z.object({
      quarter: z.int(),
      sales: z.int(),
      grossFen: fen,
      feeFen: fen,
      takenBackFen: fen,
      feeBackFen: fen,
      netFen: fen,
    }),
  ),
  sales: z.int(),
  netFen: fen,
});

/** This room's operations, all about the caller's own wallet. */
export function ledgerRoutes(ledger: Ledger): Route[] {
  return [
    route(
      {
        operationId: 'getWallet',
        method: 'GET',
        path: '/wallet',
        summary: 'What can be withdrawn, what is held in running sales, on its way, or owed',
        tag,
        response: wallet,
      },
      ({ call }) => ledger.getWallet(call().actor),
    ),
    route(
      {
        operationId: 'listWalletEntries',
        method: 'GET',
        path: '/wallet/entries',
        summary: 'The statement: every change of the wallet with gross, fee and balance',
        tag,
        query: z.object({ cursor, limit, month: month.optional() }),
        response: page(walletLine),
      },
      ({ call, query }) => ledger.listWalletEntries(call().actor, query),
    ),
    ...reportRoutes(ledger),
  ];
}

/** A month in figures and as a file, a year by quarters. */
function reportRoutes(ledger: Ledger): Route[] {
  return [
    route(
      {
        operationId: 'getStatement',
        method: 'GET',
        path: '/wallet/statements/{month}',
        summary: 'One month in figures, by the calendar of Shanghai',
        tag,
        params: z.object({ month }),
        response: statement,
      },
      ({ call, params }) => ledger.getStatement(call().actor, params),
    ),
    route(
      {
        operationId: 'getStatementFile',
        method: 'GET',
        path: '/wallet/statements/{month}/lines',
        summary: 'Every line of one month as a CSV file in the caller’s language',
        tag,
        params: z.object({ month }),
        perMinuteMax: 20,
      },
      async ({ call, params, locale }) =>
        new Answer(
          200,
          Buffer.from(await ledger.getStatementFile(call().actor, { ...params, locale })),
          {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': `attachment; filename="tuckshop-${params.month}.csv"`,
            'cache-control': 'private, no-store',
          },
        ),
    ),
    route(
      {
        operationId: 'getIncome',
        method: 'GET',
        path: '/wallet/income/{year}',
        summary: 'A year’s income by quarters, as reports to tax offices want it',
        tag,
        params: z.object({ year: z.string().regex(yearPattern) }),
        response: income,
      },
      ({ call, params }) => ledger.getIncome(call().actor, params),
    ),
  ];
}

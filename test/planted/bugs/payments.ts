import { bugsIn } from '../bug.ts';

const paymentsTest = 'src/modules/payments/payments.db.test.ts';
const billsTest = 'src/modules/payments/bills.db.test.ts';
const providersTest = 'src/modules/payments/providers.db.test.ts';

export const paymentBugs = [
  ...bugsIn('db/migrations/0060-payments.sql', [
    {
      id: 'notice-races-query',
      from: 'Medusa #13301',
      says: 'A success found by asking while its notice comes in is taken for a second payment.',
      find: "    when a.state = 'PAID' and a.transaction_id = p_transaction_id then 'already'\n",
      put: '',
      caughtBy: paymentsTest,
    },
    {
      id: 'wrong-amount-believed',
      from: 'WeChat Pay: check the amount',
      says: 'A success of another amount than asked for is taken in.',
      find: "    when a.amount_fen <> p_amount then 'wrong-amount'\n",
      put: '',
      caughtBy: billsTest,
    },
    {
      id: 'one-transaction-pays-two',
      from: 'open-mercato PR 1311',
      says: 'One transaction of the provider pays for two orders.',
      find: "case when found then 'accepted' else 'transaction-used' end",
      put: "'accepted'",
      caughtBy: paymentsTest,
    },
    {
      id: 'notice-applied-twice',
      from: 'Stripe: duplicated webhooks',
      says: 'A notice that was applied is applied again when it is told again.',
      find: "    if not found then result := 'duplicate'; return; end if;\n",
      put: '',
      caughtBy: paymentsTest,
    },
  ]),
  ...bugsIn('src/modules/payments/store/attempt-store.ts', [
    {
      id: 'two-cashiers-for-one-order',
      from: 'Stripe: one intent per purchase',
      says: 'Each click on pay opens another payment of the same order.',
      find: 'select payments.attempt_to_pay(',
      put: 'select payments.open_attempt(',
      caughtBy: paymentsTest,
    },
  ]),
  ...bugsIn('src/modules/payments/commands/refund.ts', [
    {
      id: 'failed-refund-counted',
      from: 'Vendure #3152',
      says: 'A refund that the provider refused counts as paid to the buyer.',
      find: "  if (news.state === 'SUCCEEDED') {\n",
      put: "  if (news.state !== 'PROCESSING') {\n",
      caughtBy: billsTest,
    },
    {
      id: 'refund-paid-under-a-second-number',
      from: 'Blnk PR 315',
      says: 'A refund that came through after all is booked although it was booked before.',
      find: "  if (row.state === 'SUCCEEDED') return 'already';\n",
      put: '',
      caughtBy: paymentsTest,
    },
    {
      id: 'refund-of-another-amount-believed',
      from: 'Hyperswitch #13182',
      says: 'The provider speaks of another amount, and the refund counts as done.',
      find: "  if (BigInt(row.amount_fen) !== news.amountFen) return 'wrong-amount';\n",
      put: '',
      caughtBy: paymentsTest,
    },
  ]),
  ...bugsIn('src/modules/payments/commands/withdraw.ts', [
    {
      id: 'payout-returned-twice',
      from: 'Blnk #43',
      says: 'A payout that the bank sent back comes back each time it is told.',
      find: "  if (row.state === 'PAID' || row.state === 'RETURNED') return 'already';\n",
      put: '',
      caughtBy: paymentsTest,
    },
    {
      id: 'one-above-the-limit',
      from: 'Sylius CVE-2026-31824',
      says: 'What is limited is counted before it is done: one more a day goes through.',
      find: '>= withdrawalsPerDayMax) {',
      put: '> withdrawalsPerDayMax) {',
      caughtBy: paymentsTest,
    },
    {
      id: 'transfer-denied-and-yet-made',
      from: 'Temporal: a shadowed error',
      says: 'A no of the bank is believed without asking what became of the earlier try: the money is paid and returned.',
      find: "    if (known.state !== 'UNKNOWN') return known;\n",
      put: '',
      caughtBy: paymentsTest,
    },
  ]),
  ...bugsIn('src/modules/payments/commands/close-attempts.ts', [
    {
      id: 'paid-while-closing-forgotten',
      from: 'Medusa #13301',
      says: 'The payer was faster than the closing, and nobody takes the money in.',
      find: "  if (closed === 'PAID') return queryAttempt(deps, attemptId);\n",
      put: '',
      caughtBy: paymentsTest,
    },
  ]),
  ...bugsIn('src/modules/payments/commands/receive-notice.ts', [
    {
      id: 'foreign-merchant-believed',
      from: 'WeChat Pay: check the merchant',
      says: 'A well signed success to somebody else’s merchant pays an order of ours.',
      find: 'if (notice.merchantId !== provider.merchantId) {',
      put: 'if (false as boolean) {',
      caughtBy: providersTest,
    },
    {
      id: 'forged-notice-believed',
      from: 'open-mercato PR 1311',
      says: 'A notice that nobody signed is answered like any other.',
      find: "  if (notice === 'forged') return turnAway(deps, provider);\n  if (notice === 'irrelevant') return { outcome: notice };",
      put: "  if (notice === 'forged' || notice === 'irrelevant') return { outcome: 'accepted' };",
      caughtBy: paymentsTest,
    },
  ]),
  ...bugsIn('src/modules/payments/commands/fetch-bill.ts', [
    {
      id: 'shadowed-error-of-a-bill',
      from: 'Temporal: a shadowed error',
      says: 'The provider is down while a lost success is looked up, and the bill is kept as if it were booked.',
      find: '    if (error instanceof Outage) throw error;\n',
      put: '',
      caughtBy: billsTest,
    },
    {
      id: 'bill-not-compared',
      from: 'WeChat Pay: no guarantee of delivery',
      says: 'What a bill has and the books have not is never asked after.',
      find: '  await bookMissing(deps, lines);\n',
      put: '',
      caughtBy: billsTest,
    },
  ]),
  ...bugsIn('src/modules/payments/queries/get-cashier.ts', [
    {
      id: 'cashier-of-a-stranger',
      from: 'Vendure GHSA-rgjm-ff27-p2hf',
      says: 'Who knows the number of an order sees how it is paid.',
      find: 'attempt?.payer_id !== actor.memberId || !attempt.cashier_url',
      put: '!attempt?.cashier_url',
      caughtBy: providersTest,
    },
  ]),
];

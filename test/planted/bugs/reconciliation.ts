import { bugsIn } from '../bug.ts';

const reconciliationTest = 'src/modules/payments/reconciliation.db.test.ts';
const decideTest = 'src/modules/orders/domain/decide.test.ts';
const disputesTest = 'src/modules/payments/disputes.db.test.ts';

export const reconciliationBugs = [
  ...bugsIn('src/modules/payments/commands/compare-bill.ts', [
    {
      id: 'bill-compared-one-way-only',
      from: 'WeChat Pay: no guarantee of delivery',
      says: 'What the books have and no bill has is never noticed.',
      find: '    await openDifferences(deps, owner, await unbilledOf(deps, provider, { day, keepBill }));\n',
      put: '',
      caughtBy: reconciliationTest,
    },
    {
      id: 'explained-case-stays-open',
      from: 'Stripe: events out of order',
      says: 'A line that came a day late leaves its case open for somebody to book again.',
      find: '  await reviewOpen(deps, owner);\n',
      put: '',
      caughtBy: reconciliationTest,
    },
  ]),
  ...bugsIn('src/modules/payments/store/case-store.ts', [
    {
      id: 'one-difference-two-cases',
      from: 'Stripe: duplicated webhooks',
      says: 'A bill that is issued anew opens again what an operator has closed.',
      find: "and subject = ${found.subject} and state in ('REPAIRED', 'DISMISSED')",
      put: "and subject = ${found.subject} and state in ('NEVER')",
      caughtBy: reconciliationTest,
    },
  ]),
  ...bugsIn('src/modules/payments/commands/put-back.ts', [
    {
      id: 'refund-failed-later-counted',
      from: 'Vendure #3152',
      says: 'A refund that the bank sent back after it was paid goes on counting as refunded.',
      find: "  if (asked?.state !== 'FAILED' && !(asked?.state === 'UNKNOWN' && onNoBill)) return;\n",
      put: "  if (asked?.state !== 'UNKNOWN') return;\n",
      caughtBy: reconciliationTest,
    },
    {
      id: 'payout-sent-back-twice',
      from: 'Blnk #43',
      says: 'A transfer that the bank returned comes back into the wallet each time it is told.',
      find: "  const row = await payouts.lockPayout(tx, payoutId);\n  if (row?.state !== 'PAID') return false;\n",
      put: '  const row = (await payouts.readPayout(tx, payoutId))!;\n',
      caughtBy: reconciliationTest,
    },
  ]),
  ...bugsIn('src/modules/payments/commands/note-dispute.ts', [
    {
      id: 'disputed-money-withdrawn',
      from: 'Stripe: disputes',
      says: 'The payer takes the money back through their bank, and the seller can still withdraw it.',
      find: "if (attempt.outcome !== 'due-back') {",
      put: 'if (amountFen < 0n) {',
      caughtBy: disputesTest,
    },
    {
      id: 'stranger-payment-disputed',
      from: 'Stripe: disputes',
      says: 'Money that was due back is disputed, and the seller cannot withdraw what another payment paid.',
      find: "if (attempt.outcome !== 'due-back') {",
      put: 'if (amountFen > 0n) {',
      caughtBy: disputesTest,
    },
  ]),
  ...bugsIn('src/modules/payments/commands/bear-loss.ts', [
    {
      id: 'due-back-dispute-charged',
      from: 'Stripe: disputes',
      says: 'A payment that was sent back is lost in a dispute, and charged to the seller whom another one paid.',
      find: "if (attempt?.outcome !== 'held') return",
      put: 'if (!attempt) return',
      caughtBy: disputesTest,
    },
  ]),
  ...bugsIn('src/modules/orders/domain/decide.ts', [
    {
      id: 'refunded-and-charged-back',
      from: 'Stripe: disputes',
      says: 'A refund and a lost dispute of one payment take the money from the seller twice.',
      find: '  return lostFen > mostFen ? mostFen : lostFen;',
      put: '  return mostFen > 0n ? lostFen : mostFen;',
      caughtBy: decideTest,
    },
    {
      id: 'charged-back-and-refunded',
      from: 'Stripe: disputes',
      says: 'What a lost dispute took from the seller is refunded out of their wallet once more.',
      find: '  return order.paidFen - order.refundedFen - order.chargedFen;',
      put: '  return order.paidFen - order.refundedFen;',
      caughtBy: decideTest,
    },
  ]),
];

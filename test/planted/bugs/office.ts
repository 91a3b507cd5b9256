import { bugsIn } from '../bug.ts';

const rules = 'src/modules/office/domain/money-move.test.ts';

export const officeBugs = [
  ...bugsIn('src/modules/office/domain/money-move.ts', [
    {
      id: 'approved-by-its-own-proposer',
      from: 'open-mercato PR 5306',
      says: 'Whoever proposed a move of money may approve it as well.',
      find: "  if (operatorId === move.proposedBy || kin.isProposer) return 'office/takes-two';\n",
      put: '',
      caughtBy: rules,
    },
    {
      id: 'approved-after-its-time',
      from: 'Vendure #3509',
      says: 'A proposal that ran out can be approved for ever.',
      find: "return move.state === 'PROPOSED' && now >= move.expiresAt ? 'EXPIRED' : move.state;",
      put: 'return move.state;',
      caughtBy: rules,
    },
    {
      id: 'carried-out-twice',
      from: 'Blnk PR 315',
      says: 'A move that was carried out is carried out again.',
      find: "  if (state !== 'PROPOSED') return 'office/move-over';\n",
      put: '',
      caughtBy: rules,
    },
  ]),
  ...bugsIn('db/migrations/2310-ledger.sql', [
    {
      id: 'frozen-money-leaves',
      from: 'Blnk #182',
      says: 'What an operator froze can be withdrawn all the same.',
      find: 'select case when ledger.is_frozen(p_member) then 0 else',
      put: 'select case when false then 0 else',
      caughtBy: 'src/modules/ledger/freeze.db.test.ts',
    },
  ]),
  ...bugsIn('src/modules/payments/commands/cancel-payout.ts', [
    {
      id: 'frozen-payout-is-sent',
      from: 'Blnk #182',
      says: 'A withdrawal asked for before the freeze is handed to the bank after it.',
      find: 'if (!(await rooms.ledger.mayLeave(tx, row.member_id, now))) {',
      put: 'if (row.handed_at) {',
      caughtBy: 'src/modules/payments/cancel-payout.db.test.ts',
    },
  ]),
];

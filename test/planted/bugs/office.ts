import { bugsIn } from '../bug.ts';

const rules = 'src/modules/office/domain/money-move.test.ts';
const moves = 'test/journeys/manual-moves.journey.ts';
const races = 'test/journeys/races-of-office.journey.ts';

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
  ...bugsIn('src/modules/office/store/move-store.ts', [
    {
      id: 'approvals-do-not-wait-for-each-other',
      from: 'Hyperswitch #13182',
      says: 'Two approvals at once read the same proposal, and the second breaks on the books.',
      find: 'where bucket = ${bucketOf(id)} and id = ${id}\n    for update`',
      put: 'where bucket = ${bucketOf(id)} and id = ${id}`',
      caughtBy: races,
    },
  ]),
  ...bugsIn('db/migrations/2310-ledger.sql', [
    {
      id: 'frozen-money-leaves',
      from: 'Blnk #182',
      says: 'What an operator froze can be withdrawn all the same.',
      find: 'select case when ledger.is_frozen(p_member) then 0 else',
      put: 'select case when false then 0 else',
      caughtBy: moves,
    },
  ]),
];

import { bugsIn } from '../bug.ts';

const simulation = 'test/simulation/after-sales.sim.ts';

export const afterSaleBugs = [
  ...bugsIn('src/modules/aftersale/domain/decide.ts', [
    {
      id: 'negative-refund-of-an-after-sale',
      from: 'Hyperswitch PR 11491',
      says: 'An operator or a party may name an amount below one fen.',
      find: 'const fits = amountFen >= 1n && amountFen <= mostFen;',
      put: 'const fits = amountFen <= mostFen;',
      caughtBy: simulation,
    },
    {
      id: 'after-sale-refunds-beyond-the-payment',
      from: 'Hyperswitch #13182',
      says: 'A decided refund is not held against what the order can give back.',
      find: 'return amountFault(command.amountFen, sale.mostFen);\n    case',
      put: 'return undefined;\n    case',
      caughtBy: simulation,
    },
    {
      id: 'refused-after-sale-refunds',
      from: 'Blnk #182',
      says: 'What the seller refused is paid out as if it had been accepted.',
      find: "if (!row.from.includes(sale.state)) return refused('aftersale/not-now', { state: sale.state });",
      put: '',
      caughtBy: simulation,
    },
    {
      id: 'stale-silence-runs',
      from: 'dbos-py #742',
      says: 'A job that was read before somebody answered still takes their silence for an answer.',
      find: 'const isDue = sale.dueAt !== null && now >= sale.dueAt;',
      put: 'const isDue = sale.dueAt !== null;',
      caughtBy: simulation,
    },
  ]),
  ...bugsIn('src/modules/aftersale/commands/cover-cost.ts', [
    {
      id: 'fund-pays-by-agreement',
      from: 'ADR 0033',
      says: 'A buyer and a seller who withdrew everything agree on a refund, and the platform pays it.',
      find: 'if (costFen === 0n || (await coverOf(deps, tx, moving, costFen)) === costFen) return command;',
      put: 'if (costFen >= 0n) return command;',
      caughtBy: 'test/journeys/after-sale.journey.ts',
    },
  ]),
  ...bugsIn('src/modules/aftersale/commands/open-after-sale.ts', [
    {
      id: 'claimed-money-withdrawn',
      from: 'ADR 0033',
      says: 'A seller empties the wallet while a hidden fault is still talked about.',
      find: "    if (order.state === 'COMPLETED') await holdBack(deps, tx, sale, order);\n",
      put: '',
      caughtBy: 'test/journeys/after-sale.journey.ts',
    },
  ]),
  ...bugsIn('src/modules/aftersale/domain/opening.ts', [
    {
      id: 'earlier-refunds-forgotten',
      from: 'Hyperswitch #13182',
      says: 'A second after-sale may ask for what the first has already brought back.',
      find: 'const within = most > restFen ? restFen : most;',
      put: 'const within = paidFen - keptFen;',
      caughtBy: simulation,
    },
  ]),
];

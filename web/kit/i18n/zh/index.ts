import { account } from './account.ts';
import { admin } from './admin.ts';
import { core } from './core.ts';
import { sandbox } from './sandbox.ts';
import { talk } from './talk.ts';
import { trade } from './trade.ts';

export const zh = { ...core, ...account, ...sandbox, ...trade, ...talk, ...admin } as const;

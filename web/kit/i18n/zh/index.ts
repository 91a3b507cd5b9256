import { account } from './account.ts';
import { core } from './core.ts';
import { sandbox } from './sandbox.ts';
import { trade } from './trade.ts';

export const zh = { ...core, ...account, ...sandbox, ...trade } as const;

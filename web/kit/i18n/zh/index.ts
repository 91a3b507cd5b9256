import { account } from './account.ts';
import { core } from './core.ts';
import { sandbox } from './sandbox.ts';

export const zh = { ...core, ...account, ...sandbox } as const;

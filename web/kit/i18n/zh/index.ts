import { account } from './account.ts';
import { core } from './core.ts';

export const zh = { ...core, ...account } as const;

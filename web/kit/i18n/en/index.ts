import type { Catalogue } from '../texts.ts';
import { account } from './account.ts';
import { core } from './core.ts';
import { sandbox } from './sandbox.ts';
import { trade } from './trade.ts';

export const en: Catalogue = { ...core, ...account, ...sandbox, ...trade };

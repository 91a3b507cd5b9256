import type { Catalogue } from '../texts.ts';
import { kit } from './kit.ts';
import { shell } from './shell.ts';

export const en: Catalogue = { ...shell, ...kit };

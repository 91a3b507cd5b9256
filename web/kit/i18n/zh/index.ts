import { kit } from './kit.ts';
import { shell } from './shell.ts';

export const zh = { ...shell, ...kit } as const;

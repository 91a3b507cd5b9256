import { kit } from './kit.ts';
import { notes } from './notes.ts';
import { shell } from './shell.ts';

/** What any page may need. */
export const core = { ...shell, ...kit, ...notes } as const;

import type { Locals as PageLocals } from './page-locals.ts';
import type { LoadedNote } from './views/note/load-note.ts';

declare global {
  namespace App {
    interface Locals extends PageLocals {}
    interface PageState {
      /** A note opened over the page it was found on. */
      over?: { note: LoadedNote; publicOrigin: string };
    }
    interface Error {
      /** A refusal's code, when the visitor can mend what happened. */
      code?: string;
      /** Names the entry in the log. */
      traceId?: string;
    }
  }
}

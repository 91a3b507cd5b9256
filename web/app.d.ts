import type { Locals as PageLocals } from './page-locals.ts';

declare global {
  namespace App {
    interface Locals extends PageLocals {}
    interface Error {
      /** A refusal's code, when the visitor can mend what happened. */
      code?: string;
      /** Names the entry in the log. */
      traceId?: string;
    }
  }
}

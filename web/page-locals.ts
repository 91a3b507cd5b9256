import type { Actor, Call } from '#platform/actor.ts';
import type { Problem } from '#platform/http/problem.ts';
import type { Locale } from '#platform/refusal.ts';

/** The doors of the running rooms; `src/app.ts` hands them over, pages import only their types. */
export type PageRooms = Readonly<Record<never, never>>;

/** What one page request knows: `event.locals` of every load function and form action. */
export interface PageLocals {
  readonly rooms: PageRooms;
  /** The signed-in member's session; undefined for a guest. */
  readonly actor: Actor | undefined;
  readonly locale: Locale;
  /** The time of the product's clock, which a sandbox may have moved. */
  now(): Date;
  /** The caller of a command. @throws platform/sign-in-required for a guest. */
  call(idempotencyKey?: string): Call;
  /** Any thrown thing as a problem in the reader's language; bugs are logged on the way. */
  explain(error: unknown): Problem;
  /** The address of the shop as outsiders know it, for links that leave the page. */
  readonly publicOrigin: string;
  /** In a sandbox: the page with captured messages and the movable clock. */
  readonly sandboxToolsHref?: string | undefined;
}

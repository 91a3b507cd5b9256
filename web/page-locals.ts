import type { PageLocals } from '#platform/http/page-locals.ts';

/** The doors that pages knock at; `src/app.ts` hands them over. */
export type PageRooms = Readonly<Record<never, never>>;

export type Locals = PageLocals<PageRooms>;

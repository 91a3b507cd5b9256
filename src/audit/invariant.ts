/** One thing that must always hold: its query answers the rows that break it. */
export type Invariant = { id: string; says: string; query: string };

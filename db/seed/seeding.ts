import type { App } from '../../src/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { TownPicture } from './pictures.ts';
import type { TownListing, TownNote, Townsman } from './script.ts';
import type { TownScript } from './town.ts';

/** What the town is made with. */
export type Seeding = {
  app: App;
  sandbox: Sandbox;
  script: TownScript;
  /** When the town moved in: everything in it is told from then. */
  movedInAt: Date;
  /** Aborted when the product stops: what is not done yet is left to the next start. */
  ending: AbortSignal;
};

/** A member of the town and the caller of their commands. */
export type Resident = Townsman & { call: Call };

/** The members of the town, by place. */
export type Residents = ReadonlyMap<number, Resident>;

/** The circles of the town, by name. */
export type TownCircles = ReadonlyMap<string, Id>;

/** A note of the town as it was published. */
export type Published = { note: TownNote; noteId: Id; at: Date };

/** A listing of the town as it was put on sale. */
export type Offered = TownListing & { listingId: Id; by: number; at: Date };

/** What was written, for those who come later: the notes, and the listings by their titles. */
export type Written = { notes: Published[]; listings: Map<string, Offered> };

/** Pictures by name. */
export type Album = ReadonlyMap<string, TownPicture>;

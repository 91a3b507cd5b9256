import type { BlobStore } from './blobs/blob-store.ts';
import type { Clock } from './clock.ts';
import type { CommandRunner } from './command.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { DeadlineHandler, Deadlines } from './deadlines.ts';
import type { Route } from './http/route.ts';
import type { LinkPreviews } from './link-previews/link-previews.ts';
import type { Outbox, Subscription } from './outbox.ts';
import type { PictureProcessor } from './pictures/picture-processor.ts';
import type { PictureShelf } from './pictures/picture-shelf.ts';
import type { Messenger } from './messenger.ts';
import type { Realtime } from './realtime.ts';
import type { RefusalTexts } from './refusal.ts';
import type { Secrets } from './secrets.ts';

/** What every room is handed; rooms reach the machine only through this. */
export type Platform = {
  config: Config;
  database: Database;
  clock: Clock;
  run: CommandRunner;
  outbox: Outbox;
  deadlines: Deadlines;
  realtime: Realtime;
  blobs: BlobStore;
  pictures: PictureProcessor;
  pictureShelf: PictureShelf;
  linkPreviews: LinkPreviews;
  secrets: Secrets;
  messenger: Messenger;
};

/** What a room gives the composition root besides its door. */
export type RoomParts = {
  /** What the room must write down before the first request; safe to run at every start. */
  open?: () => Promise<void>;
  routes: Route[];
  refusals: RefusalTexts;
  subscriptions?: Subscription[];
  deadlines?: DeadlineHandler[];
  /** Work repeated while the process runs (queries to a provider that stayed silent, …). */
  sweeps?: Sweep[];
};

/** A piece of repeated work; safe to run in several processes at once. */
export type Sweep = { name: string; everyMs: number; run(): Promise<void> };

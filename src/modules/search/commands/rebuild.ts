import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, Sweep } from '#platform/room.ts';
import { projectionVersion } from '../domain/rules.ts';
import { staleIdsAfter } from '../store/docs.ts';
import {
  beginRebuild,
  holdRebuild,
  noteProgress,
  restartRebuild,
  type Rebuild,
} from '../store/rebuilds.ts';
import { kinds, type Kind, type Room } from '../types.ts';
import { project } from './project.ts';

const batchMax = 200;
const restMs = 2_000;
/** A run of the sweep makes at most so many batches, so that a stopping product need not wait. */
const batchesMax = 5_000;

/**
 * Has every projection of an older version made anew, and those of a database that has none: the
 * sweep does it while the product runs. What is found meanwhile is what has been made so far.
 */
export async function beginRebuilds(room: Room): Promise<void> {
  const { database, clock } = room.platform;
  for (const kind of kinds) {
    await beginRebuild(database.sql, kind, { version: projectionVersion, now: clock.now() });
  }
}

/** Has every projection made anew from its beginning. */
export async function restartRebuilds({
  database,
  clock,
}: Pick<Platform, 'database' | 'clock'>): Promise<void> {
  for (const kind of kinds) await restartRebuild(database.sql, kind, clock.now());
}

/** Projects all that the rooms below have, while its caller waits: no event need come first. */
export async function projectAll(room: Room): Promise<void> {
  for (const kind of kinds) {
    let after: Id | undefined;
    for (let batch = 0; batch < batchesMax; batch += 1) {
      const from = after;
      after = await room.platform.database.transaction(async (tx) => {
        const ids = await sources[kind](room, tx, { after: from, limit: batchMax });
        await project(room, tx, kind, ids);
        return ids.at(-1);
      });
      if (after === undefined) break;
    }
  }
}

/** The repeated work that makes projections anew, batch by batch, in one process at a time. */
export function rebuildSweep(room: Room): Sweep {
  return {
    name: 'search/rebuild',
    everyMs: restMs,
    async run() {
      for (const kind of kinds) {
        for (let batch = 0; batch < batchesMax; batch += 1) {
          if (!(await room.platform.database.transaction((tx) => rebuildBatch(room, tx, kind)))) {
            break;
          }
        }
      }
    },
  };
}

/** Makes one batch; answers whether there is more to do. */
async function rebuildBatch(room: Room, tx: Tx, kind: Kind): Promise<boolean> {
  const rebuild = await holdRebuild(tx, kind);
  if (!rebuild) return false;
  return rebuild.read_at ? sweepBatch(room, tx, kind, rebuild) : readBatch(room, tx, kind, rebuild);
}

/** First everything that the room below has is projected … */
async function readBatch(room: Room, tx: Tx, kind: Kind, rebuild: Rebuild): Promise<boolean> {
  const page = { after: rebuild.read_after ?? undefined, limit: batchMax };
  const ids = await sources[kind](room, tx, page);
  await project(room, tx, kind, ids);
  const last = ids.at(-1);
  await noteProgress(
    tx,
    kind,
    last === undefined ? { readAt: room.platform.clock.now() } : { readAfter: last },
  );
  return true;
}

/** … then what was not made anew by it: that is no longer there, or was written meanwhile. */
async function sweepBatch(room: Room, tx: Tx, kind: Kind, rebuild: Rebuild): Promise<boolean> {
  const after = rebuild.swept_after ?? undefined;
  const ids = await staleIdsAfter(tx, kind, {
    after,
    before: rebuild.started_at,
    limit: batchMax,
  });
  await project(room, tx, kind, ids);
  const last = ids.at(-1);
  const to = last === undefined ? { doneAt: room.platform.clock.now() } : { sweptAfter: last };
  await noteProgress(tx, kind, to);
  return last !== undefined;
}

type PageOfIds = { after: Id | undefined; limit: number };

const sources: Record<Kind, (room: Room, tx: Tx, page: PageOfIds) => Promise<Id[]>> = {
  note: (room, tx, page) => room.rooms.community.noteIdsAfter(tx, page),
  listing: (room, tx, page) => room.rooms.catalog.listingIdsAfter(tx, page),
  member: (room, tx, page) => room.rooms.identity.memberIdsAfter(tx, page),
};

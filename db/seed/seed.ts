import type { App } from '../../src/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Locale } from '#platform/refusal.ts';
import { log } from '#platform/log.ts';
import { gather } from './gather.ts';
import { follow, react } from './liven.ts';
import { moveIn } from './move-in.ts';
import { seedOrders, seedTrades } from './seed-orders.ts';
import type { Residents, Seeding, Written } from './seeding.ts';
import { talk } from './talk.ts';
import { phoneOf, type TownScript } from './town.ts';
import { writeNotes } from './write.ts';

type Making = {
  app: App;
  sandbox: Sandbox;
  say: (words: Words) => void;
  script: TownScript;
};
type Words = Record<Locale, string>;

/** The demo town: it stands, and may still be coming alive. */
export type DemoTown = {
  /** Fulfilled when everything in the script has been done. */
  whole: Promise<void>;
  /** Begins nothing more; what is missing is left to the next start. */
  close(): Promise<void>;
};

const settingName = 'sandbox/demo-town';

/**
 * Fills an empty sandbox with the demo town, through the rooms' own commands, so that it obeys
 * every rule; each is done as of its own time. It answers as soon as there is something to read,
 * to buy, to find and to talk about; who follows, likes and has bought comes while the town is in use.
 * A town that is whole is left alone; one whose making was cut off is finished: each of its
 * commands has a key or may be repeated, and what was done is not done again.
 */
export async function seedDemoTown(making: Making): Promise<DemoTown> {
  const { app, sandbox, script, say } = making;
  const stage = await stageOf(app);
  if (stage === 'stands') return { whole: Promise.resolve(), close: () => Promise.resolve() };
  const movedInAt = stage ? new Date(stage.begunAt) : app.platform.clock.now();
  const begunAt = movedInAt.toISOString();
  const ending = new AbortController();
  const seeding: Seeding = { app, sandbox, script, movedInAt, ending: ending.signal };
  if (!stage?.isOpen) {
    say({ 'zh-CN': '正在布置演示小镇……', en: 'Moving the demo town in ...' });
    await setStage(app, { begunAt });
  }
  const standing = stage?.isOpen ? undefined : await openTown(seeding);
  if (standing) await setStage(app, { begunAt, isOpen: true });
  const whole = comeAlive(seeding, standing, say).catch((error: unknown) => {
    log.error('sandbox/demo-town-unfinished', { error });
  });
  return {
    whole,
    async close() {
      ending.abort();
      await whole;
    },
  };
}

type Standing = { residents: Residents; written: Written };

/** Members, circles, notes and what is sold in them: made, or found again by their keys. */
async function write(seeding: Seeding): Promise<Standing> {
  const residents = await moveIn(seeding);
  const circles = await gather(seeding, residents);
  return { residents, written: await writeNotes(seeding, { residents, circles }) };
}

async function openTown(seeding: Seeding): Promise<Standing> {
  const standing = await write(seeding);
  await talk(seeding, standing.residents, standing.written);
  await seedOrders(seeding, standing);
  // Told by events one by one, some of it would only be found a minute later.
  await seeding.app.rooms.search.projectAll();
  return standing;
}

async function comeAlive(
  seeding: Seeding,
  open: Standing | undefined,
  say: Making['say'],
): Promise<void> {
  const standing = open ?? (await write(seeding));
  await follow(seeding, standing.residents);
  await react(seeding, standing.residents, standing.written);
  await seedTrades(seeding, standing);
  if (seeding.ending.aborted) return;
  await setStage(seeding.app, 'stands');
  say({
    'zh-CN': '\n  演示小镇齐了：关注、点赞和从前的交易都在。',
    en: '\n  The demo town is whole: who follows whom, likes and past trades are there.',
  });
}

/** A town under way keeps when it was begun: a later start tells the same times. */
type Stage = { begunAt: string; isOpen?: true } | 'stands';

async function stageOf(app: App): Promise<Stage | undefined> {
  const { database } = app.platform;
  const { rows } = await database.pool.query<{ value: Stage | 'begun' }>(
    'select value from platform.setting where name = $1',
    [settingName],
  );
  // What an earlier version began is somebody's own data by now, like a town nobody noted down.
  if (rows[0]) return rows[0].value === 'begun' ? 'stands' : rows[0].value;
  const known = await app.rooms.identity.findMemberByPhone(database.sql, phoneOf(1));
  return known === undefined ? undefined : 'stands';
}

async function setStage(app: App, stage: Stage): Promise<void> {
  await app.platform.database.pool.query(
    `insert into platform.setting (name, value, changed_at) values ($1, $2::jsonb, now())
     on conflict (name) do update set value = excluded.value, changed_at = now()`,
    [settingName, JSON.stringify(stage)],
  );
}

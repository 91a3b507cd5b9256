import type { App } from '../../src/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Locale } from '#platform/refusal.ts';
import { moveIn } from './move-in.ts';
import { seedOrders } from './seed-orders.ts';
import type { Seeding } from './seeding.ts';
import { talk } from './talk.ts';
import { phoneOf, readTownScript } from './town.ts';
import { writeNotes } from './write.ts';

type Making = { app: App; sandbox: Sandbox; say: (words: Words) => void };
type Words = Record<Locale, string>;

const settingName = 'sandbox/demo-town';

/**
 * Fills an empty sandbox with the demo town, through the rooms' own commands, so that it obeys
 * every rule; each is done as of its own time. A town that stands already is left alone; one whose
 * making was cut off is finished: each of its commands has a key, and what was done is answered
 * and not done again.
 */
export async function seedDemoTown({ app, sandbox, say }: Making): Promise<void> {
  const stage = await stageOf(app);
  if (stage === 'stands') return;
  say({ 'zh-CN': '正在布置演示小镇……', en: 'Moving the demo town in ...' });
  const movedInAt = stage ? new Date(stage.begunAt) : app.platform.clock.now();
  if (!stage) await setStage(app, { begunAt: movedInAt.toISOString() });
  const seeding: Seeding = { app, sandbox, script: readTownScript(), movedInAt };
  const residents = await moveIn(seeding);
  const written = await writeNotes(seeding, residents);
  await talk(seeding, residents, written);
  await seedOrders(seeding, { residents, written }, stage !== undefined);
  await setStage(app, 'stands');
}

/** A town under way keeps when it was begun: a later start tells the same times. */
type Stage = { begunAt: string } | 'stands';

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

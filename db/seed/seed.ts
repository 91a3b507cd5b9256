import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../src/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Call } from '#platform/actor.ts';
import { dayMs, hourMs } from '#platform/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import { picturesFolder } from './art/make.ts';
import { keyed } from './keyed.ts';
import { seedOrders, type SoldNote } from './seed-orders.ts';
import { townNotes, townsmen, townTalks, type TownNote, type Townsman } from './town.ts';

export type Seeding = { app: App; sandbox: Sandbox; say: (words: Words) => void };
type Words = Record<Locale, string>;
/** The callers of the demo town's commands, by place. */
export type Town = Map<number, Call>;

/** The phone of a member of the demo town. */
export const phoneOf = (place: number): string => `138${String(place).padStart(8, '0')}`;

const settingName = 'sandbox/demo-town';

/**
 * Fills an empty sandbox with the demo town, through the rooms' own commands, so that it obeys
 * every rule. A town that stands already is left alone; one whose making was cut off is finished:
 * each of its commands has a key, and what was done is answered and not done again.
 */
export async function seedDemoTown(seeding: Seeding): Promise<void> {
  const { app, say } = seeding;
  const stage = await stageOf(app);
  if (stage === 'stands') return;
  say({ 'zh-CN': '正在布置演示小镇……', en: 'Moving the demo town in ...' });
  await setStage(app, 'begun');
  const town = await moveIn(app);
  const sold = await publishNotes(app, town);
  await talk(app, town, sold);
  await seedOrders(seeding, town, sold, stage === 'begun');
  await setStage(app, 'stands');
}

type Stage = 'begun' | 'stands';

async function stageOf(app: App): Promise<Stage | undefined> {
  const { database } = app.platform;
  const { rows } = await database.pool.query<{ value: Stage }>(
    'select value from platform.setting where name = $1',
    [settingName],
  );
  if (rows[0]) return rows[0].value;
  // A town that nobody noted down is somebody's own data by now.
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

async function moveIn(app: App): Promise<Town> {
  const town: Town = new Map();
  for (const man of townsmen) town.set(man.place, await moveOneIn(app, man));
  return town;
}

async function moveOneIn(app: App, man: Townsman): Promise<Call> {
  const { identity, catalog } = app.rooms;
  const session = await app.platform.database.transaction(async (tx) => {
    const known = await identity.findMemberByPhone(tx, phoneOf(man.place));
    const memberId = known ?? (await register(app, tx, man));
    const visit = { ip: '127.0.0.1', userAgent: 'demo town', locale: 'zh-CN' } as const;
    return identity.startSession(tx, memberId, visit);
  });
  const { memberId, sessionId } = session;
  const actor = { memberId, sessionId, isOperator: false, secondFactorAt: null };
  const call: Call = { actor, locale: 'zh-CN' };
  if (man.sells) await catalog.openQuickSell(call);
  return call;
}

async function register(app: App, tx: Tx, man: Townsman): Promise<Id> {
  const { identity } = app.rooms;
  const now = app.platform.clock.now();
  const realName = man.realName && { name: man.realName, idNumber: idNumberOf(man.place) };
  const memberId = await identity.registerMember(tx, {
    phone: phoneOf(man.place),
    nickname: man.nickname,
    bio: man.bio,
    city: man.city,
    joinedAt: new Date(now.getTime() - man.joinedDaysAgo * dayMs),
    ...(realName ? { realName } : {}),
    isPro: man.sells ?? false,
  });
  if (man.place === 9) await identity.setOperator(tx, memberId, now);
  return memberId;
}

/** A number with a right check digit that belongs to nobody: all are born on one day in 1990. */
function idNumberOf(place: number): string {
  const body = `110101199003071${String(10 + place).padStart(2, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

async function publishNotes(app: App, town: Town): Promise<Map<number, SoldNote>> {
  const sold = new Map<number, SoldNote>();
  const oldestFirst = [...townNotes.entries()].toSorted(([, a], [, b]) => b.hoursAgo - a.hoursAgo);
  for (const [place, note] of oldestFirst) {
    const call = town.get(note.by)!;
    const shown = await app.platform.run(keyed(call, `note-${place}`), (tx) =>
      publishOne(app, tx, call, note),
    );
    if (note.listing)
      sold.set(place, await offer(app, keyed(call, `listing-${place}`), note, shown));
  }
  return sold;
}

type Shown = { noteId: Id; pictureIds: Id[] };

async function publishOne(app: App, tx: Tx, call: Call, note: TownNote): Promise<Shown> {
  const authorId = call.actor.memberId;
  const now = new Date(app.platform.clock.now().getTime() - note.hoursAgo * hourMs);
  const pictureIds: Id[] = [];
  for (const name of note.pictures) {
    const bytes = await readFile(join(picturesFolder, `${name}.webp`));
    const picture = { ownerId: authorId, bytes, alt: note.title };
    pictureIds.push((await app.platform.pictureShelf.keep(picture)).id);
  }
  const { title, topics } = note;
  const city = townsmen.find((man) => man.place === note.by)!.city;
  const draft = { title, body: [...note.body], topics: [...topics], city, pictureIds };
  const noteId = await app.rooms.community.publish(tx, { ...draft, authorId, now });
  return { noteId, pictureIds };
}

async function offer(app: App, call: Call, note: TownNote, shown: Shown): Promise<SoldNote> {
  const { yuan, freightYuan = 0, quantity = 1, ...terms } = note.listing!;
  const { listingId } = await app.rooms.catalog.createListing(call, {
    ...terms,
    ...shown,
    priceFen: BigInt(yuan * 100),
    freightFen: BigInt(freightYuan * 100),
    quantity,
  });
  const totalFen = BigInt((yuan + freightYuan) * 100);
  return { listingId, totalFen, delivery: terms.delivery, by: note.by };
}

async function talk(app: App, town: Town, sold: Map<number, SoldNote>): Promise<void> {
  for (const { note, buyer, words } of townTalks) {
    const { by, listingId } = sold.get(note)!;
    const [asks, answers] = [town.get(buyer)!, town.get(by)!];
    const { conversationId } = await app.rooms.chat.startConversation(asks, {
      memberId: answers.actor.memberId,
      about: { kind: 'listing', ref: listingId },
    });
    for (const [place, text] of words.entries()) {
      const call = place % 2 === 0 ? asks : answers;
      await app.rooms.chat.sendMessage(call, { conversationId, clientId: `town-${place}`, text });
    }
  }
}

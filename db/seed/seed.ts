import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../src/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Call } from '#platform/actor.ts';
import { dayMs, hourMs } from '#platform/clock.ts';
import type { Locale } from '#platform/refusal.ts';
import { picturesFolder } from './art/make.ts';
import { seedOrders, type SoldNote } from './seed-orders.ts';
import { townNotes, townsmen, townTalks, type TownNote, type Townsman } from './town.ts';

export type Seeding = { app: App; sandbox: Sandbox; say: (words: Words) => void };
type Words = Record<Locale, string>;
/** The callers of the demo town's commands, by place. */
export type Town = Map<number, Call>;

/** The phone of a member of the demo town. */
export const phoneOf = (place: number): string => `138${String(place).padStart(8, '0')}`;

/**
 * Fills an empty sandbox with the demo town, through the rooms' own commands, so that it obeys
 * every rule. A town that stands already is left alone.
 */
export async function seedDemoTown(seeding: Seeding): Promise<void> {
  const { app, say } = seeding;
  const { identity } = app.rooms;
  const handle = app.platform.database.sql;
  if (await identity.findMemberByPhone(handle, phoneOf(1))) return;
  say({ 'zh-CN': '正在布置演示小镇……', en: 'Moving the demo town in ...' });
  const town = await moveIn(app);
  const sold = await publishNotes(app, town);
  await talk(app, town, sold);
  await seedOrders(seeding, town, sold);
}

async function moveIn(app: App): Promise<Town> {
  const town: Town = new Map();
  for (const man of townsmen) town.set(man.place, await moveOneIn(app, man));
  return town;
}

async function moveOneIn(app: App, man: Townsman): Promise<Call> {
  const { identity, catalog } = app.rooms;
  const now = app.platform.clock.now();
  const realName = man.realName && { name: man.realName, idNumber: idNumberOf(man.place) };
  const session = await app.platform.database.transaction(async (tx) => {
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
    const visit = { ip: '127.0.0.1', userAgent: 'demo town', locale: 'zh-CN' } as const;
    return identity.startSession(tx, memberId, visit);
  });
  const { memberId, sessionId } = session;
  const actor = { memberId, sessionId, isOperator: false, secondFactorAt: null };
  const call: Call = { actor, locale: 'zh-CN' };
  if (man.sells) await catalog.openQuickSell(call);
  return call;
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
    const published = await publishOne(app, town.get(note.by)!, note);
    if (published) sold.set(place, { ...published, by: note.by });
  }
  return sold;
}

async function publishOne(
  app: App,
  call: Call,
  note: TownNote,
): Promise<Omit<SoldNote, 'by'> | undefined> {
  const authorId = call.actor.memberId;
  const at = new Date(app.platform.clock.now().getTime() - note.hoursAgo * hourMs);
  const pictureIds: string[] = [];
  for (const name of note.pictures) {
    const bytes = await readFile(join(picturesFolder, `${name}.webp`));
    const kept = await app.platform.pictureShelf.keep({
      ownerId: authorId,
      bytes,
      alt: note.title,
    });
    pictureIds.push(kept.id);
  }
  const city = townsmen.find((man) => man.place === note.by)!.city;
  const draft = {
    title: note.title,
    body: [...note.body],
    topics: [...note.topics],
    city,
    pictureIds,
  };
  const noteId = await app.platform.database.transaction((tx) =>
    app.rooms.community.publish(tx, { ...draft, authorId, now: at }),
  );
  const { listing } = note;
  if (!listing) return undefined;
  const { yuan, freightYuan = 0, quantity = 1, ...terms } = listing;
  const { listingId } = await app.rooms.catalog.createListing(call, {
    ...terms,
    priceFen: BigInt(yuan * 100),
    freightFen: BigInt(freightYuan * 100),
    quantity,
    pictureIds,
    noteId,
  });
  return { listingId, totalFen: BigInt((yuan + freightYuan) * 100), delivery: listing.delivery };
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

import type { App } from '../../src/app.ts';
import type { Call } from '#platform/actor.ts';
import { dayMs, hourMs } from '#platform/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { inTurn } from './in-turn.ts';
import type { Townsman } from './script.ts';
import type { Resident, Residents, Seeding } from './seeding.ts';
import { operatorPlace, phoneOf } from './town.ts';

const atOnce = 8;

/** Makes the members of the town, or finds them, and opens the shops of those who sell. */
export async function moveIn(seeding: Seeding): Promise<Residents> {
  const residents = new Map<number, Resident>();
  await inTurn(seeding.script.members, { atOnce }, async (man) => {
    residents.set(man.place, { ...man, call: await moveOneIn(seeding, man) });
  });
  return residents;
}

async function moveOneIn({ app, sandbox, movedInAt }: Seeding, man: Townsman): Promise<Call> {
  const { identity, catalog } = app.rooms;
  const memberId = await app.platform.database.transaction(
    async (tx) =>
      (await identity.findMemberByPhone(tx, phoneOf(man.place))) ??
      register(app, tx, { man, movedInAt }),
  );
  const actor = { memberId, sessionId: '0', isOperator: false, secondFactorAt: null };
  const call: Call = { actor, locale: 'zh-CN' };
  if (man.sells) {
    // Half a day after the account was old enough.
    const openedAt = movedInAt.getTime() - (man.joinedDaysAgo - 180) * dayMs + 12 * hourMs;
    await sandbox.clock.asOf(new Date(openedAt), () => catalog.openQuickSell(call));
  }
  return call;
}

async function register(
  app: App,
  tx: Tx,
  { man, movedInAt }: { man: Townsman; movedInAt: Date },
): Promise<Id> {
  const { identity } = app.rooms;
  const realName = man.realName && { name: man.realName, idNumber: idNumberOf(man.place) };
  const memberId = await identity.registerMember(tx, {
    phone: phoneOf(man.place),
    nickname: man.nickname,
    bio: man.bio,
    city: man.city,
    joinedAt: new Date(movedInAt.getTime() - man.joinedDaysAgo * dayMs),
    ...(realName ? { realName } : {}),
    isPro: man.sells,
  });
  if (man.place === operatorPlace) await identity.setOperator(tx, memberId, movedInAt);
  return memberId;
}

/** A number with a right check digit that belongs to nobody: all are born on one day in 1990. */
function idNumberOf(place: number): string {
  const body = `110101199003071${String(10 + place).padStart(2, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

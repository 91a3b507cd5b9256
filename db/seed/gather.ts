import type { Id } from '#platform/ids.ts';
import { dayMs } from '#platform/clock.ts';
import { keyed } from './keyed.ts';
import type { TownCircle, Townsman } from './script.ts';
import type { Resident, Residents, Seeding, TownCircles } from './seeding.ts';

/** Circles are older than what is written in them. */
const foundedDaysAgo = 75;

/** Founds the circles of the town and takes in who belongs to them. */
export async function gather(seeding: Seeding, residents: Residents): Promise<TownCircles> {
  const circles = new Map<string, Id>();
  const then = new Date(seeding.movedInAt.getTime() - foundedDaysAgo * dayMs);
  for (const circle of seeding.script.circles) {
    const inside = [...residents.values()].filter((one) => belongs(one, circle));
    const found = () => foundOne(seeding, circle, inside);
    circles.set(circle.name, await seeding.sandbox.clock.asOf(then, found));
  }
  return circles;
}

/** Whether somebody who cares for these things is in a circle. */
export const belongs = ({ interests }: Townsman, circle: TownCircle): boolean =>
  circle.belonging.some((all) => all.every((interest) => interests.includes(interest)));

async function foundOne(
  { app }: Seeding,
  circle: TownCircle,
  inside: readonly Resident[],
): Promise<Id> {
  const [founder, ...others] = inside.toSorted((a, b) => a.place - b.place);
  const { kind, name, description, city, joinRule } = circle;
  const { circleId } = await app.platform.run(
    keyed(founder!.call, `circle/${name}`),
    async (tx) => {
      const founderId = founder!.call.actor.memberId;
      const draft = { founderId, kind, name, description, city, joinRule };
      const id = await app.rooms.circles.registerCircle(tx, draft);
      for (const { call } of others) {
        const { memberId } = call.actor;
        await app.rooms.circles.admitMember(tx, { circleId: id, memberId });
      }
      return { circleId: id };
    },
  );
  return circleId;
}

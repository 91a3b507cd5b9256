import type { Id } from '#platform/ids.ts';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { chanceOf } from './chance.ts';
import { belongs } from './gather.ts';
import { inTurn } from './in-turn.ts';
import { keyed } from './keyed.ts';
import { ifAllowed } from './if-allowed.ts';
import type { TownNote, Townsman } from './script.ts';
import type { Published, Residents, Seeding, Written } from './seeding.ts';
import type { TownScript } from './town.ts';

const atOnce = 4;

/** Follows are older than the newest notes, so that these stand in somebody's feed. */
const followedWithinDays = 50;

/** What several members have in common, of all that they care for. */
const shared = (one: Townsman, topics: readonly string[]): number =>
  one.interests.filter((interest) => topics.includes(interest)).length;

/** Whether somebody follows another one: who cares for the same more often does. */
const follows = (one: Townsman, other: Townsman): boolean =>
  one.place !== other.place &&
  chanceOf(`follow/${one.place}/${other.place}`) < 0.05 + 0.25 * shared(one, other.interests);

/** Whether somebody of the town may read a note that is not for everybody. */
export function mayRead(script: TownScript, one: Townsman, { by, onlyFor }: TownNote): boolean {
  if (onlyFor === undefined || one.place === by) return true;
  if (onlyFor !== '粉丝') {
    return script.circles.some((circle) => circle.name === onlyFor && belongs(one, circle));
  }
  return script.members.some((author) => author.place === by && follows(one, author));
}

/** Lets the members follow whose life is like theirs. */
export async function follow(seeding: Seeding, residents: Residents): Promise<void> {
  const pairs = [...residents.values()].flatMap((one) =>
    [...residents.values()].flatMap((other) => {
      const name = `follow/${one.place}/${other.place}`;
      if (!follows(one, other)) return [];
      const agoMs = (1 + chanceOf(`${name}/ago`) * followedWithinDays) * dayMs;
      // Nobody is followed before they came.
      const joinedMs = Math.min(one.joinedDaysAgo, other.joinedDaysAgo) * dayMs;
      const at = new Date(seeding.movedInAt.getTime() - Math.min(agoMs, joinedMs / 2));
      return [{ one, other, at }];
    }),
  );
  const oldestFirst = pairs.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const { app, sandbox, ending } = seeding;
  await inTurn(oldestFirst, { atOnce, ending }, async ({ one, other, at }) => {
    const { memberId } = other.call.actor;
    await ifAllowed(sandbox.clock.asOf(at, () => app.rooms.ties.follow(one.call, { memberId })));
  });
}

/** Lets the members say below the notes what the script tells, and like and save what they like. */
export async function react(
  seeding: Seeding,
  residents: Residents,
  { notes }: Written,
): Promise<void> {
  const oldestFirst = notes.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const { ending } = seeding;
  await inTurn(oldestFirst, { atOnce, ending }, async (published) => {
    await remark(seeding, residents, published);
    await likeAndSave(seeding, residents, published);
  });
}

/** A time after a note was published, more often soon than late, and before the town moved in. */
function timeAfter({ at }: Published, movedInAt: Date, name: string): Date {
  const leftMs = movedInAt.getTime() - at.getTime() - minuteMs;
  const delayMs = minuteMs + chanceOf(name) ** 4 * 4 * dayMs;
  return new Date(at.getTime() + Math.max(0, Math.min(delayMs, leftMs * chanceOf(`${name}/cap`))));
}

async function remark(
  { app, sandbox, movedInAt }: Seeding,
  residents: Residents,
  published: Published,
): Promise<void> {
  const { note, noteId } = published;
  const stepMs = (movedInAt.getTime() - published.at.getTime()) / (note.remarks.length + 2);
  let top: Id | undefined;
  let at = published.at;
  for (const [place, { by, isAnswer, text }] of note.remarks.entries()) {
    const name = `remark/${note.title}/${place}`;
    const pauseMs = minuteMs + chanceOf(name) ** 2 * 20 * hourMs;
    at = new Date(at.getTime() + Math.min(pauseMs, stepMs));
    const call = keyed(residents.get(by)!.call, name);
    const input = { noteId, text, answersId: isAnswer ? top : undefined };
    const comment = () => app.rooms.reactions.commentOnNote(call, input);
    const said = await ifAllowed(sandbox.clock.asOf(at, comment));
    if (!isAnswer) top = said?.id;
  }
}

async function likeAndSave(
  { app, sandbox, script, movedInAt }: Seeding,
  residents: Residents,
  published: Published,
): Promise<void> {
  const { note, noteId } = published;
  const { reactions } = app.rooms;
  // Few notes are liked by many: how good it is, then how near to each one's own life.
  const appeal = 0.03 + chanceOf(`appeal/${note.title}`) ** 3 * 0.5;
  for (const one of residents.values()) {
    if (one.place === note.by || !mayRead(script, one, note)) continue;
    const name = `${one.place}/${note.title}`;
    const likelihood = appeal * (1 + 0.5 * shared(one, note.topics));
    const at = timeAfter(published, movedInAt, `time/${name}`);
    // Nobody reads before they came.
    if (at.getTime() < movedInAt.getTime() - one.joinedDaysAgo * dayMs) continue;
    if (chanceOf(`like/${name}`) < likelihood) {
      await ifAllowed(sandbox.clock.asOf(at, () => reactions.likeNote(one.call, noteId)));
    }
    if (chanceOf(`save/${name}`) < likelihood * 0.25) {
      await ifAllowed(sandbox.clock.asOf(at, () => reactions.saveNote(one.call, { noteId })));
    }
  }
}

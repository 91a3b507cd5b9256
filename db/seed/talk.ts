import type { Call } from '#platform/actor.ts';
import { dayMs, minuteMs } from '#platform/clock.ts';
import type { Id } from '#platform/ids.ts';
import { timeOf } from './calendar.ts';
import { chanceOf } from './chance.ts';
import { inTurn } from './in-turn.ts';
import type { TownTalk } from './script.ts';
import type { Residents, Seeding, Written } from './seeding.ts';

const atOnce = 8;
/** What is older than this was read by both. */
const readAfterMs = dayMs;

/** Lets the members talk about what is sold, oldest talk first. */
export async function talk(
  seeding: Seeding,
  residents: Residents,
  { listings }: Written,
): Promise<void> {
  const dated = seeding.script.talks.map((one) => {
    const name = `${one.listing}/${one.buyer}`;
    return { ...one, name, at: timeOf(seeding.movedInAt, one.ago, name) };
  });
  const oldestFirst = dated.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await inTurn(oldestFirst, { atOnce }, async (one) => {
    const { listingId, by } = listings.get(one.listing)!;
    const buyer = residents.get(one.buyer)!.call;
    await talkOnce(seeding, one, { listingId, buyer, seller: residents.get(by)!.call });
  });
}

type Dated = TownTalk & { name: string; at: Date };
type Sides = { listingId: Id; buyer: Call; seller: Call };

async function talkOnce({ app, sandbox, movedInAt }: Seeding, one: Dated, sides: Sides) {
  const { chat } = app.rooms;
  const { buyer, seller, listingId } = sides;
  let at = one.at;
  const { conversationId } = await sandbox.clock.asOf(at, () =>
    chat.startConversation(buyer, {
      memberId: seller.actor.memberId,
      about: { kind: 'listing', ref: listingId },
    }),
  );
  let seq = 0;
  for (const [place, { isBuyer, text }] of one.lines.entries()) {
    const clientId = `town-${listingId}-${place}`;
    const message = { conversationId, clientId, text };
    const call = isBuyer ? buyer : seller;
    seq = (await sandbox.clock.asOf(at, () => chat.sendMessage(call, message))).seq;
    const pauseMs = Math.ceil(chanceOf(`${one.name}/${place}`) ** 3 * 25) * minuteMs;
    at = new Date(Math.min(at.getTime() + pauseMs, movedInAt.getTime() - 1));
  }
  if (movedInAt.getTime() - at.getTime() < readAfterMs) return;
  for (const call of [buyer, seller]) {
    await sandbox.clock.asOf(at, () => chat.markConversationRead(call, { conversationId, seq }));
  }
}

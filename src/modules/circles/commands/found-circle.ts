import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { normalizeDomain } from '../domain/mail-domains.ts';
import { foundedByMembers, foundedMax, foundsPerDay, rulesOfKeepers } from '../domain/rules.ts';
import { circlesTopics } from '../events.ts';
import { readView } from '../queries/get-circle.ts';
import type { Room } from '../room.ts';
import { closeCircleRow, countFounded, editCircle, findCircles } from '../store/circle-rows.ts';
import type { CircleChange, CircleInput, CircleView, InCircle } from '../types.ts';
import { countDoing, isOperator, keptCircle, logAct, tell } from './keepers.ts';
import { registerCircle } from './register-circle.ts';

/**
 * Founds a circle that its founder keeps. Operators found any; members with a pro account found
 * circles of a building or a fandom.
 * @throws circles/operators-only, circles/pro-needed, circles/too-many-founded, circles/too-fast,
 *   circles/domains-needed, circles/domain-invalid
 */
export async function createCircle(
  room: Room,
  call: Call,
  input: CircleInput,
): Promise<CircleView> {
  const founderId = call.actor.memberId;
  const mailDomains = domainsOf(input.joinRule, input.mailDomains ?? []);
  return room.platform.run(call, async (tx) => {
    const byOperator = isOperator(call.actor);
    if (!byOperator) await assertMayFound(room, tx, founderId, input);
    const circleId = await registerCircle(room, tx, { ...input, founderId, mailDomains });
    if (byOperator) {
      await logAct(room, tx, call, { action: 'found', circleId, details: { name: input.name } });
    }
    return readView(tx, call.actor, circleId);
  });
}

async function assertMayFound(
  room: Room,
  tx: Tx,
  founderId: Id,
  { kind, joinRule }: CircleInput,
): Promise<void> {
  if (!foundedByMembers.includes(kind) || !rulesOfKeepers.includes(joinRule)) {
    refuse('circles/operators-only');
  }
  const { isPro } = await room.rooms.identity.sellingIdentity(tx, founderId);
  if (!isPro) refuse('circles/pro-needed');
  // Counting locks the member's row of this limit: two foundings at once come one after the other.
  await countDoing(tx, foundsPerDay, founderId, room.platform.clock.now());
  if ((await countFounded(tx, founderId)) >= foundedMax) {
    refuse('circles/too-many-founded', { max: foundedMax });
  }
}

/**
 * Changes a circle's card or rule. Which mail domains let in, and that mail does, is for operators.
 * @throws platform/not-found, circles/keepers-only, circles/operators-only,
 *   circles/domains-needed, circles/domain-invalid
 */
export async function updateCircle(
  room: Room,
  call: Call,
  change: CircleChange,
): Promise<CircleView> {
  const { circleId } = change;
  return room.platform.run(call, async (tx) => {
    const { circle, isByOperator } = await keptCircle(tx, call, circleId);
    const joinRule = change.joinRule ?? circle.join_rule;
    const touchesMail =
      change.mailDomains !== undefined || (joinRule === 'mail' && circle.join_rule !== 'mail');
    if (touchesMail && !isOperator(call.actor)) refuse('circles/operators-only');
    const values = {
      name: change.name ?? circle.name,
      description: change.description ?? circle.description,
      city: change.city === undefined ? circle.city : change.city,
      join_rule: joinRule,
      mail_domains: domainsOf(joinRule, change.mailDomains ?? circle.mail_domains),
    };
    await editCircle(tx, circleId, values, room.platform.clock.now());
    if (isByOperator) {
      await logAct(room, tx, call, { action: 'edit', circleId, details: { joinRule } });
    }
    return readView(tx, call.actor, circleId);
  });
}

/** Closes a circle for good; operators only. Again it changes nothing. @throws platform/not-found */
export async function closeCircle(
  room: Room,
  call: Call,
  { circleId, reason }: InCircle & { reason: string },
): Promise<void> {
  await room.platform.run(call, async (tx) => {
    if (!isOperator(call.actor)) refuse('platform/not-allowed');
    if (!(await findCircles(tx, [circleId])).has(circleId)) refuse('platform/not-found');
    if (!(await closeCircleRow(tx, circleId, room.platform.clock.now()))) return;
    await logAct(room, tx, call, { action: 'close', circleId, reason });
    await tell(room, tx, circlesTopics.closed, { circleId });
  });
  room.platform.outbox.nudge();
}

/** @throws circles/domain-invalid, circles/domains-needed */
function domainsOf(joinRule: CircleInput['joinRule'], texts: string[]): string[] {
  const domains = texts.map(
    (text) => normalizeDomain(text) ?? refuse('circles/domain-invalid', { domain: text }),
  );
  if (joinRule === 'mail' && domains.length === 0) refuse('circles/domains-needed');
  return [...new Set(domains)];
}

import type { Tx } from '#platform/db/database.ts';
import { randomBucket, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { newInviteCode } from '../domain/invite-code.ts';
import type { Room } from '../room.ts';
import { insertCircle, lockCircle } from '../store/circle-rows.ts';
import { insertMembership } from '../store/memberships.ts';
import type { NewCircle } from '../types.ts';

/** Founds a circle whose founder keeps it; who may is asked by the caller. */
export async function registerCircle(room: Room, tx: Tx, circle: NewCircle): Promise<Id> {
  const { clock, secrets } = room.platform;
  const now = circle.foundedAt ?? clock.now();
  const id = await insertCircle(tx, randomBucket(), {
    kind: circle.kind,
    name: circle.name,
    description: circle.description,
    city: circle.city ?? null,
    join_rule: circle.joinRule,
    mail_domains: circle.mailDomains ?? [],
    invite_code_sealed: secrets.seal(newInviteCode()),
    founder_id: circle.founderId,
    founded_at: now,
  });
  await insertMembership(tx, { memberId: circle.founderId, circleId: id, isKeeper: true }, now);
  return id;
}

/** Takes a member in without asking the circle’s rule. @throws platform/not-found */
export async function admitMember(
  room: Room,
  tx: Tx,
  { circleId, memberId }: { circleId: Id; memberId: Id },
): Promise<void> {
  if (!(await lockCircle(tx, circleId))) refuse('platform/not-found');
  await insertMembership(tx, { memberId, circleId }, room.platform.clock.now());
}

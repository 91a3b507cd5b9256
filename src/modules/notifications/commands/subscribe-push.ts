import type { Call } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import { makePushKeys, type PushKeys } from '../adapters/web-push.ts';
import { isPushTarget, type PushTarget } from '../domain/endpoint.ts';
import { subscriptionsMax } from '../domain/rules.ts';
import {
  dropSubscription,
  findPushKeys,
  keepLatest,
  keepPushKeys,
  putSubscription,
} from '../store/push.ts';
import type { Room } from '../types.ts';

/**
 * Rings this browser from now on, for as long as the calling session lives. Whoever had the same
 * browser before is rung there no more; beyond ten browsers the oldest goes.
 * @throws notifications/push-target-invalid
 */
export async function subscribePush(room: Room, call: Call, target: PushTarget): Promise<void> {
  if (!isPushTarget(target)) refuse('notifications/push-target-invalid');
  const { platform } = room;
  const { memberId, sessionId } = call.actor;
  await platform.run(call, async (tx) => {
    await putSubscription(tx, {
      memberId,
      sessionId,
      fingerprint: fingerprintEndpoint(room, target.endpoint),
      sealed: platform.secrets.seal(JSON.stringify(target)),
      now: platform.clock.now(),
    });
    await keepLatest(tx, memberId, subscriptionsMax);
  });
}

/** Rings this browser no more; one that is not the member's stays as it is. */
export async function unsubscribePush(
  room: Room,
  call: Call,
  { endpoint }: { endpoint: string },
): Promise<void> {
  const fingerprint = fingerprintEndpoint(room, endpoint);
  await room.platform.run(call, (tx) => dropSubscription(tx, call.actor.memberId, fingerprint));
}

function fingerprintEndpoint({ platform }: Room, endpoint: string): string {
  return platform.secrets.fingerprint('notifications/endpoint', endpoint);
}

/** The house's push keys; made at the first start, the same in every process. */
export async function pushKeysOf({ platform }: Room): Promise<PushKeys> {
  const { database, secrets, clock } = platform;
  const known = await findPushKeys(database.sql);
  const kept = known ?? (await keepPushKeys(database.sql, sealed(), clock.now()));
  return { publicKey: kept.publicKey, privateKey: secrets.open(kept.privateSealed) };

  function sealed() {
    const { publicKey, privateKey } = makePushKeys();
    return { publicKey, privateSealed: secrets.seal(privateKey) };
  }
}

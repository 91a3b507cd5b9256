import type { Call } from '#platform/actor.ts';

/** The call of one command of the town; its name is its key. */
export function keyed(call: Call, name: string): Call {
  return { ...call, idempotency: { key: `demo-town/${name}`, requestHash: 'demo-town' } };
}

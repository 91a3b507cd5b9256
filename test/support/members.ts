import type { Actor, Call } from '#platform/actor.ts';
import type { Database } from '#platform/db/database.ts';
import type { Identity } from '#identity';

/** Somebody who can act in a test. */
export type Person = { id: string; actor: Actor; call: Call };

let phones = 0;

/** Makes members with a phone each and hands out calls in their name; no session is kept. */
export function createPeople(database: Database, identity: Identity) {
  async function join(nickname = '小满', acting: Partial<Actor> = {}): Promise<Person> {
    phones += 1;
    const phone = `137${String(phones).padStart(8, '0')}`;
    const joinedAt = new Date('2025-12-01T00:00:00Z');
    const id = await database.transaction((tx) =>
      identity.registerMember(tx, { phone, nickname, joinedAt }),
    );
    const actor = {
      memberId: id,
      sessionId: id,
      isOperator: false,
      secondFactorAt: null,
      ...acting,
    };
    return { id, actor, call: { actor, locale: 'zh-CN' } };
  }
  return {
    join,
    /** An operator whose session has passed the second factor. */
    joinOperator: (nickname = '值班') =>
      join(nickname, { isOperator: true, secondFactorAt: new Date('2026-07-01T00:00:00Z') }),
  };
}

/** The same call under an idempotency key. */
export const under = (call: Call, key: string, requestHash = 'same'): Call => ({
  ...call,
  idempotency: { key, requestHash },
});

import { bucketOfKey, type Id } from '#platform/ids.ts';

/** Two members in the one order that names their conversation. */
export type Pair = { lowId: Id; highId: Id };

/** The pair of two different members, whoever of them asks. */
export function pairOf(one: Id, other: Id): Pair {
  if (one === other) throw new Error('a pair is made of two members');
  return BigInt(one) < BigInt(other)
    ? { lowId: one, highId: other }
    : { lowId: other, highId: one };
}

/** The bucket in which a pair's conversation lives. */
export const bucketOfPair = ({ lowId, highId }: Pair): number => bucketOfKey(`${lowId}:${highId}`);

/** The one of the pair who is not this member. */
export const otherOf = ({ lowId, highId }: Pair, memberId: Id): Id =>
  memberId === lowId ? highId : lowId;

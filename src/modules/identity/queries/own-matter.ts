import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { findSamePersons } from '../store/members.ts';
import type { MemberPair } from '../types.ts';

/** Whether a member is one of these, or verified as one person with one of them. */
export async function isOneOf(
  handle: Sql,
  memberId: Id,
  others: readonly (Id | null)[],
): Promise<boolean> {
  const known = others.filter((one) => one !== null);
  if (known.includes(memberId)) return true;
  const pairs = known.map((other): MemberPair => [memberId, other]);
  return (await findSamePersons(handle, pairs)).includes(true);
}

/**
 * Nobody sees to their own matters as an operator, nor to those of another account of theirs.
 * @throws identity/own-matter
 */
export async function refuseOwnMatter(
  handle: Sql,
  operatorId: Id,
  parties: readonly (Id | null)[],
): Promise<void> {
  if (await isOneOf(handle, operatorId, parties)) refuse('identity/own-matter');
}

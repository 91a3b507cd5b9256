import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { findCards, findMember, type CardRow } from '../store/members.ts';
import { findLatestClaim } from '../store/real-names.ts';
import type { MemberRow, RealNameClaimRow } from '../store/tables.ts';
import type { MemberCard, MemberProfile, RealNameState, Room, SellingIdentity } from '../types.ts';

/** Cards of these members, in one query; unknown ids are missing from the map. */
export async function getMembers(
  room: Room,
  ids: Id[],
  handle: Sql = room.platform.database.sql,
): Promise<Map<Id, MemberCard>> {
  const rows = await findCards(handle, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, cardOf(row)]));
}

/** A member's public page head. @throws platform/not-found */
export async function getMember(room: Room, memberId: Id): Promise<MemberProfile> {
  const row =
    (await findMember(room.platform.database.sql, memberId)) ?? refuse('platform/not-found');
  return { ...cardOf(row), bio: row.bio, city: row.city };
}

/** The facts of the selling gate. @throws platform/not-found */
export async function sellingIdentity(handle: Sql, memberId: Id): Promise<SellingIdentity> {
  const member = (await findMember(handle, memberId)) ?? refuse('platform/not-found');
  const claim = member.verified_at ? undefined : await findLatestClaim(handle, memberId);
  const realName = realNameState(member, claim);
  return {
    joinedAt: member.joined_at,
    realName,
    realNameReason: realName === 'refused' ? claim!.reason : null,
    personHash: member.person_hash,
    isPro: member.pro_at !== null,
  };
}

/** The verified real name, for comparing with a payout account's holder; null if there is none. */
export async function verifiedName(room: Room, handle: Sql, memberId: Id): Promise<string | null> {
  const claim = await findLatestClaim(handle, memberId);
  return claim?.verified_at ? room.platform.secrets.open(claim.name_sealed) : null;
}

/** What a member's newest claim says about them. */
export function realNameState(
  member: MemberRow,
  claim: RealNameClaimRow | undefined,
): RealNameState {
  if (member.verified_at) return 'verified';
  if (!claim) return 'none';
  return claim.refused_at ? 'refused' : 'pending';
}

/** What others see of a member. */
export function cardOf(row: CardRow): MemberCard {
  return {
    id: row.id,
    nickname: row.nickname,
    avatarUrl: row.avatar_url,
    joinedAt: row.joined_at,
    isVerified: row.verified_at !== null,
    isPro: row.pro_at !== null,
  };
}

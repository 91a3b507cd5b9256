import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { findCards, findMember, findMembers, type CardRow } from '../store/members.ts';
import { findLatestClaim } from '../store/real-names.ts';
import type { MemberRow, RealNameClaimRow } from '../store/tables.ts';
import type {
  MemberCard,
  MemberProfile,
  ProfileSnapshot,
  RealNameState,
  Room,
  SellingIdentity,
} from '../types.ts';

/** Cards of these members, in one query; unknown ids are missing from the map. */
export async function getMembers(
  room: Room,
  ids: Id[],
  handle: Sql = room.platform.database.sql,
): Promise<Map<Id, MemberCard>> {
  const rows = await findCards(handle, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, cardOf(row)]));
}

/**
 * A member's public page head; hidden from a reader it is as if there were none.
 * @throws platform/not-found
 */
export async function getMember(
  room: Room,
  memberId: Id,
  readerId?: Id,
  handle: Sql = room.platform.database.sql,
): Promise<MemberProfile> {
  const row = (await findMember(handle, memberId)) ?? refuse('platform/not-found');
  for (const isHidden of readerId && readerId !== memberId ? room.profileHiders : []) {
    if (await isHidden(handle, readerId!, memberId)) refuse('platform/not-found');
  }
  return { ...cardOf(row), bio: row.bio, city: row.city };
}

/** Public page heads of these members, in one query; unknown and erased ones are missing. */
export async function getProfiles(
  handle: Sql,
  ids: readonly Id[],
): Promise<Map<Id, MemberProfile>> {
  const rows = await findMembers(handle, ids);
  return new Map(rows.map((row) => [row.id, { ...cardOf(row), bio: row.bio, city: row.city }]));
}

/** What a member says of themselves now, for whoever must judge it; undefined without a member. */
export async function profileSnapshot(
  handle: Sql,
  memberId: Id,
): Promise<ProfileSnapshot | undefined> {
  const row = await findMember(handle, memberId);
  if (!row) return undefined;
  const { nickname, bio, city, avatar_picture_id: avatarPictureId } = row;
  return { nickname, bio, city, avatarPictureId };
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

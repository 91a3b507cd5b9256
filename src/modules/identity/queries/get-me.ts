import type { Actor } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import { maskName } from '../domain/id-number.ts';
import { maskPhone } from '../domain/phone.ts';
import { findAddresses } from '../store/addresses.ts';
import { findMember } from '../store/members.ts';
import { findLatestClaim } from '../store/real-names.ts';
import { findSessions } from '../store/sessions.ts';
import type { Me, Room, SessionView } from '../types.ts';
import { cardOf, realNameState } from './members.ts';

/** A member as they see themselves. @throws platform/not-found */
export async function getMe(room: Room, actor: Actor): Promise<Me> {
  const { database, secrets } = room.platform;
  const member = (await findMember(database.sql, actor.memberId)) ?? refuse('platform/not-found');
  const claim = await findLatestClaim(database.sql, member.id);
  const addresses = await findAddresses(database.sql, member.id);
  return {
    ...cardOf(member),
    bio: member.bio,
    city: member.city,
    phoneMasked: maskPhone(secrets.open(member.phone_sealed!)),
    avatarPictureId: member.avatar_picture_id,
    realName: {
      state: realNameState(member, claim),
      nameMasked: claim ? maskName(secrets.open(claim.name_sealed)) : null,
      reason: claim?.refused_at ? claim.reason : null,
      submittedAt: claim?.submitted_at ?? null,
    },
    proAt: member.pro_at,
    isOperator: actor.isOperator,
    secondFactorAt: actor.secondFactorAt,
    addressesCount: addresses.length,
  };
}

/** The member's open sessions, the last used first. */
export async function listSessions(room: Room, actor: Actor): Promise<{ items: SessionView[] }> {
  const { database, clock } = room.platform;
  const rows = await findSessions(database.sql, actor.memberId, clock.now());
  const items = rows.map((row) => ({
    id: row.id,
    device: row.device,
    ipPrefix: row.ip_prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    isCurrent: row.id === actor.sessionId,
  }));
  return { items };
}

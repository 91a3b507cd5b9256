import assert from 'node:assert/strict';
import { newId, type Tx } from '#platform/db/database.ts';
import { bucketOf, randomBucket, type Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { dayInShanghai, parseIdNumber } from '../domain/id-number.ts';
import { privacyVersion, termsVersion } from '../domain/rules.ts';
import { memberChanged } from '../events.ts';
import { claimPhone, claimSellingPerson } from '../store/claims.ts';
import { insertConsents } from '../store/consents.ts';
import { insertMember, markPro, markVerified } from '../store/members.ts';
import { decideClaim, insertClaim } from '../store/real-names.ts';
import type { NewMember, RealNameInput, Room } from '../types.ts';
import { fingerprintPhone, requireMobile } from './check-code.ts';

type MemberDraft = Pick<NewMember, 'phone' | 'nickname' | 'joinedAt' | 'bio' | 'city'> & {
  id: Id;
  avatarUrl?: string | null;
};

/**
 * Writes a member and claims the phone.
 * @throws identity/phone-taken, identity/phone-invalid
 */
export async function writeMember(room: Room, tx: Tx, draft: MemberDraft): Promise<void> {
  const phone = requireMobile(draft.phone);
  const phoneFingerprint = fingerprintPhone(room, phone);
  const isClaimed = await claimPhone(tx, phoneFingerprint, draft.id, draft.joinedAt);
  if (!isClaimed) refuse('identity/phone-taken');
  await insertMember(tx, {
    id: draft.id,
    nickname: draft.nickname,
    bio: draft.bio ?? '',
    city: draft.city ?? '',
    avatarUrl: draft.avatarUrl ?? null,
    phoneSealed: room.platform.secrets.seal(phone),
    phoneFingerprint,
    joinedAt: draft.joinedAt,
  });
  const event = { topic: memberChanged, ref: draft.id, payload: { memberId: draft.id } };
  const now = room.platform.clock.now();
  await room.platform.outbox.emit(tx, bucketOf(draft.id), [event], now);
}

/**
 * Makes a member without a code, for the seed, for tests and for the operator command; as of
 * `joinedAt`, verified and pro where asked.
 * @throws identity/phone-taken, identity/phone-invalid, identity/id-number-invalid,
 *   identity/person-already-selling
 */
export async function registerMember(room: Room, tx: Tx, member: NewMember): Promise<Id> {
  const id = await newId(tx, randomBucket());
  await writeMember(room, tx, { ...member, id });
  const at = member.joinedAt;
  await insertConsents(tx, id, { terms: termsVersion, privacy: privacyVersion, at });
  if (member.realName) await verifyAtOnce(room, tx, { id, realName: member.realName, at });
  if (!member.isPro) return id;
  assert(member.realName, 'a pro account needs a real name');
  const personHash = personHashOf(room, member.realName, at);
  const owner = await claimSellingPerson(tx, personHash, id, at);
  if (owner !== id) refuse('identity/person-already-selling');
  await markPro(tx, id, at);
  return id;
}

async function verifyAtOnce(
  room: Room,
  tx: Tx,
  { id, realName, at }: { id: Id; realName: RealNameInput; at: Date },
): Promise<void> {
  const personHash = personHashOf(room, realName, at);
  const claimId = await writeClaim(room, tx, { memberId: id, ...realName, personHash, at });
  await decideClaim(tx, claimId, { decision: 'verify', operatorId: null, reason: null, at });
  await markVerified(tx, id, { personHash, at });
}

/** Writes a claim, sealed, and answers its id. */
export async function writeClaim(
  room: Room,
  tx: Tx,
  claim: RealNameInput & { memberId: Id; personHash: string; at: Date },
): Promise<Id> {
  const { seal } = room.platform.secrets;
  const id = await newId(tx, bucketOf(claim.memberId));
  await insertClaim(tx, {
    id,
    memberId: claim.memberId,
    nameSealed: seal(claim.name),
    idNumberSealed: seal(claim.idNumber),
    personHash: claim.personHash,
    submittedAt: claim.at,
  });
  return id;
}

/** What a real person is compared by: a keyed hash of the ID number, never the number. */
export function personHashOf(room: Room, realName: RealNameInput, at: Date): string {
  const parsed = parseIdNumber(realName.idNumber, dayInShanghai(at));
  if (!parsed) refuse('identity/id-number-invalid');
  return room.platform.secrets.fingerprint('identity/person', parsed.number);
}

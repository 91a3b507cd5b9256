import type { Actor, Call } from '#platform/actor.ts';
import { afterCommit, type Sql, type Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { bindEmail, confirmEmail, mailOf, removeEmail } from './commands/bind-mail.ts';
import { changePhone } from './commands/change-phone.ts';
import { fingerprintPhone, requireMobile } from './commands/check-code.ts';
import { decideRealName, revealRealName } from './commands/decide-real-name.ts';
import { identitySweeps } from './commands/forget-old.ts';
import { openProAccount } from './commands/open-pro-account.ts';
import { registerMember } from './commands/register-member.ts';
import { requestSignInCode } from './commands/request-sign-in-code.ts';
import { deleteAddress, saveAddress } from './commands/save-address.ts';
import { signIn } from './commands/sign-in.ts';
import { revokeSession, signOut } from './commands/sign-out.ts';
import { signUp } from './commands/sign-up.ts';
import { startSession } from './commands/start-session.ts';
import { submitRealName } from './commands/submit-real-name.ts';
import { clearProfile, updateProfile } from './commands/update-profile.ts';
import { codeLimits } from './domain/rules.ts';
import { authenticate, createSessions } from './queries/authenticate.ts';
import { addressSnapshot, listAddresses } from './queries/addresses.ts';
import { getMe, listSessions } from './queries/get-me.ts';
import { listRealNameQueue } from './queries/list-real-name-queue.ts';
import {
  getMember,
  getMembers,
  getProfiles,
  profileSnapshot,
  sellingIdentity,
  verifiedName,
} from './queries/members.ts';
import { isOneOf, refuseOwnMatter } from './queries/own-matter.ts';
import { personsOf, type Person } from './queries/persons.ts';
import { identityRefusals } from './refusals.ts';
import { identityRoutes } from './routes.ts';
import { ownerOfPhone } from './store/claims.ts';
import { findByNickname, findOperators } from './store/for-operators.ts';
import { findSamePersons, markOperator, memberIdsAfter } from './store/members.ts';
import { findSessions, markSessionSecondFactor, postponeSessions } from './store/sessions.ts';
import type * as t from './types.ts';

export type * from './types.ts';
export type { Person } from './queries/persons.ts';
export type { RealNameProvider, RealNameVerdict } from './real-name-provider.ts';
export type { CodeLimits, RateRule } from './domain/rules.ts';
export type { IdentityPayloads } from './events.ts';
export { identityTopics, memberChanged } from './events.ts';
export { privacyVersion, termsVersion } from './domain/rules.ts';

/** The room of people: who calls, who is who, and who may sell. */
export type Identity = {
  /** Who a session token stands for; one query. Undefined when it is good for nothing. */
  authenticate(token: string): Promise<Actor | undefined>;
  /** Cards of these members in one query; unknown ids are missing from the map. */
  getMembers(ids: Id[], handle?: Sql): Promise<Map<Id, t.MemberCard>>;
  /** Public page heads of these members; unknown and erased ones are missing from the map. */
  getProfiles(handle: Sql, ids: readonly Id[]): Promise<Map<Id, t.MemberProfile>>;
  /** The ids of a page of all members, in the order of their keys. */
  memberIdsAfter(handle: Sql, page: { after: Id | undefined; limit: number }): Promise<Id[]>;
  /** What a member says of themselves now, hidden from nobody: for whoever must judge it. */
  profileSnapshot(handle: Sql, memberId: Id): Promise<t.ProfileSnapshot | undefined>;
  /** Takes away words, picture and name of a member, who may write anew; again is no error. */
  clearProfile(tx: Tx, memberId: Id): Promise<void>;
  /** Facts of the selling gate. @throws platform/not-found */
  sellingIdentity(handle: Sql, memberId: Id): Promise<t.SellingIdentity>;
  /** The verified real name; null if there is none. */
  verifiedName(handle: Sql, memberId: Id): Promise<string | null>;
  /** The verified persons behind these members, for reports; who is not verified is missing. */
  personsOf(handle: Sql, memberIds: readonly Id[]): Promise<Map<Id, Person>>;
  /** Members whose nickname holds these words, for operators. */
  findMembersByNickname(handle: Sql, words: string, limit: number): Promise<Id[]>;
  /** Everybody who is an operator now. */
  operatorIds(handle: Sql): Promise<Id[]>;
  /** For each pair of members whether they are verified as one real person; in one query. */
  areSamePerson(handle: Sql, pairs: readonly t.MemberPair[]): Promise<boolean[]>;
  /** Whether a member is one of these, or verified as one person with one of them. */
  isOneOf(handle: Sql, memberId: Id, others: readonly (Id | null)[]): Promise<boolean>;
  /** For every act of an operator on what is a member's. @throws identity/own-matter */
  refuseOwnMatter(handle: Sql, operatorId: Id, parties: readonly (Id | null)[]): Promise<void>;
  /** A member's own address for copying into an order. @throws identity/address-not-found */
  addressSnapshot(handle: Sql, memberId: Id, addressId: Id): Promise<t.AddressSnapshot>;
  /** Whose phone this is; undefined when nobody's. @throws identity/phone-invalid */
  findMemberByPhone(handle: Sql, phone: string): Promise<Id | undefined>;

  /** Sends a code. @throws identity/phone-invalid, identity/code-too-soon, identity/too-many-codes */
  requestSignInCode(
    visit: t.Visit,
    input: { phone: string; purpose?: t.CodePurpose | undefined },
  ): Promise<t.CodeSent>;
  /** Joins and signs in. @throws identity/phone-taken, identity/consent-outdated, code refusals */
  signUp(visit: t.Visit, input: t.SignUpInput): Promise<t.SignedIn>;
  /** Signs in. @throws identity/unknown-phone (after a right code only), code refusals */
  signIn(visit: t.Visit, input: t.SignInInput): Promise<t.SignedIn>;
  /** Ends the calling session. */
  signOut(call: Call): Promise<void>;
  /** A member as they see themselves. */
  getMe(actor: Actor): Promise<t.Me>;
  /** A member's public page head, for this reader. @throws platform/not-found */
  getMember(memberId: Id, readerId?: Id, handle?: Sql): Promise<t.MemberProfile>;
  /** Changes nickname, words, city or picture. @throws identity/nickname-reserved */
  updateProfile(call: Call, input: t.ProfileInput): Promise<void>;
  /** Changes the phone with a code sent to the new one (purpose `change-phone`). */
  changePhone(
    call: Call,
    input: { phone: string; code: string; ip: string },
  ): Promise<{ phoneMasked: string }>;
  /** Sends a code to an address. @throws identity/mail-invalid, identity/code-too-soon, … */
  bindEmail(
    call: Call,
    input: { address: string },
  ): Promise<{ mailMasked: string; expiresAt: Date }>;
  /** Binds the address the code was sent to. @throws identity/mail-taken, code refusals */
  confirmEmail(call: Call, input: { code: string }): Promise<{ mailMasked: string }>;
  /** Takes the address away. */
  removeEmail(call: Call): Promise<void>;
  /** A member's confirmed address, for writing to them; undefined without one. */
  mailOf(handle: Sql, memberId: Id): Promise<string | undefined>;
  /** The ids of a member's open sessions. */
  openSessionIds(handle: Sql, memberId: Id): Promise<Set<Id>>;
  /** The member's open sessions. */
  listSessions(actor: Actor): Promise<{ items: t.SessionView[] }>;
  /** Ends one of the member's sessions and cuts its sockets. @throws platform/not-found */
  revokeSession(call: Call, input: { sessionId: Id }): Promise<void>;
  /** Hands in a real name. @throws identity/id-number-invalid, identity/under-age, … */
  submitRealName(call: Call, input: t.RealNameInput): Promise<t.RealNameAnswer>;
  /** Opens the selling identity. @throws identity/real-name-required, identity/person-already-selling */
  openProAccount(call: Call): Promise<{ proAt: Date }>;
  /** The member's addresses. */
  listAddresses(actor: Actor): Promise<{ items: t.Address[] }>;
  /** Adds or changes an address. @throws identity/too-many-addresses, identity/address-not-found */
  saveAddress(call: Call, input: t.AddressInput): Promise<t.Address>;
  /** Deletes an address. @throws identity/address-not-found */
  deleteAddress(call: Call, input: { addressId: Id }): Promise<void>;

  /** Operators: claims waiting, the longest waiting first. */
  listRealNameQueue(input: {
    cursor?: string | undefined;
    limit?: number;
  }): Promise<{ items: t.RealNameQueueItem[]; nextCursor: string | null }>;
  /** Operators: verifies or refuses a claim. @throws identity/own-matter, … */
  decideRealName(call: Call, input: t.RealNameDecision): Promise<void>;
  /** Operators: the whole number, audited. */
  revealRealName(
    call: Call,
    input: { claimId: Id; reason: string },
  ): Promise<{ name: string; idNumber: string }>;

  /** Makes a member without a code (seed, tests, operator command). */
  registerMember(tx: Tx, member: t.NewMember): Promise<Id>;
  /** Opens a session without a code (seed, tests). */
  startSession(tx: Tx, memberId: Id, visit: t.Visit): Promise<t.SignedIn>;
  /** A sandbox's clock has leapt this far: nobody is signed out by time that nobody lived. */
  leapOver(byMs: number): Promise<void>;
  /** Makes a member an operator at that time, or takes it back with null. @throws platform/not-found */
  setOperator(tx: Tx, memberId: Id, at: Date | null): Promise<void>;
  /** Notes that a session passed the second factor; it counts for twelve hours. */
  markSecondFactor(tx: Tx, sessionId: Id, at: Date): Promise<void>;
  /** Port: told of each operator's act here, in its transaction (for the audit log). */
  whenOperatorActs(handler: t.OperatorActHandler): void;
  /** Port: the room of ties says from which readers a profile is hidden. */
  hideProfiles(isHidden: t.ProfileHider): void;
};

/** Builds the room. Without a real-name provider every claim waits for an operator. */
export function createIdentity(
  platform: Platform,
  options: t.IdentityOptions = {},
): Identity & { parts: RoomParts } {
  const limits = { ...codeLimits, ...options.limits };
  const room: t.Room = {
    platform,
    options,
    limits,
    sessions: createSessions(platform),
    actHandlers: [],
    profileHiders: [],
  };
  const door = { ...lookups(room), ...signing(room), ...profile(room), ...operators(room) };
  return {
    ...door,
    parts: {
      routes: identityRoutes(door),
      refusals: identityRefusals,
      sweeps: identitySweeps(room),
    },
  };
}

function lookups(room: t.Room) {
  return {
    authenticate: (token) => authenticate(room, token),
    getMembers: (ids, handle) => getMembers(room, ids, handle),
    getProfiles,
    memberIdsAfter,
    getMember: (memberId, readerId, handle) => getMember(room, memberId, readerId, handle),
    profileSnapshot,
    sellingIdentity,
    mailOf: (handle, memberId) => mailOf(room, handle, memberId),
    async openSessionIds(handle, memberId) {
      const open = await findSessions(handle, memberId, room.platform.clock.now());
      return new Set(open.map((session) => session.id));
    },
    verifiedName: (handle, memberId) => verifiedName(room, handle, memberId),
    areSamePerson: findSamePersons,
    isOneOf,
    refuseOwnMatter,
    personsOf: (handle, memberIds) => personsOf(room, handle, memberIds),
    findMembersByNickname: findByNickname,
    operatorIds: findOperators,
    addressSnapshot: (handle, memberId, id) => addressSnapshot(room, handle, memberId, id),
    findMemberByPhone: (handle, phone) =>
      ownerOfPhone(handle, fingerprintPhone(room, requireMobile(phone))),
  } satisfies Partial<Identity>;
}

function signing(room: t.Room) {
  return {
    requestSignInCode: (visit, input) => requestSignInCode(room, visit, input),
    signUp: (visit, input) => signUp(room, visit, input),
    signIn: (visit, input) => signIn(room, visit, input),
    signOut: (call) => signOut(room, call),
    listSessions: (actor) => listSessions(room, actor),
    revokeSession: (call, input) => revokeSession(room, call, input),
    registerMember: (tx, member) => registerMember(room, tx, member),
    startSession: (tx, memberId, { ip, userAgent }) =>
      startSession(room, tx, { memberId, ip, userAgent }),
    leapOver: (byMs) =>
      postponeSessions(room.platform.database.sql, byMs, room.platform.clock.now()),
  } satisfies Partial<Identity>;
}

function profile(room: t.Room) {
  return {
    getMe: (actor) => getMe(room, actor),
    updateProfile: (call, input) => updateProfile(room, call, input),
    clearProfile: (tx, memberId) => clearProfile(room, tx, memberId),
    changePhone: (call, input) => changePhone(room, call, input),
    bindEmail: (call, input) => bindEmail(room, call, input),
    confirmEmail: (call, input) => confirmEmail(room, call, input),
    removeEmail: (call) => removeEmail(room, call),
    submitRealName: (call, input) => submitRealName(room, call, input),
    openProAccount: (call) => openProAccount(room, call),
    listAddresses: (actor) => listAddresses(room, actor),
    saveAddress: (call, input) => saveAddress(room, call, input),
    deleteAddress: (call, input) => deleteAddress(room, call, input),
  } satisfies Partial<Identity>;
}

function operators(room: t.Room) {
  return {
    listRealNameQueue: (input) => listRealNameQueue(room, input),
    decideRealName: (call, input) => decideRealName(room, call, input),
    revealRealName: (call, input) => revealRealName(room, call, input),
    async setOperator(tx, memberId, at) {
      if (!(await markOperator(tx, memberId, at))) refuse('platform/not-found');
      afterCommit(tx, () => room.platform.realtime.forget('member', [memberId]));
    },
    markSecondFactor: markSessionSecondFactor,
    whenOperatorActs: (handler) => void room.actHandlers.push(handler),
    hideProfiles: (isHidden) => void room.profileHiders.push(isHidden),
  } satisfies Partial<Identity>;
}

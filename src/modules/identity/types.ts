import type { Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import type { Platform } from '#platform/room.ts';
import type { ShortCache } from '#platform/short-cache.ts';
import type { CodeLimits } from './domain/rules.ts';
import type { RealNameProvider } from './real-name-provider.ts';
import type { LiveSession } from './store/sessions.ts';

/** What is shown of a member beside everything they write or sell. */
export type MemberCard = {
  id: Id;
  nickname: string;
  avatarUrl: string | null;
  joinedAt: Date;
  isVerified: boolean;
  isPro: boolean;
};

/** A member's public page head. */
export type MemberProfile = MemberCard & { bio: string; city: string };

/** What a member says of themselves. */
export type ProfileSnapshot = {
  nickname: string;
  bio: string;
  city: string;
  avatarPictureId: Id | null;
};

/** Two accounts that are held against each other. */
export type MemberPair = readonly [Id, Id];

export type RealNameState = 'none' | 'pending' | 'verified' | 'refused';

/**
 * Facts of the selling gate. `realNameReason` says why it was refused: an operator's words, or
 * the refusal code `identity/real-name-mismatch` where the provider said no.
 */
export type SellingIdentity = {
  joinedAt: Date;
  realName: RealNameState;
  realNameReason: string | null;
  personHash: string | null;
  isPro: boolean;
};

/** A member as they see themselves. */
export type Me = MemberProfile & {
  phoneMasked: string;
  avatarPictureId: Id | null;
  realName: {
    state: RealNameState;
    nameMasked: string | null;
    reason: string | null;
    submittedAt: Date | null;
  };
  proAt: Date | null;
  isOperator: boolean;
  secondFactorAt: Date | null;
  addressesCount: number;
};

export type Region = { province: string; city: string; district: string };
/** Where a parcel goes, as it was when the order was placed. */
export type AddressSnapshot = { name: string; phone: string; region: Region; detail: string };
export type Address = AddressSnapshot & { id: Id; isDefault: boolean };
export type AddressInput = AddressSnapshot & { addressId?: Id | undefined; isDefault?: boolean };

export type SessionView = {
  id: Id;
  device: string;
  ipPrefix: string;
  createdAt: Date;
  lastUsedAt: Date;
  isCurrent: boolean;
};

/** Who knocks before signing in: the language to answer in and where the call comes from. */
export type Visit = { locale: Locale; ip: string; userAgent: string };
export type Transport = 'cookie' | 'bearer';
export type CodePurpose = 'sign-in' | 'change-phone';
export type CodeSent = { phoneMasked: string; expiresAt: Date; resendAt: Date };
/** A fresh session; the token is shown this once, the database keeps its hash. */
export type SignedIn = { memberId: Id; sessionId: Id; token: string; cookieExpiresAt: Date };
export type Consent = { termsVersion: string; privacyVersion: string };
export type SignInInput = { phone: string; code: string; transport?: Transport | undefined };
export type SignUpInput = SignInInput & { nickname: string; consent: Consent };
export type ProfileInput = {
  nickname?: string | undefined;
  bio?: string | undefined;
  city?: string | undefined;
  avatarPictureId?: Id | null | undefined;
};

export type RealNameInput = { name: string; idNumber: string };
export type RealNameAnswer = { state: RealNameState; reason: string | null };
/** A claim waiting for an operator: the name in full, the number masked until revealed. */
export type RealNameQueueItem = {
  id: Id;
  memberId: Id;
  nickname: string;
  joinedAt: Date;
  name: string;
  idNumberMasked: string;
  submittedAt: Date;
  queuedAt: Date;
  /** How many other accounts are verified as the same person. */
  samePersonCount: number;
};
export type RealNameDecision = {
  claimId: Id;
  decision: 'verify' | 'refuse';
  reason?: string | undefined;
};

/** An operator's act that the audit log of the room above must hold, in the same transaction. */
export type OperatorAct = {
  operatorId: Id;
  action: string;
  /** What it was done to: `real-name-claim:123`. */
  subject: string;
  reason: string | null;
  details: Record<string, string | number | null>;
  at: Date;
};
export type OperatorActHandler = (tx: Tx, act: OperatorAct) => Promise<void>;

/** Whether a member's profile is not there for a reader. */
export type ProfileHider = (handle: Sql, readerId: Id, memberId: Id) => Promise<boolean>;

export type IdentityOptions = {
  /** Without one, every real name waits for an operator. */
  realNameProvider?: RealNameProvider | undefined;
  limits?: Partial<CodeLimits> | undefined;
};

/** A member made without a code: by the seed, by tests, by the operator command. */
export type NewMember = {
  phone: string;
  nickname: string;
  joinedAt: Date;
  bio?: string;
  city?: string;
  avatarUrl?: string | null;
  /** Makes them verified as this person. */
  realName?: RealNameInput;
  /** Opens the pro account too; needs a real name. */
  isPro?: boolean;
};

/** What every command and query of this room stands on. */
export type Room = {
  platform: Platform;
  options: IdentityOptions;
  limits: CodeLimits;
  /** Open sessions by `bucket/hash` of their tokens; see `createSessions`. */
  sessions: ShortCache<LiveSession>;
  /** Told of each operator's act, in its transaction. */
  actHandlers: OperatorActHandler[];
  profileHiders: ProfileHider[];
};

export type { Call };

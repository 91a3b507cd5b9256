import type { Id } from '#platform/ids.ts';

export type MemberRow = {
  bucket: number;
  id: Id;
  nickname: string;
  bio: string;
  city: string;
  avatar_picture_id: Id | null;
  avatar_url: string | null;
  phone_sealed: Buffer | null;
  phone_fingerprint: string | null;
  joined_at: Date;
  verified_at: Date | null;
  person_hash: string | null;
  pro_at: Date | null;
  operator_at: Date | null;
  erased_at: Date | null;
};

export type SessionRow = {
  id: Id;
  member_id: Id;
  device: string;
  ip_prefix: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
};

export type RealNameClaimRow = {
  bucket: number;
  id: Id;
  member_id: Id;
  name_sealed: Buffer;
  id_number_sealed: Buffer;
  person_hash: string;
  submitted_at: Date;
  queued_at: Date | null;
  verified_at: Date | null;
  refused_at: Date | null;
  operator_id: Id | null;
  reason: string | null;
};

export type AddressRow = {
  id: Id;
  member_id: Id;
  province: string;
  city: string;
  district: string;
  contact_sealed: Buffer;
  created_at: Date;
  default_at: Date | null;
};

-- Members, their phones, sessions, real names, pro accounts, addresses and consents.
-- What a person could be found by (phone, ID number, address) is stored sealed or as a keyed hash.
create schema identity;

create table identity.member (
  bucket smallint not null check (bucket = platform.bucket_of(id)),
  id bigint not null,
  nickname text not null check (char_length(nickname) between 1 and 30),
  bio text not null default '' check (char_length(bio) <= 300),
  city text not null default '' check (char_length(city) <= 40),
  avatar_picture_id bigint,
  avatar_url text check (char_length(avatar_url) <= 500),
  phone_sealed bytea,
  phone_fingerprint text check (char_length(phone_fingerprint) = 64),
  joined_at timestamptz not null,
  -- Copied from the accepted real-name claim, so that one row answers the gate.
  verified_at timestamptz,
  person_hash text check (char_length(person_hash) = 64),
  pro_at timestamptz,
  operator_at timestamptz,
  erased_at timestamptz,
  primary key (bucket, id),
  check ((verified_at is null) = (person_hash is null)),
  constraint member_pro_is_verified check (pro_at is null or verified_at is not null),
  check ((phone_sealed is null) = (phone_fingerprint is null)),
  check (erased_at is not null or phone_sealed is not null)
);

create index member_person on identity.member (person_hash) where person_hash is not null;

-- A phone belongs to one member; bucket = hash of the fingerprint.
create table identity.phone_claim (
  bucket smallint not null,
  phone_fingerprint text not null check (char_length(phone_fingerprint) = 64),
  member_id bigint not null,
  claimed_at timestamptz not null,
  primary key (bucket, phone_fingerprint)
);

-- The one live code of a phone and purpose; a new request replaces it.
create table identity.sign_in_code (
  bucket smallint not null,
  phone_fingerprint text not null check (char_length(phone_fingerprint) = 64),
  purpose text not null check (purpose in ('sign-in', 'change-phone')),
  code_fingerprint text not null check (char_length(code_fingerprint) = 64),
  sent_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > sent_at),
  tries int not null default 0 check (tries between 0 and 5),
  used_at timestamptz,
  primary key (bucket, phone_fingerprint, purpose)
);

-- How often a key (phone, address of a caller, member) did a thing since `started_at`.
create table identity.rate (
  bucket smallint not null,
  scope text not null check (char_length(scope) <= 40),
  key text not null check (char_length(key) <= 64),
  started_at timestamptz not null,
  hits int not null check (hits > 0),
  primary key (bucket, scope, key)
);
create index rate_age on identity.rate (started_at);

create table identity.session (
  bucket smallint not null check (bucket = platform.bucket_of(id)),
  id bigint not null,
  member_id bigint not null,
  token_hash text not null check (char_length(token_hash) = 64),
  transport text not null check (transport in ('cookie', 'bearer')),
  device text not null check (char_length(device) between 1 and 60),
  ip_prefix text not null check (char_length(ip_prefix) <= 45),
  created_at timestamptz not null,
  last_used_at timestamptz not null check (last_used_at >= created_at),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  second_factor_at timestamptz,
  primary key (bucket, id),
  constraint session_unused_after_end check (revoked_at is null or last_used_at <= revoked_at)
);
create unique index session_token on identity.session (bucket, token_hash);
create index session_of_member on identity.session (bucket, member_id, last_used_at desc);

create table identity.consent (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  id bigint not null,
  member_id bigint not null,
  document text not null check (document in ('terms', 'privacy')),
  version text not null check (char_length(version) between 1 and 20),
  agreed_at timestamptz not null,
  primary key (bucket, id),
  unique (bucket, member_id, document, version)
);

-- One row a submission. Waiting: neither verified nor refused; in the operator's queue once queued.
create table identity.real_name_claim (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  id bigint not null,
  member_id bigint not null,
  name_sealed bytea not null,
  id_number_sealed bytea not null,
  person_hash text not null check (char_length(person_hash) = 64),
  submitted_at timestamptz not null,
  queued_at timestamptz,
  verified_at timestamptz,
  refused_at timestamptz,
  -- Null where the provider decided.
  operator_id bigint,
  reason text check (char_length(reason) between 1 and 300),
  primary key (bucket, id),
  check (verified_at is null or refused_at is null),
  check (refused_at is null or reason is not null)
);
create unique index real_name_claim_one_open on identity.real_name_claim (bucket, member_id)
  where refused_at is null;
create index real_name_claim_of_member on identity.real_name_claim (bucket, member_id, id desc);
create index real_name_claim_queue on identity.real_name_claim (queued_at, id)
  where verified_at is null and refused_at is null;

-- One real person, one selling identity; bucket = hash of the person hash.
create table identity.selling_person (
  bucket smallint not null,
  person_hash text not null check (char_length(person_hash) = 64),
  member_id bigint not null,
  claimed_at timestamptz not null,
  primary key (bucket, person_hash)
);

-- Who receives it and where exactly is sealed; the region stays readable for freight and pickup.
create table identity.address (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  id bigint not null,
  member_id bigint not null,
  province text not null check (char_length(province) between 1 and 30),
  city text not null check (char_length(city) between 1 and 30),
  district text not null check (char_length(district) <= 30),
  contact_sealed bytea not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  default_at timestamptz,
  primary key (bucket, id)
);
create index address_of_member on identity.address (bucket, member_id, id);
create unique index address_one_default on identity.address (bucket, member_id)
  where default_at is not null;

-- Whether two accounts are one real person's; members who are not verified are nobody else.
create function identity.is_one_person(p_bucket int, p_id bigint, p_other_bucket int, p_other bigint)
returns boolean
language sql stable as $$
  select exists (
    select from identity.member m
    join identity.member o on o.person_hash = m.person_hash
    where m.bucket = p_bucket::smallint and m.id = p_id
      and o.bucket = p_other_bucket::smallint and o.id = p_other)
$$;

-- A member's e-mail address: confirmed by a code, sealed, and one member's at a time.
create table identity.mail (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  mail_sealed bytea not null,
  mail_fingerprint text not null check (char_length(mail_fingerprint) = 64),
  confirmed_at timestamptz not null,
  primary key (bucket, member_id)
);

-- An address belongs to one member; bucket = hash of the fingerprint.
create table identity.mail_claim (
  bucket smallint not null,
  mail_fingerprint text not null check (char_length(mail_fingerprint) = 64),
  member_id bigint not null,
  claimed_at timestamptz not null,
  primary key (bucket, mail_fingerprint)
);

-- The address a member wants to bind, and the one live code that was sent there.
create table identity.mail_code (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  mail_sealed bytea not null,
  mail_fingerprint text not null check (char_length(mail_fingerprint) = 64),
  code_fingerprint text not null check (char_length(code_fingerprint) = 64),
  sent_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > sent_at),
  tries int not null default 0 check (tries between 0 and 5),
  used_at timestamptz,
  primary key (bucket, member_id)
);
create index mail_code_age on identity.mail_code (expires_at);

-- Web Push: who is reached where, and what was handed over.

-- The key pair by which push services know this house; made once, the private half sealed.
create table notifications.push_key (
  bucket smallint not null check (bucket = 0),
  id smallint not null check (id = 1),
  public_key text not null check (char_length(public_key) between 80 and 100),
  private_key_sealed bytea not null,
  made_at timestamptz not null,
  primary key (bucket, id)
);

-- A browser that wants to be told, as long as its session lives. Whoever knows the address of a
-- browser can ring it, so it is sealed.
create table notifications.push_subscription (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  id bigint not null,
  member_id bigint not null,
  session_id bigint not null,
  endpoint_fingerprint text not null check (char_length(endpoint_fingerprint) = 64),
  subscription_sealed bytea not null,
  created_at timestamptz not null,
  primary key (bucket, id),
  unique (bucket, member_id, endpoint_fingerprint)
);

-- A browser belongs to who subscribed last; bucket = hash of the fingerprint.
create table notifications.push_claim (
  bucket smallint not null,
  endpoint_fingerprint text not null check (char_length(endpoint_fingerprint) = 64),
  member_id bigint not null,
  claimed_at timestamptz not null,
  primary key (bucket, endpoint_fingerprint)
);

-- What goes out of the house: one row a notification, channel and place, claimed before it is sent.
create table notifications.delivery (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  notification_id bigint not null,
  channel text not null check (channel in ('push', 'mail')),
  -- The push subscription; 0 for the member's one address.
  target_id bigint not null check ((target_id = 0) = (channel = 'mail')),
  -- Which raising of the line it tells.
  raise int not null check (raise >= 1),
  member_id bigint not null,
  -- 'sure' is sent again after a crash in the middle, 'once' rather never.
  importance text not null check (importance in ('sure', 'once')),
  due_at timestamptz not null,
  attempts int not null default 0 check (attempts >= 0),
  lease_until timestamptz,
  sent_at timestamptz,
  dropped_at timestamptz,
  last_error text check (char_length(last_error) <= 200),
  primary key (bucket, notification_id, channel, target_id, raise),
  check (sent_at is null or dropped_at is null)
);
create index delivery_due on notifications.delivery (due_at)
  where sent_at is null and dropped_at is null;
create index delivery_age on notifications.delivery (due_at);

-- What every room stands on: ids, idempotency, outbox, deadlines, settings of the sandbox.
create sequence platform.id_sequence cache 50;

-- 63 bits: time since 2025-01-01 in ms (41) | bucket (10) | sequence (12).
create function platform.new_id(bucket int) returns bigint
language sql volatile parallel unsafe as $$
  select ((extract(epoch from clock_timestamp()) * 1000)::bigint - 1735689600000) << 22
       | (bucket::bigint << 12)
       | (nextval('platform.id_sequence') & 4095)
$$;

create function platform.bucket_of(id bigint) returns smallint
language sql immutable parallel safe as $$ select ((id >> 12) & 1023)::smallint $$;

-- One row a key and actor: what was asked (its hash) and what was answered, written in the
-- transaction of the command itself.
create table platform.idempotency (
  bucket smallint not null,
  actor_id bigint not null,
  key text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null,
  primary key (bucket, actor_id, key)
);
create index idempotency_age on platform.idempotency (created_at);

-- Facts told to the rooms above, written in the transaction that made them true.
create table platform.outbox (
  bucket smallint not null,
  id bigint not null,
  topic text not null,
  ref text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  next_try_at timestamptz not null,
  attempts int not null default 0 check (attempts >= 0),
  sent_at timestamptz,
  dead_at timestamptz,
  last_error text,
  primary key (bucket, id)
);
create index outbox_waiting on platform.outbox (next_try_at) where sent_at is null and dead_at is null;

-- Clocks of the trade: each deadline is a row, worked off under a lease.
create table platform.deadline (
  bucket smallint not null,
  id bigint not null,
  kind text not null,
  ref bigint not null,
  run_at timestamptz not null,
  lease_until timestamptz,
  attempts int not null default 0 check (attempts >= 0),
  done_at timestamptz,
  last_error text,
  primary key (bucket, id)
);
create unique index deadline_one_open on platform.deadline (bucket, kind, ref) where done_at is null;
create index deadline_due on platform.deadline (run_at) where done_at is null;

-- Small facts a process must find again after a restart (how far the sandbox clock was moved).
create table platform.setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);

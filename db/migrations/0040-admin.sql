-- Operators: second factors, and the log of everything they did.
create schema admin;

create table admin.second_factor (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  secret_sealed bytea not null,
  -- A secret made by the command was shown in its terminal and is never shown again.
  issued_by text not null check (issued_by in ('command', 'console')),
  issued_at timestamptz not null,
  confirmed_at timestamptz,
  -- The newest time step whose code was accepted: no code passes twice.
  last_step bigint,
  failures int not null default 0 check (failures >= 0),
  failures_from timestamptz,
  primary key (bucket, member_id),
  check ((confirmed_at is null) = (last_step is null))
);

-- Append-only. Each entry's keyed hash covers its content and the hash before it, per operator.
create table admin.audit_entry (
  bucket smallint not null check (bucket = platform.bucket_of(operator_id)),
  id bigint not null,
  operator_id bigint not null,
  seq int not null check (seq > 0),
  action text not null check (char_length(action) between 3 and 80),
  subject text not null check (char_length(subject) between 1 and 120),
  reason text check (char_length(reason) between 1 and 500),
  details jsonb not null check (jsonb_typeof(details) = 'object'),
  at timestamptz not null,
  hash text not null check (char_length(hash) = 64),
  primary key (bucket, id),
  unique (bucket, operator_id, seq)
);
create index audit_entry_newest on admin.audit_entry (at desc, id desc);
create index audit_entry_subject on admin.audit_entry (subject);

-- The end of each operator's chain, so that a missing tail is noticed too.
create table admin.audit_head (
  bucket smallint not null check (bucket = platform.bucket_of(operator_id)),
  operator_id bigint not null,
  seq int not null check (seq >= 0),
  hash text not null check (char_length(hash) <= 64),
  primary key (bucket, operator_id)
);

create function admin.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows';
end $$;
create trigger audit_entry_append_only before update or delete on admin.audit_entry
  for each row execute function admin.refuse_change();
create trigger audit_entry_no_truncate before truncate on admin.audit_entry
  for each statement execute function admin.refuse_change();

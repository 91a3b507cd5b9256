-- Reports of notes and listings, gathered in one open case a subject, and what operators decided.
create schema moderation;

-- Bucket: that of the subject's id, which is its owner's.
create table moderation.case_file (
  bucket smallint not null,
  id bigint not null,
  subject_kind text not null check (subject_kind in ('note', 'listing')),
  subject_id bigint not null,
  owner_id bigint not null,
  opened_at timestamptz not null,
  decided_at timestamptz,
  decided_by bigint,
  outcome text check (outcome in ('taken-down', 'dismissed')),
  reason_code text check (char_length(reason_code) between 1 and 40),
  words text check (char_length(words) between 1 and 300),
  primary key (bucket, id),
  constraint case_file_decided_whole check (
    (decided_at is null) = (decided_by is null) and (decided_at is null) = (outcome is null)),
  constraint case_file_reason_of_take_down check (
    (reason_code is not null) = (outcome is not distinct from 'taken-down')
    and (words is not null or outcome is distinct from 'taken-down')),
  constraint case_file_not_own_matter check (decided_by <> owner_id)
);
create unique index case_file_one_open on moderation.case_file (bucket, subject_kind, subject_id)
  where decided_at is null;
create index case_file_queue on moderation.case_file (opened_at, id) where decided_at is null;

create table moderation.report (
  bucket smallint not null,
  id bigint not null,
  case_id bigint not null,
  reporter_id bigint not null,
  reason_code text not null check (char_length(reason_code) between 1 and 40),
  words text check (char_length(words) between 1 and 500),
  -- The subject as the reporter saw it: a later edit hides nothing.
  snapshot jsonb not null check (jsonb_typeof(snapshot) = 'object'),
  reported_at timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, case_id) references moderation.case_file (bucket, id)
);
create unique index report_once_a_case on moderation.report (bucket, case_id, reporter_id);

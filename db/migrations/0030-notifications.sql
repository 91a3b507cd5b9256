-- What a member is told inside the product: a type and its parameters, rendered when read.
create schema notifications;

create table notifications.notification (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  id bigint not null,
  member_id bigint not null,
  type text not null check (char_length(type) between 3 and 80),
  category text not null check (category in ('trade', 'people', 'house')),
  params jsonb not null check (jsonb_typeof(params) = 'object'),
  link text check (link ~ '^/' and char_length(link) <= 300),
  -- What happened once is told once, however often the teller runs.
  dedupe_key text not null check (char_length(dedupe_key) between 1 and 200),
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (bucket, id),
  unique (bucket, member_id, dedupe_key)
);
create index notification_newest on notifications.notification
  (bucket, member_id, created_at desc, id desc);
create index notification_unread on notifications.notification (bucket, member_id, category)
  where read_at is null;
create index notification_age on notifications.notification (created_at);

-- Lines that gather what several people did, and each member's own settings.

alter table notifications.notification
  -- What is gathered in one line while it is unread: `like:note:123`.
  add column group_key text check (char_length(group_key) between 1 and 120),
  add column group_closed_at timestamptz,
  -- The latest of those who did it, newest first, and how many different ones there are.
  add column actor_ids bigint[] not null default '{}' check (cardinality(actor_ids) <= 3),
  add column actors_count int not null default 0 check (actors_count >= cardinality(actor_ids)),
  add column raises int not null default 1 check (raises >= 1),
  add column raised_at timestamptz;
update notifications.notification set raised_at = created_at;
alter table notifications.notification
  alter column raised_at set not null,
  add check (raised_at >= created_at),
  add check (group_closed_at is null or group_key is not null),
  drop constraint notification_category_check,
  -- 'talk' is told outside the product only: conversations show themselves inside.
  add constraint notification_category_check
    check (category in ('trade', 'people', 'house', 'talk'));
drop index notifications.notification_newest;
create index notification_newest on notifications.notification
  (bucket, member_id, raised_at desc, id desc);
drop index notifications.notification_age;
create index notification_age on notifications.notification (raised_at);
-- One open line a group: a rival waits for it and then raises it.
create unique index notification_open_group on notifications.notification
  (bucket, member_id, group_key)
  where group_key is not null and group_closed_at is null and read_at is null;

-- Everything that was told into a gathering line, once for ever; the line itself may be read,
-- closed or forgotten meanwhile.
create table notifications.told (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  dedupe_key text not null check (char_length(dedupe_key) between 1 and 200),
  actor_id bigint,
  notification_id bigint,
  told_at timestamptz not null,
  primary key (bucket, member_id, dedupe_key)
);
create index told_in_line on notifications.told (bucket, notification_id, actor_id);
create index told_age on notifications.told (told_at);

-- What a member chose; without a row the defaults of the house count.
create table notifications.preference (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  -- Only what differs from the defaults: {"like": {"push": true}}.
  choices jsonb not null default '{}' check (jsonb_typeof(choices) = 'object'),
  -- Minutes after midnight in China between which nothing rings; equal means the whole day.
  quiet_from smallint not null default 1320 check (quiet_from between 0 and 1439),
  quiet_to smallint not null default 480 check (quiet_to between 0 and 1439),
  quiet_off_at timestamptz,
  -- Since when duties of a trade may ring at night.
  duties_pass_at timestamptz,
  digest text not null default 'never' check (digest in ('never', 'daily', 'weekly')),
  next_digest_at timestamptz,
  -- The language in which the member is written to outside the product.
  locale text not null check (locale in ('zh-CN', 'en')),
  changed_at timestamptz not null,
  primary key (bucket, member_id),
  check ((digest = 'never') = (next_digest_at is null))
);
create index preference_digest_due on notifications.preference (next_digest_at)
  where next_digest_at is not null;

-- One digest a member and period: the row is written before the mail is sent, and never again.
create table notifications.digest (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  period text not null check (period ~ '^(daily|weekly):\d{4}-\d{2}-\d{2}$'),
  claimed_at timestamptz not null,
  sent_at timestamptz,
  dropped_at timestamptz,
  primary key (bucket, member_id, period),
  check (sent_at is null or dropped_at is null)
);
create index digest_age on notifications.digest (claimed_at);

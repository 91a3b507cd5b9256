-- When a member last did a limited thing: exact over any sliding window, in every process.
create table platform.rate_limit (
  bucket smallint not null,
  member_id bigint not null,
  kind text not null check (char_length(kind) between 1 and 60),
  times timestamptz[] not null check (cardinality(times) <= 1000),
  primary key (bucket, member_id, kind)
);

-- Who follows, blocks and mutes whom. Every tie lies in the bucket of the member who made it; the
-- second index of each answers the other direction.
create schema ties;

-- How many a member follows and is followed by. Its row is also the lock under which a member's
-- ties change: both members' rows are locked, the smaller id first.
create table ties.member (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  followers int not null default 0 check (followers >= 0),
  following int not null default 0 check (following between 0 and 5000),
  -- When both were last counted anew.
  counted_at timestamptz not null,
  primary key (bucket, member_id)
) with (fillfactor = 80);
create index member_counted on ties.member (counted_at);

create table ties.follow (
  bucket smallint not null check (bucket = platform.bucket_of(follower_id)),
  follower_id bigint not null,
  followee_id bigint not null,
  followed_at timestamptz not null,
  primary key (bucket, follower_id, followee_id),
  constraint follow_not_oneself check (follower_id <> followee_id)
);
create index follow_latest on ties.follow (bucket, follower_id, followed_at desc, followee_id desc);
create index follow_of_followee on ties.follow (followee_id, followed_at desc, follower_id desc);

create table ties.block (
  bucket smallint not null check (bucket = platform.bucket_of(blocker_id)),
  blocker_id bigint not null,
  blocked_id bigint not null,
  blocked_at timestamptz not null,
  primary key (bucket, blocker_id, blocked_id),
  constraint block_not_oneself check (blocker_id <> blocked_id)
);
create index block_of_blocked on ties.block (blocked_id, blocker_id);

create table ties.mute (
  bucket smallint not null check (bucket = platform.bucket_of(muter_id)),
  muter_id bigint not null,
  muted_id bigint not null,
  muted_at timestamptz not null,
  primary key (bucket, muter_id, muted_id),
  constraint mute_not_oneself check (muter_id <> muted_id)
);

-- Whether one of two members has blocked the other.
create function ties.is_blocked(p_one bigint, p_other bigint)
returns boolean
language sql stable parallel safe as $$
  select exists (select from ties.block
      where bucket = platform.bucket_of(p_one) and blocker_id = p_one and blocked_id = p_other)
    or exists (select from ties.block
      where bucket = platform.bucket_of(p_other) and blocker_id = p_other and blocked_id = p_one)
$$;

create function ties.follows(p_follower bigint, p_followee bigint)
returns boolean
language sql stable parallel safe as $$
  select exists (select from ties.follow
    where bucket = platform.bucket_of(p_follower) and follower_id = p_follower
      and followee_id = p_followee)
$$;

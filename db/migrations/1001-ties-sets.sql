-- The ties of one member as sets, for the reads of rooms above: each is inlined into the statement
-- that uses it, so a feed's page is one read.
create function ties.following_of(p_bucket int, p_member bigint)
returns table (member_id bigint, followed_at timestamptz)
language sql stable parallel safe as $$
  select f.followee_id, f.followed_at from ties.follow f
  where f.bucket = p_bucket::smallint and f.follower_id = p_member
$$;

-- Everybody a reader does not see: blocked by either, or muted.
create function ties.hidden_from(p_bucket int, p_reader bigint)
returns table (member_id bigint, is_mute boolean)
language sql stable parallel safe as $$
  select b.blocked_id, false from ties.block b
  where b.bucket = p_bucket::smallint and b.blocker_id = p_reader
  union all
  select b.blocker_id, false from ties.block b where b.blocked_id = p_reader
  union all
  select m.muted_id, true from ties.mute m
  where m.bucket = p_bucket::smallint and m.muter_id = p_reader
$$;

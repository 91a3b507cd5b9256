-- Feeds: the part of Following that is kept ready, what a reader cares about, and what was seen.

-- Since when something is for sale with the note; null where nothing is.
alter table community.note add column sells_since timestamptz;

-- Discover reads what sells and what does not apart, each newest first.
create index note_feed_words on community.note (published_at desc, id desc)
  where deleted_at is null and taken_down_at is null and visibility = 'public'
    and sells_since is null;
create index note_feed_selling on community.note (published_at desc, id desc)
  where deleted_at is null and taken_down_at is null and visibility = 'public'
    and sells_since is not null;
create index note_feed_city on community.note (city, published_at desc, id desc)
  where deleted_at is null and taken_down_at is null and visibility = 'public'
    and city is not null;
create index note_feed_place on community.note (place_circle_id, published_at desc, id desc)
  where deleted_at is null and taken_down_at is null and visibility = 'public'
    and place_circle_id is not null;

-- A catalogue says whether a note sells anything now.
create function community.note_sells(p_bucket int, p_note_id bigint, p_since timestamptz)
returns void
language sql volatile as $$
  update community.note set sells_since = p_since
  where bucket = p_bucket::smallint and id = p_note_id
    and (sells_since is null) <> (p_since is null)
$$;

-- A member whose Following is kept ready. Bucket: the member's, as of both tables below.
create table community.timeline_reader (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  -- When the member last read, to the hour: who stays away is no longer written to.
  active_at timestamptz not null,
  -- Every note of a followee from here on is in the timeline; null until it was gathered.
  floor_at timestamptz,
  floor_id bigint,
  -- Followees with so many followers that their notes are fetched by the reader.
  fetched_ids bigint[] not null default '{}' check (cardinality(fetched_ids) <= 5000),
  primary key (bucket, member_id),
  constraint timeline_floor_whole check ((floor_at is null) = (floor_id is null))
) with (fillfactor = 80);
create index timeline_reader_idle on community.timeline_reader (active_at);

create table community.timeline (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  note_id bigint not null,
  author_id bigint not null,
  published_at timestamptz not null,
  primary key (bucket, member_id, note_id)
);
create index timeline_latest on community.timeline (bucket, member_id, published_at desc, note_id desc)
  include (author_id);

-- Authors with so many followers that each reader fetches their notes. Bucket: the author's.
create table community.fetched_author (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  since timestamptz not null,
  primary key (bucket, member_id)
);

-- How much a member cares about a topic. The weight grows by 2^(age of this scale / 14 days) with
-- each doing, so that old ones fade beside new ones without being written again.
create table community.interest (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  topic text not null check (char_length(topic) between 1 and 30),
  weight double precision not null check (weight > 0),
  touched_at timestamptz not null,
  primary key (bucket, member_id, topic)
);
create index interest_strongest on community.interest (bucket, member_id, weight desc, topic);

-- What was really on a screen: at least half of it, for at least a second. Bucket: the reader's; a
-- guest's follows from the request and says nothing of who it was.
create table community.impression (
  bucket smallint not null check (bucket between 0 and 1023),
  request bigint not null,
  position int not null check (position between 0 and 100000),
  note_id bigint not null,
  member_id bigint,
  kind text not null check (char_length(kind) between 1 and 20),
  source text not null check (char_length(source) between 1 and 40),
  served_at timestamptz not null,
  dwell_ms int not null check (dwell_ms between 1000 and 600000),
  opened_at timestamptz,
  primary key (bucket, request, position)
);
create index impression_age on community.impression (served_at);

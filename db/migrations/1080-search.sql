-- What can be found: projections that are fed by what the rooms below tell, and can be made anew
-- at any time. Each row lies in the bucket of what it stands for.
create schema search;

-- `title_grams` and `all_grams` hold every sign, every two neighbouring signs, and every run of
-- letters or digits; `words` are the words of the title, for ranking.
create table search.note (
  bucket smallint not null,
  id bigint not null,
  owner_id bigint not null,
  audience text not null check (audience in ('public', 'followers', 'circle')),
  circle_id bigint,
  words text not null check (char_length(words) <= 400),
  title_grams tsvector not null,
  all_grams tsvector not null,
  topics text[] not null check (cardinality(topics) <= 10),
  published_at timestamptz not null,
  indexed_at timestamptz not null,
  primary key (bucket, id),
  check (bucket = platform.bucket_of(id)),
  constraint note_circle_named check ((audience = 'circle') = (circle_id is not null))
);
create index note_title_grams on search.note using gin (title_grams);
create index note_all_grams on search.note using gin (all_grams);
create index note_newest on search.note (published_at desc, id desc);

create table search.listing (
  bucket smallint not null,
  id bigint not null,
  owner_id bigint not null,
  audience text not null check (audience in ('public', 'followers', 'circle')),
  circle_id bigint,
  words text not null check (char_length(words) <= 400),
  title_grams tsvector not null,
  all_grams tsvector not null,
  price_fen bigint not null check (price_fen >= 1),
  condition text not null check (char_length(condition) between 1 and 20),
  delivery text not null check (char_length(delivery) between 1 and 20),
  -- Where its seller lives, as places are compared; empty when not said.
  city text not null check (char_length(city) <= 60),
  -- Since when it is known to be sold out; null while it can be bought.
  sold_out_at timestamptz,
  published_at timestamptz not null,
  indexed_at timestamptz not null,
  primary key (bucket, id),
  check (bucket = platform.bucket_of(id)),
  constraint listing_circle_named check ((audience = 'circle') = (circle_id is not null))
);
create index listing_title_grams on search.listing using gin (title_grams);
create index listing_all_grams on search.listing using gin (all_grams);
create index listing_newest on search.listing (published_at desc, id desc);
create index listing_by_price on search.listing (price_fen, id);
create index listing_of_owner on search.listing (bucket, owner_id);

create table search.member (
  bucket smallint not null,
  id bigint not null,
  owner_id bigint not null check (owner_id = id),
  audience text not null default 'public' check (audience = 'public'),
  circle_id bigint check (circle_id is null),
  words text not null check (char_length(words) <= 400),
  title_grams tsvector not null,
  all_grams tsvector not null,
  published_at timestamptz not null,
  indexed_at timestamptz not null,
  primary key (bucket, id),
  check (bucket = platform.bucket_of(id))
);
create index member_title_grams on search.member using gin (title_grams);
create index member_all_grams on search.member using gin (all_grams);
create index member_newest on search.member (published_at desc, id desc);

-- Topics of notes that everybody may see. Bucket: the hash of the topic.
create table search.topic (
  bucket smallint not null,
  topic text not null check (char_length(topic) between 1 and 30),
  grams tsvector not null,
  notes int not null check (notes >= 0),
  changed_at timestamptz not null,
  primary key (bucket, topic)
);
create index topic_grams on search.topic using gin (grams);
create index topic_popular on search.topic (notes desc, topic) where notes > 0;

-- How far each projection has been made anew; a projection without a row, or with one of another
-- version, is made anew by the running product.
create table search.rebuild (
  kind text primary key check (kind in ('note', 'listing', 'member')),
  version int not null check (version >= 1),
  started_at timestamptz not null,
  -- The last id that was read of the room below, then the last of the projection's own.
  read_after bigint,
  swept_after bigint,
  read_at timestamptz,
  done_at timestamptz,
  constraint rebuild_in_order check (done_at is null or read_at is not null)
);

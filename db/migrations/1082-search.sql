-- What members looked for, and what they want to hear of. Bucket: the member's.
create table search.history (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  member_id bigint not null,
  -- As it is compared, so that one thing stands once.
  key text not null check (char_length(key) between 1 and 200),
  q text not null check (char_length(q) between 1 and 100),
  searched_at timestamptz not null,
  primary key (bucket, member_id, key)
);

create table search.saved (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  id bigint not null,
  member_id bigint not null,
  q text not null check (char_length(q) between 1 and 100),
  -- The query and its filters as they are compared: the same search is saved once.
  key text not null check (char_length(key) between 1 and 500),
  exact tsquery not null,
  -- The beginning of one gram that whatever matches must have: a new listing looks up only these.
  needle text not null check (char_length(needle) between 1 and 3),
  price_fen_min bigint check (price_fen_min >= 0),
  price_fen_max bigint check (price_fen_max >= 0),
  conditions text[] not null check (cardinality(conditions) <= 10),
  deliveries text[] not null check (cardinality(deliveries) <= 10),
  city text not null check (char_length(city) <= 60),
  saved_at timestamptz not null,
  told_at timestamptz,
  primary key (bucket, id),
  constraint saved_once unique (bucket, member_id, key)
);
create index saved_by_needle on search.saved (needle);

-- A listing that a saved search found: once each, whatever happens to the listing later.
create table search.hit (
  bucket smallint not null check (bucket = platform.bucket_of(saved_id)),
  saved_id bigint not null,
  listing_id bigint not null,
  found_at timestamptz not null,
  -- Since when it is done with: told of, or passed over.
  told_at timestamptz,
  primary key (bucket, saved_id, listing_id)
);
create index hit_untold on search.hit (bucket, saved_id) where told_at is null;

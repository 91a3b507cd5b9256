-- What pages outside say of themselves, for addresses members wrote. Bucket: the address's.
create table platform.link_preview (
  bucket smallint not null,
  url_hash text not null check (url_hash ~ '^[0-9a-f]{64}$'),
  url text not null check (char_length(url) between 8 and 1100),
  asked_at timestamptz not null,
  -- Somebody fetches it until then.
  leased_until timestamptz,
  -- When it was fetched, or found to be none.
  settled_at timestamptz,
  title text check (char_length(title) between 1 and 200),
  site text check (char_length(site) between 1 and 255),
  primary key (bucket, url_hash),
  constraint link_preview_whole check (
    (title is null) = (site is null) and (title is null or settled_at is not null))
);
create index link_preview_waiting on platform.link_preview (asked_at) where settled_at is null;

-- The picture shelf: what is known of each kept picture. The pixels lie in the blob store.
create table platform.picture (
  bucket smallint not null,
  id bigint not null,
  owner_id bigint not null,
  -- Pixels of the upright original.
  width int not null check (width > 0),
  height int not null check (height > 0),
  -- [{"key": …, "width": …}] from narrow to wide.
  variants jsonb not null check (jsonb_array_length(variants) between 1 and 20),
  thumbhash text not null check (char_length(thumbhash) between 1 and 100),
  colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  phash text not null check (phash ~ '^[0-9a-f]{16}$'),
  alt text not null default '' check (char_length(alt) <= 200),
  created_at timestamptz not null,
  primary key (bucket, id)
);
-- The same file sent twice by one member is one picture: a retried upload costs nothing.
create unique index picture_once on platform.picture (bucket, owner_id, sha256);

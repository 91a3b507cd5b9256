-- A file given instead of, or beside, a text: its bytes lie sealed among the blobs, and only the
-- buyer of the order is sent them.
create table fulfilment.virtual_file (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  blob_key text not null check (char_length(blob_key) between 10 and 200),
  name text not null check (char_length(name) between 1 and 120),
  size_bytes int not null check (size_bytes between 1 and 20971520),
  sha256 bytea not null check (octet_length(sha256) = 32),
  put_at timestamptz not null,
  -- From then on it is the buyer's, and stays as it is.
  given_at timestamptz,
  first_opened_at timestamptz,
  primary key (bucket, order_id),
  check (bucket = platform.bucket_of(order_id)),
  check (given_at is null or given_at >= put_at),
  check (first_opened_at is null or given_at is not null)
);

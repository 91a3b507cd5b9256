-- What the two of a trade say of each other; neither reads the other's words before both have
-- spoken or the time is over.
create schema reviews;

-- The exchange of reviews about one order. Bucket: the order's, which is the seller's.
create table reviews.exchange (
  bucket smallint not null check (bucket = platform.bucket_of(order_id)),
  order_id bigint not null,
  buyer_id bigint not null,
  seller_id bigint not null,
  opened_at timestamptz not null,
  -- Until then reviews are taken; then whatever there is can be seen.
  closes_at timestamptz not null check (closes_at > opened_at),
  revealed_at timestamptz,
  primary key (bucket, order_id),
  check (buyer_id <> seller_id)
);

-- Bucket: of the member who is reviewed, so that what is said of somebody lies in one place.
create table reviews.review (
  bucket smallint not null check (bucket = platform.bucket_of(subject_id)),
  id bigint not null,
  order_id bigint not null,
  by_side text not null check (by_side in ('buyer', 'seller')),
  author_id bigint not null,
  subject_id bigint not null check (subject_id <> author_id),
  step text not null check (step in ('good', 'fair', 'poor')),
  tags text[] not null check (cardinality(tags) <= 10),
  words text check (char_length(words) between 1 and 500),
  picture_ids bigint[] not null check (cardinality(picture_ids) <= 9),
  filed_at timestamptz not null,
  -- Screening wants an operator to look first: words and pictures are hidden while this is set.
  held_at timestamptz,
  -- When the exchange was opened to be read.
  revealed_at timestamptz,
  reply text check (char_length(reply) between 1 and 500),
  replied_at timestamptz,
  withdrawn_at timestamptz,
  taken_down_at timestamptz,
  primary key (bucket, id),
  constraint review_reply_whole check ((reply is null) = (replied_at is null)),
  constraint review_reply_after_reveal check (replied_at is null or revealed_at is not null),
  constraint review_withdrawn_says_nothing check (
    withdrawn_at is null or (words is null and cardinality(picture_ids) = 0))
);
create unique index review_once_a_side on reviews.review (bucket, order_id, by_side);
create index review_newest on reviews.review (bucket, subject_id, by_side, filed_at desc, id desc)
  where revealed_at is not null and withdrawn_at is null and taken_down_at is null;
-- For the rating: the newest word of each author.
create index review_of_author on reviews.review
  (bucket, subject_id, by_side, author_id, filed_at desc, id desc) include (step)
  where revealed_at is not null and withdrawn_at is null and taken_down_at is null;

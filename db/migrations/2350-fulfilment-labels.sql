-- Labels bought from the courier before a parcel is handed in. A label is noted before the courier
-- is asked, so that a crash between the two neither loses it nor buys it twice: the courier is
-- always asked under `<order>-<label_no>`.
create table fulfilment.label (
  bucket smallint not null,
  order_id bigint not null,
  label_no int not null check (label_no between 1 and 100),
  seller_id bigint not null,
  carrier text not null check (char_length(carrier) between 2 and 10),
  -- What the seller was shown, and the most the courier may take.
  price_fen bigint not null check (price_fen between 0 and 100000),
  -- What the courier is told of the way, until it has sold the label.
  sealed_way bytea,
  asked_at timestamptz not null,
  waybill_no text check (char_length(waybill_no) between 6 and 32),
  collection_code text check (char_length(collection_code) between 1 and 20),
  bought_at timestamptz,
  cancelled_at timestamptz,
  primary key (bucket, order_id, label_no),
  check (bucket = platform.bucket_of(order_id)),
  check ((bought_at is null) = (waybill_no is null)),
  check ((bought_at is null) = (collection_code is null)),
  check (sealed_way is not null or bought_at is not null or cancelled_at is not null)
);

-- One at a time: another only once the one before was given back.
create unique index label_standing on fulfilment.label (bucket, order_id)
  where cancelled_at is null;
create index label_unfinished on fulfilment.label (asked_at)
  where bought_at is null and cancelled_at is null;

-- How goods reach the buyer: parcels and their waybills, pickup codes, virtual goods. Every row
-- lies in the bucket of its order, which is the seller's; only the claim on a waybill does not.
create schema fulfilment;

-- One parcel an order: the waybill that counts now and what its courier has said of it.
create table fulfilment.shipment (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  buyer_id bigint not null,
  -- The waybill that counts, and the one this parcel began with: corrections are counted from it.
  waybill_seq int not null,
  first_waybill_seq int not null,
  carrier text not null check (char_length(carrier) between 1 and 20),
  waybill_no text not null check (char_length(waybill_no) between 6 and 32),
  -- Some couriers ask for the last digits of the receiver's phone before they tell anything.
  to_phone_tail text check (to_phone_tail ~ '^[0-9]{4}$'),
  -- Where it must arrive: a parcel signed for in another city proves no delivery.
  to_city text check (char_length(to_city) between 1 and 50),
  shipped_at timestamptz not null,
  -- When the courier was told to look after this waybill.
  registered_at timestamptz,
  state text not null default 'NONE',
  first_scan_at timestamptz,
  last_movement_at timestamptz,
  delivered_at timestamptz,
  arrived_elsewhere_at timestamptz,
  -- When the courier last answered for this waybill.
  heard_at timestamptz,
  -- When the courier may be asked again; null once there is nothing left to ask.
  next_query_at timestamptz,
  primary key (bucket, order_id),
  check (bucket = platform.bucket_of(order_id)),
  check (waybill_seq between first_waybill_seq and first_waybill_seq + 3),
  check (first_waybill_seq between 1 and 1000),
  check (seller_id <> buyer_id),
  constraint shipment_state_known check (state in
    ('NONE', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'LOST', 'RETURNED')),
  constraint shipment_scanned_before_delivered
    check (delivered_at is null or first_scan_at is not null),
  constraint shipment_delivered_when_it_says_so check (delivered_at is null or state = 'DELIVERED')
) with (fillfactor = 80);
create index shipment_due on fulfilment.shipment (next_query_at) where next_query_at is not null;

-- Every waybill an order ever had; one that was corrected, or whose parcel no carrier ever saw,
-- stays with the time from which it no longer counted.
create table fulfilment.waybill (
  bucket smallint not null,
  order_id bigint not null,
  seq int not null check (seq between 1 and 1003),
  carrier text not null check (char_length(carrier) between 1 and 20),
  waybill_no text not null check (char_length(waybill_no) between 6 and 32),
  given_at timestamptz not null,
  replaced_at timestamptz,
  primary key (bucket, order_id, seq),
  check (replaced_at is null or replaced_at >= given_at)
);

-- One parcel proves one trade: bucket is the hash of `carrier:waybill_no`.
create table fulfilment.waybill_claim (
  bucket smallint not null,
  carrier text not null check (char_length(carrier) between 1 and 20),
  waybill_no text not null check (char_length(waybill_no) between 6 and 32),
  order_id bigint not null,
  claimed_at timestamptz not null,
  primary key (bucket, carrier, waybill_no)
);

-- What a courier said, each thing once: event_key is the hash of time, code and words.
create table fulfilment.tracking_event (
  bucket smallint not null,
  order_id bigint not null,
  waybill_seq int not null,
  event_key text not null check (char_length(event_key) between 16 and 64),
  at timestamptz not null,
  code text not null check (char_length(code) between 1 and 60),
  text_zh text not null check (char_length(text_zh) <= 500),
  text_en text not null check (char_length(text_en) <= 500),
  city text not null check (char_length(city) <= 60),
  stored_at timestamptz not null,
  primary key (bucket, order_id, waybill_seq, event_key)
);

-- The six digits a buyer shows at the door; sealed, tried at most five times in a row.
create table fulfilment.pickup_code (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  sealed_code bytea not null check (octet_length(sealed_code) between 30 and 100),
  made_at timestamptz not null,
  tries int not null default 0 check (tries between 0 and 5),
  pauses int not null default 0 check (pauses >= 0),
  paused_until timestamptz,
  redeemed_at timestamptz,
  primary key (bucket, order_id),
  check (bucket = platform.bucket_of(order_id)),
  check (redeemed_at is null or redeemed_at >= made_at)
);

-- Card keys, links, texts: sealed, handed out only to the buyer of the order.
create table fulfilment.virtual_goods (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  sealed_text bytea not null check (octet_length(sealed_text) between 29 and 20100),
  put_at timestamptz not null,
  primary key (bucket, order_id),
  check (bucket = platform.bucket_of(order_id))
);

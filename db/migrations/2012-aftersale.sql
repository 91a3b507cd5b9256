-- After-sale: what a buyer asks for when something is not right, and how it ends.
create schema aftersale;

-- Lies in the bucket of its order, which is the seller's. Amounts in fen.
create table aftersale.after_sale (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  buyer_id bigint not null,
  seller_id bigint not null,
  type text not null check (type in
    ('CANCEL', 'REFUND_ONLY', 'RETURN_REFUND', 'EXCHANGE', 'PARTIAL')),
  reason text not null check (reason in ('not-received', 'not-as-described', 'damaged', 'fake',
    'missing-parts', 'hidden-fault', 'seller-late', 'changed-mind', 'other')),
  state text not null check (state in ('WAIT_SELLER', 'WAIT_BUYER', 'WAIT_RETURN_ADDRESS',
    'WAIT_BUYER_RETURN', 'WAIT_SELLER_RECEIVE', 'WAIT_REPLACEMENT', 'WAIT_REPLACEMENT_RECEIPT',
    'REFUSED', 'DISPUTED', 'REFUNDED', 'EXCHANGED', 'CLOSED')),
  -- How far the order was when it was opened.
  order_state text not null check (order_state in
    ('WAIT_SHIP', 'SHIPPED', 'DELIVERED', 'COMPLETED')),
  asked_fen bigint not null check (asked_fen between 0 and most_fen),
  most_fen bigint not null check (most_fen >= 0),
  offered_fen bigint check (offered_fen between 1 and most_fen),
  counters int not null default 0 check (counters between 0 and 3),
  return_freight_fen bigint not null default 0 check (return_freight_fen >= 0),
  is_by_hand boolean not null default false,
  -- The parcel now on its way, back or with the replacement.
  parcel_tracked boolean,
  parcel_sent_at timestamptz,
  parcel_delivered_at timestamptz,
  -- The replacement's parcel has a number of its own; the one on its way back has the after-sale's.
  replacement_id bigint,
  return_address_sealed bytea,
  opened_at timestamptz not null,
  due_at timestamptz,
  refunded_fen bigint not null default 0 check (refunded_fen between 0 and most_fen),
  ended_at timestamptz,
  end_reason text,
  event_count int not null default 1 check (event_count > 0),
  primary key (bucket, id),
  check (bucket = platform.bucket_of(order_id) and bucket = platform.bucket_of(id)),
  check (buyer_id <> seller_id),
  check ((state in ('REFUNDED', 'EXCHANGED', 'CLOSED')) = (ended_at is not null)),
  check ((ended_at is null) = (end_reason is null)),
  check ((state = 'REFUNDED') = (refunded_fen > 0)),
  check ((parcel_sent_at is null) = (parcel_tracked is null)),
  -- Somebody's silence always counts, until it is over or with those who decide.
  check ((due_at is null) = (state in ('DISPUTED', 'REFUNDED', 'EXCHANGED', 'CLOSED')))
) with (fillfactor = 80);
create unique index after_sale_one_open on aftersale.after_sale (bucket, order_id)
  where ended_at is null;
create index after_sale_of_order on aftersale.after_sale (bucket, order_id, opened_at);
create index after_sale_of_seller on aftersale.after_sale (bucket, seller_id)
  where ended_at is null;
create index after_sale_of_buyer on aftersale.after_sale (buyer_id) where ended_at is null;
create unique index after_sale_of_replacement on aftersale.after_sale (bucket, replacement_id)
  where replacement_id is not null;
create index after_sale_disputed on aftersale.after_sale (opened_at, id)
  where state = 'DISPUTED';

-- The gapless history; its last to_state is the after-sale's.
create table aftersale.after_sale_event (
  bucket smallint not null,
  after_sale_id bigint not null,
  seq int not null check (seq > 0),
  command text not null,
  from_state text not null,
  to_state text not null,
  actor_role text not null check (actor_role in
    ('buyer', 'seller', 'clock', 'courier', 'operator')),
  actor_id bigint,
  amount_fen bigint,
  words text check (length(words) between 1 and 1000),
  picture_ids bigint[] not null default '{}' check (cardinality(picture_ids) <= 9),
  at timestamptz not null,
  primary key (bucket, after_sale_id, seq)
);

-- Evidence photographed in the product: the code is given out first and must be seen in the
-- picture, so that it was taken then and for this order.
create table aftersale.capture (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  member_id bigint not null,
  stage text not null check (stage in ('packing', 'opening', 'return-packing', 'return-opening')),
  code text not null check (code ~ '^[0-9A-Z]{6}$'),
  opened_at timestamptz not null,
  taken_at timestamptz,
  picture_ids bigint[] not null default '{}' check (cardinality(picture_ids) <= 9),
  serial text check (length(serial) between 1 and 60),
  weight_grams int check (weight_grams between 1 and 200000),
  -- Proves later that neither pictures nor words were changed.
  seal bytea check (octet_length(seal) = 32),
  primary key (bucket, id),
  check ((taken_at is null) = (seal is null)),
  check ((taken_at is null) = (cardinality(picture_ids) = 0))
);
create index capture_of_order on aftersale.capture (bucket, order_id, opened_at);

-- Problems reported until now go on as after-sales: the open ones are with the operators.
insert into aftersale.after_sale (bucket, id, order_id, buyer_id, seller_id, type, reason, state,
  order_state, asked_fen, most_fen, opened_at, refunded_fen, ended_at, end_reason, event_count)
select p.bucket, p.id, p.order_id, p.buyer_id, p.seller_id,
  case when p.reason = 'not-received' or p.is_virtual then 'REFUND_ONLY' else 'RETURN_REFUND' end,
  p.reason,
  case p.outcome when 'refunded' then 'REFUNDED' when 'resumed' then 'CLOSED'
    when 'received' then 'CLOSED' else 'DISPUTED' end,
  case when p.was_delivered then 'DELIVERED' else 'SHIPPED' end, p.total_fen, p.total_fen,
  p.opened_at, case p.outcome when 'refunded' then p.total_fen else 0 end, p.ended_at,
  case p.outcome when 'refunded' then 'decide-refund' when 'resumed' then 'decide-close'
    when 'received' then 'end-with-order' end,
  case when p.ended_at is null then 1 else 2 end
from orders.reported_problems() p;

insert into aftersale.after_sale_event (bucket, after_sale_id, seq, command, from_state, to_state,
  actor_role, actor_id, words, picture_ids, at)
select p.bucket, p.id, 1, 'open', 'NONE', 'DISPUTED', 'buyer', p.buyer_id, p.words, p.picture_ids,
  p.opened_at
from orders.reported_problems() p;

insert into aftersale.after_sale_event (bucket, after_sale_id, seq, command, from_state, to_state,
  actor_role, actor_id, amount_fen, words, at)
select p.bucket, p.id, 2, s.end_reason, 'DISPUTED', s.state,
  case when p.operator_id is null then 'buyer' else 'operator' end,
  coalesce(p.operator_id, s.buyer_id), nullif(s.refunded_fen, 0), p.operator_reason, p.ended_at
from orders.reported_problems() p
join aftersale.after_sale s on s.bucket = p.bucket and s.id = p.id
where p.ended_at is not null;

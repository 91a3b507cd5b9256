-- Offers: a buyer names a lower price for a listing; the two answer each other until they agree, one
-- of them ends it, or its time runs out. An offer lies in the seller's bucket, beside its listing.
create table orders.offer (
  bucket smallint not null,
  id bigint not null,
  listing_id bigint not null,
  seller_id bigint not null,
  buyer_id bigint not null,
  quantity int not null check (quantity between 1 and 99),
  state text not null check (state in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
  -- How often a price was named: odd by the buyer, even by the seller; the other is to answer.
  round smallint not null check (round between 1 and 3),
  -- The listing as it was when the offer was made: an agreement is about these terms.
  asking_fen bigint not null check (asking_fen between 1 and 1000000),
  freight_fen bigint not null check (freight_fen >= 0),
  delivery text not null check (delivery in ('courier', 'pickup', 'virtual')),
  -- What each of the two last named for one piece; the seller begins with the asking price.
  buyer_fen bigint not null,
  seller_fen bigint not null,
  -- Where a parcel shall go, sealed, for the order to come; gone when there is none to come.
  address_sealed bytea,
  step_count int not null default 1 check (step_count >= 1),
  made_at timestamptz not null,
  valid_until timestamptz not null,
  ended_at timestamptz,
  order_id bigint,
  primary key (bucket, id),
  constraint offer_of_two check (buyer_id <> seller_id),
  constraint offer_prices_come_closer
    check (0 < buyer_fen and buyer_fen < seller_fen and seller_fen <= asking_fen),
  constraint offer_time_runs check (valid_until > made_at),
  constraint offer_end_said check ((state = 'open') = (ended_at is null)),
  constraint offer_order_when_accepted check ((state = 'accepted') = (order_id is not null)),
  constraint offer_address_while_open
    check ((address_sealed is not null) = (state = 'open' and delivery = 'courier'))
) with (fillfactor = 80);
-- One open offer a buyer and listing: two quick taps make one.
create unique index offer_one_open on orders.offer (bucket, listing_id, buyer_id)
  where state = 'open';
create index offer_of_buyer on orders.offer (bucket, listing_id, buyer_id, made_at);
create unique index offer_of_order on orders.offer (bucket, order_id) where order_id is not null;

-- The gapless history of an offer; a price where one was named.
create table orders.offer_step (
  bucket smallint not null,
  offer_id bigint not null,
  seq int not null check (seq > 0),
  command text not null
    check (command in ('make', 'counter', 'accept', 'decline', 'withdraw', 'lapse')),
  actor_role text not null check (actor_role in ('buyer', 'seller', 'clock')),
  actor_id bigint,
  unit_price_fen bigint check (unit_price_fen > 0),
  at timestamptz not null,
  primary key (bucket, offer_id, seq),
  foreign key (bucket, offer_id) references orders.offer (bucket, id),
  constraint offer_step_names_a_price
    check ((unit_price_fen is not null) = (command in ('make', 'counter'))),
  constraint offer_step_by_somebody check ((actor_id is null) = (actor_role = 'clock'))
);

-- Whether a buyer would buy from themselves, be it with a second account of the same person.
create function orders.is_own_shop(p_buyer_bucket int, p_buyer bigint, p_bucket int, p_seller bigint)
returns boolean
language sql stable as $$
  select p_buyer = p_seller
    or identity.is_one_person(p_buyer_bucket, p_buyer, p_bucket, p_seller)
$$;

-- Places an order in one round trip: idempotency key, stock, order, lines, first event, payment
-- attempt, deadline, outbox. Answers what the client is told; null when the key was used before.
-- With `agreed` it is the order of an accepted offer, at the price the two agreed on: TS008 when
-- the listing is not what they talked about any more.
create or replace function orders.place_order(p jsonb, p_address bytea) returns jsonb
language plpgsql as $$
declare
  v_bucket int := (p->>'bucket')::int;
  v_buyer bigint := (p->>'buyerId')::bigint;
  v_now timestamptz := (p->>'now')::timestamptz;
  v_pay_by timestamptz := (p->>'payBy')::timestamptz;
  v_id bigint := platform.new_id(v_bucket);
  v_attempt bigint;
  v record;
  v_taken orders.placed_line;
  -- What the two agreed on for one piece; null: the listing's own price.
  v_agreed bigint := (p->'agreed'->>'unitFen')::bigint;
  v_answer jsonb;
begin
  if p ? 'key' then
    insert into platform.idempotency (bucket, actor_id, key, request_hash, created_at)
    values ((p->>'buyerBucket')::int, v_buyer, p->>'key', p->>'requestHash', v_now)
    on conflict do nothing;
    if not found then return null; end if;
  end if;
  select * into strict v from orders.take_lines(v_bucket,
    array(select jsonb_array_elements_text(p->'listingIds')::bigint),
    array(select jsonb_array_elements_text(p->'quantities')::int));
  -- Nobody buys from themselves, not even with a second account of the same person.
  if v.seller_id = v_buyer or identity.is_one_person(
    (p->>'buyerBucket')::int, v_buyer, v_bucket, v.seller_id)
  then
    raise exception using errcode = 'TS004', message = 'own listing';
  end if;
  if v_agreed is not null then
    -- An agreement is about one listing, and holds while the listing is what it was about.
    v_taken := v.lines[1];
    if (v_taken.unit_price_fen, v_taken.freight_fen, v.delivery) is distinct from (
      (p->'agreed'->>'askingFen')::bigint, (p->'agreed'->>'freightFen')::bigint,
      p->'agreed'->>'delivery')
    then
      raise exception using errcode = 'TS008', message = 'terms changed';
    end if;
    v.goods_fen := v_agreed * (p->'quantities'->>0)::int;
  end if;
  if (p->>'expectedTotalFen')::bigint <> v.goods_fen + v.freight_fen then
    raise exception using errcode = 'TS005', message = 'price changed',
      detail = (v.goods_fen + v.freight_fen)::text;
  end if;
  if v.delivery = 'courier' and p_address is null then
    raise exception using errcode = 'TS006', message = 'address needed';
  end if;
  insert into orders."order" (bucket, id, seller_id, buyer_id, state, delivery, goods_fen,
    freight_fen, total_fen, fee_bps, created_at, pay_by, ship_within_ms, address_sealed, buyer_note)
  values (v_bucket, v_id, v.seller_id, v_buyer, 'WAIT_PAY', v.delivery, v.goods_fen,
    v.freight_fen, v.goods_fen + v.freight_fen, (p->>'feeBps')::int, v_now, v_pay_by,
    v.ship_within_ms, case when v.delivery = 'courier' then p_address end, p->>'buyerNote');
  insert into orders.order_line (bucket, order_id, line_no, listing_id, quantity, unit_price_fen, snapshot)
  select v_bucket, v_id, l.no, l.listing_id, l.quantity, coalesce(v_agreed, l.unit_price_fen),
    l.snapshot
  from unnest(v.lines) with ordinality
    as l(listing_id, quantity, unit_price_fen, freight_fen, snapshot, no);
  insert into orders.order_event (bucket, order_id, seq, command, from_state, to_state, actor_role, actor_id, at)
  values (v_bucket, v_id, 1, 'place', 'NONE', 'WAIT_PAY', 'buyer', v_buyer, v_now);
  v_attempt := payments.open_attempt(v_bucket, v_id, v_buyer, v.goods_fen + v.freight_fen,
    v_pay_by, v_now);
  insert into platform.deadline (bucket, id, kind, ref, run_at)
  values (v_bucket, platform.new_id(v_bucket), 'orders/pay-by', v_id, v_pay_by);
  perform orders.tell(v_bucket, v_id, 'place', v.seller_id, v_buyer, 'WAIT_PAY', 1, v_now);
  v_answer := jsonb_build_object('orderId', v_id::text, 'state', 'WAIT_PAY',
    'goodsFen', v.goods_fen, 'freightFen', v.freight_fen, 'totalFen', v.goods_fen + v.freight_fen,
    'payBy', p->>'payBy', 'paymentAttemptId', v_attempt::text);
  if p ? 'key' then
    update platform.idempotency set response = v_answer
    where bucket = (p->>'buyerBucket')::int and actor_id = v_buyer and key = p->>'key';
  end if;
  return v_answer;
end $$;

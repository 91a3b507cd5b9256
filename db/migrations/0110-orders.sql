create schema orders;

-- An order lives in its seller's bucket with everything that is booked for it.
create table orders."order" (
  bucket smallint not null,
  id bigint not null,
  seller_id bigint not null,
  buyer_id bigint not null,
  state text not null check (state in
    ('WAIT_PAY', 'WAIT_SHIP', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CLOSED', 'REFUNDED')),
  delivery text not null check (delivery in ('courier', 'pickup', 'virtual')),
  goods_fen bigint not null check (goods_fen > 0),
  freight_fen bigint not null check (freight_fen >= 0),
  total_fen bigint not null check (total_fen = goods_fen + freight_fen),
  paid_fen bigint not null default 0 check (paid_fen in (0, total_fen)),
  refunded_fen bigint not null default 0 check (refunded_fen between 0 and paid_fen),
  fee_bps int not null check (fee_bps between 0 and 10000),
  fee_fen bigint check (fee_fen between 0 and total_fen),
  created_at timestamptz not null,
  pay_by timestamptz not null,
  paid_at timestamptz,
  ship_within_ms bigint not null check (ship_within_ms > 0),
  ship_by timestamptz,
  refund_unshipped_at timestamptz,
  ship_extension_days int not null default 0 check (ship_extension_days between 0 and 21),
  shipped_at timestamptz,
  tracking text check (tracking in ('tracked', 'untracked')),
  scan_by timestamptz,
  last_moved_at timestamptz,
  move_by timestamptz,
  void_shipments int not null default 0 check (void_shipments >= 0),
  delivered_at timestamptz,
  confirm_by timestamptz,
  receipt_extensions int not null default 0 check (receipt_extensions between 0 and 2),
  problem_opened_at timestamptz,
  problem_clock_left_ms bigint,
  completed_at timestamptz,
  closed_at timestamptz,
  refunded_at timestamptz,
  end_reason text,
  event_count int not null default 1,
  -- The address as it was when the order was placed, sealed; null for pickup and virtual goods.
  address_sealed bytea,
  buyer_note text check (length(buyer_note) <= 200),
  primary key (bucket, id),
  check (buyer_id <> seller_id),
  check ((paid_fen = 0) = (state in ('WAIT_PAY', 'CLOSED'))),
  check ((fee_fen is not null) = (state = 'COMPLETED')),
  -- Goods that have left the seller always have one clock, or a problem that has stopped it.
  constraint order_goods_have_one_clock check (state not in ('SHIPPED', 'DELIVERED')
    or num_nonnulls(scan_by, move_by, confirm_by, problem_opened_at) = 1)
) with (fillfactor = 80);
create index order_of_seller on orders."order" (bucket, seller_id, created_at desc, id desc);

create table orders.order_line (
  bucket smallint not null,
  order_id bigint not null,
  line_no smallint not null,
  listing_id bigint not null,
  quantity int not null check (quantity between 1 and 99),
  unit_price_fen bigint not null check (unit_price_fen between 1 and 1000000),
  -- The listing as the buyer saw it: title, description, condition, cover.
  snapshot jsonb not null,
  primary key (bucket, order_id, line_no)
);

-- The gapless history; the last event's to_state is the order's state.
create table orders.order_event (
  bucket smallint not null,
  order_id bigint not null,
  seq int not null check (seq > 0),
  command text not null,
  from_state text not null,
  to_state text not null,
  actor_role text not null,
  actor_id bigint,
  at timestamptz not null,
  primary key (bucket, order_id, seq)
);

-- A buyer's own orders, in the buyer's bucket, fed from the outbox.
create table orders.buyer_order (
  bucket smallint not null,
  buyer_id bigint not null,
  order_id bigint not null,
  state text not null,
  event_count int not null,
  placed_at timestamptz not null,
  primary key (bucket, buyer_id, order_id)
);
create index buyer_order_newest on orders.buyer_order (bucket, buyer_id, placed_at desc, order_id desc);

-- What the buyer says is wrong, and how an operator ended it.
create table orders.problem (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  reason text not null,
  words text not null check (length(words) between 1 and 1000),
  picture_ids bigint[] not null check (cardinality(picture_ids) <= 9),
  opened_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('refunded', 'resumed', 'received')),
  operator_id bigint,
  operator_reason text check (length(operator_reason) <= 500),
  primary key (bucket, id),
  check ((ended_at is null) = (outcome is null))
);
create unique index problem_one_open on orders.problem (bucket, order_id) where ended_at is null;
create index problem_waiting on orders.problem (opened_at) where ended_at is null;

-- One line of a purchase while it is being placed.
create type orders.placed_line as (
  listing_id bigint, quantity int, unit_price_fen bigint, freight_fen bigint, snapshot jsonb
);

-- Takes the stock of every line, in the order of the ids so that two carts cannot deadlock, and
-- checks that all lines are of one seller and one kind of delivery.
create function orders.take_lines(p_bucket int, p_listing_ids bigint[], p_quantities int[],
  out seller_id bigint, out delivery text, out ship_within_ms bigint,
  out goods_fen bigint, out freight_fen bigint, out lines orders.placed_line[])
language plpgsql as $$
declare
  wanted record;
  taken record;
begin
  goods_fen := 0; freight_fen := 0; ship_within_ms := 0;
  for wanted in select w.listing_id, w.quantity
    from unnest(p_listing_ids, p_quantities) as w(listing_id, quantity) order by w.listing_id
  loop
    select * into strict taken
      from catalog.take_stock(p_bucket, wanted.listing_id, wanted.quantity);
    if seller_id is not null and (seller_id, delivery) <> (taken.seller_id, taken.delivery) then
      raise exception using errcode = 'TS003', message = 'lines of different sellers or delivery';
    end if;
    seller_id := taken.seller_id;
    delivery := taken.delivery;
    ship_within_ms := greatest(ship_within_ms, taken.ship_within_ms);
    goods_fen := goods_fen + taken.price_fen * wanted.quantity;
    -- One parcel: its freight is that of the dearest line.
    freight_fen := greatest(freight_fen, taken.freight_fen);
    lines := lines || row(wanted.listing_id, wanted.quantity, taken.price_fen, taken.freight_fen,
      catalog.listing_snapshot(p_bucket, wanted.listing_id))::orders.placed_line;
  end loop;
end $$;

-- Places an order in one round trip: idempotency key, stock, order, lines, first event, payment
-- attempt, deadline, outbox. Answers what the client is told; null when the key was used before.
create function orders.place_order(p jsonb, p_address bytea) returns jsonb
language plpgsql as $$
declare
  v_bucket int := (p->>'bucket')::int;
  v_buyer bigint := (p->>'buyerId')::bigint;
  v_now timestamptz := (p->>'now')::timestamptz;
  v_pay_by timestamptz := (p->>'payBy')::timestamptz;
  v_id bigint := platform.new_id(v_bucket);
  v_attempt bigint;
  v record;
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
  select v_bucket, v_id, l.no, l.listing_id, l.quantity, l.unit_price_fen, l.snapshot
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

-- Gives the pieces of an order back to their listings, in the order of the ids.
create function orders.return_lines(p_bucket int, p_order_id bigint) returns void
language plpgsql as $$
declare line record;
begin
  for line in select listing_id, quantity from orders.order_line
    where bucket = p_bucket and order_id = p_order_id order by listing_id
  loop
    perform catalog.return_stock(p_bucket, line.listing_id, line.quantity);
  end loop;
end $$;

-- Tells the rooms above (and this room's own projection) about a step.
create function orders.tell(p_bucket int, p_id bigint, p_command text, p_seller bigint,
  p_buyer bigint, p_state text, p_seq int, p_at timestamptz) returns void
language sql as $$
  insert into platform.outbox (bucket, id, topic, ref, payload, created_at, next_try_at)
  values (p_bucket, platform.new_id(p_bucket), 'orders/' || p_command, p_id::text,
    jsonb_build_object('orderId', p_id::text, 'sellerId', p_seller::text, 'buyerId', p_buyer::text,
      'state', p_state, 'eventCount', p_seq, 'at', p_at),
    p_at, p_at)
$$;

-- Writes one decided step: the row as it is afterwards, its event, its deadlines, its outbox row.
-- The caller holds the row's lock.
create function orders.write_step(p_bucket int, p_id bigint, p_step jsonb) returns void
language plpgsql as $$
declare
  v_at timestamptz := (p_step->>'at')::timestamptz;
  o orders."order";
begin
  select * into strict o from orders."order" where bucket = p_bucket and id = p_id for update;
  o := jsonb_populate_record(o, p_step->'row');
  update orders."order" set state = o.state, paid_fen = o.paid_fen, refunded_fen = o.refunded_fen,
    fee_fen = o.fee_fen, paid_at = o.paid_at, ship_by = o.ship_by,
    refund_unshipped_at = o.refund_unshipped_at, ship_extension_days = o.ship_extension_days,
    shipped_at = o.shipped_at, tracking = o.tracking, scan_by = o.scan_by,
    last_moved_at = o.last_moved_at, move_by = o.move_by, void_shipments = o.void_shipments,
    delivered_at = o.delivered_at,
    confirm_by = o.confirm_by, receipt_extensions = o.receipt_extensions,
    problem_opened_at = o.problem_opened_at, problem_clock_left_ms = o.problem_clock_left_ms,
    completed_at = o.completed_at, closed_at = o.closed_at, refunded_at = o.refunded_at,
    end_reason = o.end_reason, event_count = o.event_count
  where bucket = p_bucket and id = p_id;
  insert into orders.order_event (bucket, order_id, seq, command, from_state, to_state, actor_role, actor_id, at)
  values (p_bucket, p_id, o.event_count, p_step->>'command', p_step->>'from', p_step->>'to',
    p_step->>'role', (p_step->>'actorId')::bigint, v_at);
  update platform.deadline set done_at = v_at, lease_until = null
  where bucket = p_bucket and ref = p_id and done_at is null
    and kind in ('orders/pay-by', 'orders/refund-unshipped', 'orders/scan-by', 'orders/move-by',
      'orders/confirm-by')
    and not (p_step->'deadlines' ? kind);
  insert into platform.deadline (bucket, id, kind, ref, run_at)
  select p_bucket, platform.new_id(p_bucket), d.key, p_id, d.value::timestamptz
  from jsonb_each_text(p_step->'deadlines') as d
  on conflict (bucket, kind, ref) where done_at is null
  do update set run_at = excluded.run_at, attempts = 0, lease_until = null;
  perform orders.tell(p_bucket, p_id, p_step->>'command', o.seller_id, o.buyer_id, o.state,
    o.event_count, v_at);
end $$;

-- The ordinary way of `pay`: waiting order, right amount. One round trip with the ledger's hold.
-- Answers false when the order does not wait for this payment; the caller then decides in full.
create function orders.pay_waiting_order(p_bucket int, p_id bigint, p_amount bigint,
  p_provider text, p_late_refund interval, p_at timestamptz) returns boolean
language plpgsql as $$
declare
  o orders."order";
begin
  update orders."order" set state = 'WAIT_SHIP', paid_fen = total_fen, paid_at = p_at,
    ship_by = p_at + ship_within_ms * interval '1 millisecond',
    refund_unshipped_at = p_at + ship_within_ms * interval '1 millisecond' + p_late_refund,
    event_count = event_count + 1
  where bucket = p_bucket and id = p_id and state = 'WAIT_PAY' and total_fen = p_amount
  returning * into o;
  if not found then return false; end if;
  insert into orders.order_event (bucket, order_id, seq, command, from_state, to_state, actor_role, actor_id, at)
  values (p_bucket, p_id, o.event_count, 'pay', 'WAIT_PAY', 'WAIT_SHIP', 'provider', null, p_at);
  update platform.deadline set done_at = p_at, lease_until = null
  where bucket = p_bucket and kind = 'orders/pay-by' and ref = p_id and done_at is null;
  insert into platform.deadline (bucket, id, kind, ref, run_at)
  values (p_bucket, platform.new_id(p_bucket), 'orders/refund-unshipped', p_id, o.refund_unshipped_at);
  perform ledger.hold(p_bucket, p_id, o.seller_id, o.buyer_id, p_amount, p_provider, p_at);
  perform orders.tell(p_bucket, p_id, 'pay', o.seller_id, o.buyer_id, o.state, o.event_count, p_at);
  return true;
end $$;

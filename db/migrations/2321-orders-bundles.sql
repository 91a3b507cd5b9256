-- An order of several pieces may cost less than its lines: what is taken off, and its share in each.
alter table orders."order"
  add column discount_fen bigint not null default 0,
  drop constraint order_check,
  add constraint order_total_adds_up check (total_fen = goods_fen - discount_fen + freight_fen),
  add constraint order_discount_below_goods check (discount_fen between 0 and goods_fen - 1);
alter table orders.order_line
  add column discount_fen bigint not null default 0,
  add constraint order_line_discount_within
    check (discount_fen between 0 and quantity * unit_price_fen);

drop function orders.take_lines(int, bigint[], int[]);

-- Takes the stock of every line, in the order of the ids so that two carts cannot deadlock, and
-- checks that all lines are of one seller and one kind of delivery. The freight of them together,
-- and what the seller takes off for so many pieces, are worked out here, from what is true now.
create function orders.take_lines(p_bucket int, p_listing_ids bigint[], p_quantities int[],
  p_province text,
  out seller_id bigint, out delivery text, out ship_within_ms bigint,
  out goods_fen bigint, out freight_fen bigint, out discount_fen bigint,
  out lines orders.placed_line[])
language plpgsql as $$
declare
  wanted record;
  taken record;
  v_pieces int := 0;
  v_unit_fen bigint[] := '{}';
  v_ids bigint[] := '{}';
  v_quantities int[] := '{}';
begin
  goods_fen := 0; ship_within_ms := 0;
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
    v_pieces := v_pieces + wanted.quantity;
    v_ids := v_ids || wanted.listing_id;
    v_quantities := v_quantities || wanted.quantity;
    v_unit_fen := v_unit_fen || taken.price_fen;
    lines := lines || row(wanted.listing_id, wanted.quantity, taken.price_fen, taken.freight_fen,
      catalog.listing_snapshot(p_bucket, wanted.listing_id))::orders.placed_line;
  end loop;
  freight_fen := catalog.bundle_freight(p_bucket, v_ids, v_quantities, v_unit_fen, p_province);
  discount_fen := catalog.bundle_discount(p_bucket, seller_id, v_pieces, goods_fen);
end $$;

-- Places an order in one round trip: idempotency key, stock, order, lines, first event, payment
-- attempt, deadline, outbox. Answers what the client is told; null when the key was used before.
-- With `agreed` it is the order of an accepted offer, at the price the two agreed on: TS008 when
-- the listing is not what they talked about any more. An agreement has no discount besides.
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
  v_total bigint;
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
    array(select jsonb_array_elements_text(p->'quantities')::int), p->>'province');
  -- Nobody buys from themselves, not even with a second account of the same person.
  if v.seller_id = v_buyer or identity.is_one_person(
    (p->>'buyerBucket')::int, v_buyer, v_bucket, v.seller_id)
  then
    raise exception using errcode = 'TS004', message = 'own listing';
  end if;
  if v_agreed is not null then
    -- An agreement is about one listing, and holds while the listing is what it was about.
    v_taken := v.lines[1];
    if (v_taken.unit_price_fen, v.freight_fen, v.delivery) is distinct from (
      (p->'agreed'->>'askingFen')::bigint, (p->'agreed'->>'freightFen')::bigint,
      p->'agreed'->>'delivery')
    then
      raise exception using errcode = 'TS008', message = 'terms changed';
    end if;
    v.goods_fen := v_agreed * (p->'quantities'->>0)::int;
    v.discount_fen := 0;
  end if;
  v_total := v.goods_fen - v.discount_fen + v.freight_fen;
  if (p->>'expectedTotalFen')::bigint <> v_total then
    raise exception using errcode = 'TS005', message = 'price changed',
      detail = v_total::text;
  end if;
  if v.delivery = 'courier' and p_address is null then
    raise exception using errcode = 'TS006', message = 'address needed';
  end if;
  insert into orders."order" (bucket, id, seller_id, buyer_id, state, delivery, goods_fen,
    discount_fen, freight_fen, total_fen, fee_bps, created_at, pay_by, ship_within_ms,
    address_sealed, buyer_note)
  values (v_bucket, v_id, v.seller_id, v_buyer, 'WAIT_PAY', v.delivery, v.goods_fen,
    v.discount_fen, v.freight_fen, v_total, (p->>'feeBps')::int, v_now, v_pay_by,
    v.ship_within_ms, case when v.delivery = 'courier' then p_address end, p->>'buyerNote');
  -- The discount is shared out as the lines add up: each has what the sum gains by it, to the fen.
  insert into orders.order_line (bucket, order_id, line_no, listing_id, quantity, unit_price_fen,
    discount_fen, snapshot)
  select v_bucket, v_id, l.no, l.listing_id, l.quantity, l.unit_fen,
    v.discount_fen * l.until_fen / v.goods_fen
      - v.discount_fen * (l.until_fen - l.quantity * l.unit_fen) / v.goods_fen,
    l.snapshot
  from (
    select n.no, n.listing_id, n.quantity, n.snapshot, u.unit_fen,
      (sum(n.quantity * u.unit_fen) over (order by n.no))::bigint as until_fen
    from unnest(v.lines) with ordinality
      as n(listing_id, quantity, unit_price_fen, freight_fen, snapshot, no)
    cross join lateral (select coalesce(v_agreed, n.unit_price_fen) as unit_fen) u) l;
  insert into orders.order_event (bucket, order_id, seq, command, from_state, to_state, actor_role, actor_id, at)
  values (v_bucket, v_id, 1, 'place', 'NONE', 'WAIT_PAY', 'buyer', v_buyer, v_now);
  v_attempt := payments.open_attempt(v_bucket, v_id, v_buyer, v_total, v_pay_by,
    v_now);
  insert into platform.deadline (bucket, id, kind, ref, run_at)
  values (v_bucket, platform.new_id(v_bucket), 'orders/pay-by', v_id, v_pay_by);
  perform orders.tell(v_bucket, v_id, 'place', v.seller_id, v_buyer, 'WAIT_PAY', 1, v_now);
  v_answer := jsonb_build_object('orderId', v_id::text, 'state', 'WAIT_PAY',
    'goodsFen', v.goods_fen, 'discountFen', v.discount_fen, 'freightFen', v.freight_fen,
    'totalFen', v_total,
    'payBy', p->>'payBy', 'paymentAttemptId', v_attempt::text);
  if p ? 'key' then
    update platform.idempotency set response = v_answer
    where bucket = (p->>'buyerBucket')::int and actor_id = v_buyer and key = p->>'key';
  end if;
  return v_answer;
end $$;

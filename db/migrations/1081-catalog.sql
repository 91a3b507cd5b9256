-- Selling the last piece, and getting one back, is told to the rooms above: by the statement that
-- does it, since buying is one round trip. The event is due at once, whatever clock is looked at.
create function catalog.tell_listing_changed(p_bucket int, p_listing_id bigint, p_seller_id bigint)
returns void
language sql as $$
  insert into platform.outbox (bucket, id, topic, ref, payload, created_at, next_try_at)
  values (p_bucket::smallint, platform.new_id(p_bucket), 'catalog/listing-changed',
    p_listing_id::text,
    jsonb_build_object('listingId', p_listing_id::text, 'sellerId', p_seller_id::text),
    clock_timestamp(), to_timestamp(0))
$$;

create or replace function catalog.take_stock(p_bucket int, p_listing_id bigint, p_qty int)
returns table (
  seller_id bigint, price_fen bigint, freight_fen bigint,
  delivery text, ship_within_ms bigint, title text
)
language plpgsql as $$
declare
  v_left int;
begin
  if p_qty is null or p_qty not between 1 and 99 then
    raise exception 'a quantity is 1 to 99, not %', p_qty using errcode = '22023';
  end if;
  update catalog.listing l set stock = l.stock - p_qty, sold = l.sold + p_qty
  where l.bucket = p_bucket::smallint and l.id = p_listing_id
    and l.stock >= p_qty and l.withdrawn_at is null and l.taken_down_at is null
  returning l.seller_id, l.price_fen, l.freight_fen, l.delivery, l.ship_within_ms, l.title, l.stock
  into seller_id, price_fen, freight_fen, delivery, ship_within_ms, title, v_left;
  if found then
    if v_left = 0 then
      perform catalog.tell_listing_changed(p_bucket, p_listing_id, seller_id);
    end if;
    return next;
    return;
  end if;
  perform 1 from catalog.listing l
    where l.bucket = p_bucket::smallint and l.id = p_listing_id
      and l.withdrawn_at is null and l.taken_down_at is null;
  if found then
    raise exception 'listing % is sold out', p_listing_id using errcode = 'TS001';
  end if;
  raise exception 'listing % is not for sale', p_listing_id using errcode = 'TS002';
end
$$;

create or replace function catalog.return_stock(p_bucket int, p_listing_id bigint, p_qty int)
returns void
language plpgsql as $$
declare
  v_seller_id bigint;
  v_stock int;
begin
  if p_qty is null or p_qty not between 1 and 99 then
    raise exception 'a quantity is 1 to 99, not %', p_qty using errcode = '22023';
  end if;
  update catalog.listing l set stock = l.stock + p_qty, sold = l.sold - p_qty
  where l.bucket = p_bucket::smallint and l.id = p_listing_id and l.sold >= p_qty
  returning l.seller_id, l.stock into v_seller_id, v_stock;
  if not found then
    raise exception 'listing % never sold %', p_listing_id, p_qty using errcode = '22023';
  end if;
  if v_stock = p_qty then
    perform catalog.tell_listing_changed(p_bucket, p_listing_id, v_seller_id);
  end if;
end
$$;

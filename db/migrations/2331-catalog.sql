-- A shop's holiday: said with its days; `away_since` is set while it lasts, and nothing is sold.
alter table catalog.shop
  add column holiday_from timestamptz,
  add column holiday_until timestamptz,
  add column holiday_note text,
  add column away_since timestamptz,
  add constraint shop_holiday_whole
    check ((holiday_from is null) = (holiday_until is null)
      and (holiday_from is not null or (holiday_note is null and away_since is null))),
  add constraint shop_holiday_span check (holiday_from < holiday_until),
  add constraint shop_holiday_note_short check (char_length(holiday_note) between 1 and 200);

-- Pieces that are kept for members, and since when the title is another than before.
alter table catalog.listing
  add column reserved int not null default 0,
  add column retitled_at timestamptz,
  add constraint listing_reserved_there check (reserved between 0 and stock);

-- Goods that a seller keeps for one member for some hours.
create table catalog.reservation (
  bucket smallint not null,
  id bigint not null,
  listing_id bigint not null,
  seller_id bigint not null,
  member_id bigint not null,
  quantity int not null,
  made_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  primary key (bucket, id),
  constraint reservation_in_bucket check (bucket = platform.bucket_of(id)),
  constraint reservation_of_some check (quantity between 1 and 99),
  constraint reservation_has_time check (made_at < until),
  constraint reservation_end_whole check ((ended_at is null) = (end_reason is null)),
  constraint reservation_end_known check (end_reason in ('bought', 'lifted', 'lapsed'))
);
create unique index reservation_one_open on catalog.reservation (bucket, listing_id, member_id)
  where ended_at is null;

-- How often a listing was looked at on a day in Shanghai. Nobody is told who did.
create table catalog.listing_day (
  bucket smallint not null,
  listing_id bigint not null,
  day date not null,
  views int not null,
  primary key (bucket, listing_id, day),
  constraint listing_day_in_bucket check (bucket = platform.bucket_of(listing_id)),
  constraint listing_day_counted check (views >= 1)
);

-- Until when a seller's shop is on holiday; null while it sells.
create function catalog.away_until(p_bucket smallint, p_seller_id bigint) returns timestamptz
language sql stable as $$
  select s.holiday_until from catalog.shop s
  where s.bucket = p_bucket and s.member_id = p_seller_id and s.away_since is not null
$$;

create or replace function catalog.take_stock(p_bucket int, p_listing_id bigint, p_qty int)
returns table (
  seller_id bigint, price_fen bigint, freight_fen bigint,
  delivery text, ship_within_ms bigint, title text
)
language plpgsql as $$
declare
  v_free int;
  v_seller bigint;
  v_stock int;
  v_away timestamptz;
begin
  if p_qty is null or p_qty not between 1 and 99 then
    raise exception 'a quantity is 1 to 99, not %', p_qty using errcode = '22023';
  end if;
  update catalog.listing l set stock = l.stock - p_qty, sold = l.sold + p_qty
  where l.bucket = p_bucket::smallint and l.id = p_listing_id
    and l.stock - l.reserved >= p_qty and l.withdrawn_at is null and l.taken_down_at is null
    and catalog.away_until(l.bucket, l.seller_id) is null
  returning l.seller_id, l.price_fen, l.freight_fen, l.delivery, l.ship_within_ms, l.title,
    l.stock - l.reserved
  into seller_id, price_fen, freight_fen, delivery, ship_within_ms, title, v_free;
  if found then
    if v_free = 0 then
      perform catalog.tell_listing_changed(p_bucket, p_listing_id, seller_id);
    end if;
    return next;
    return;
  end if;
  select l.seller_id, l.stock into v_seller, v_stock from catalog.listing l
    where l.bucket = p_bucket::smallint and l.id = p_listing_id
      and l.withdrawn_at is null and l.taken_down_at is null;
  if not found then
    raise exception 'listing % is not for sale', p_listing_id using errcode = 'TS002';
  end if;
  v_away := catalog.away_until(p_bucket::smallint, v_seller);
  if v_away is not null then
    raise exception 'the shop of listing % is on holiday', p_listing_id
      using errcode = 'TS009', detail = to_char(v_away at time zone 'Asia/Shanghai', 'YYYY-MM-DD');
  end if;
  if v_stock >= p_qty then
    raise exception 'listing % is reserved', p_listing_id using errcode = 'TS010';
  end if;
  raise exception 'listing % is sold out', p_listing_id using errcode = 'TS001';
end
$$;

create or replace function catalog.return_stock(p_bucket int, p_listing_id bigint, p_qty int)
returns void
language plpgsql as $$
declare
  v_seller_id bigint;
  v_free int;
begin
  if p_qty is null or p_qty not between 1 and 99 then
    raise exception 'a quantity is 1 to 99, not %', p_qty using errcode = '22023';
  end if;
  update catalog.listing l set stock = l.stock + p_qty, sold = l.sold - p_qty
  where l.bucket = p_bucket::smallint and l.id = p_listing_id and l.sold >= p_qty
  returning l.seller_id, l.stock - l.reserved into v_seller_id, v_free;
  if not found then
    raise exception 'listing % never sold %', p_listing_id, p_qty using errcode = '22023';
  end if;
  if v_free = p_qty then
    perform catalog.tell_listing_changed(p_bucket, p_listing_id, v_seller_id);
  end if;
end
$$;

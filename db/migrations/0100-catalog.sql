-- What members sell. Every row lies in the seller's bucket.
create schema catalog;

-- A member who has opened quick sell. Its row is also the lock under which the seller's own
-- listings are counted, so that two quick taps cannot pass a limit together.
create table catalog.shop (
  bucket smallint not null,
  member_id bigint not null,
  opened_at timestamptz not null,
  primary key (bucket, member_id)
);

create table catalog.listing (
  bucket smallint not null,
  id bigint not null,
  seller_id bigint not null,
  -- The note it is shown in, always one of the seller's own; null when it stands alone.
  note_id bigint,
  title text not null check (char_length(title) between 1 and 60),
  description text not null check (char_length(description) <= 2000),
  price_fen bigint not null,
  condition text not null,
  -- What is not as new about it; nothing to say of goods that are new.
  flaw text check (char_length(flaw) between 1 and 300),
  delivery text not null,
  freight_fen bigint not null,
  ship_within_ms bigint not null,
  picture_ids bigint[] not null,
  -- The address of the first picture in a card's size: it never changes, so lists need no lookup.
  cover_url text check (char_length(cover_url) between 1 and 500),
  -- stock + sold = stock_added, whatever happens: what a buyer takes moves from stock to sold,
  -- what a closed order gives back moves from sold to stock.
  stock int not null,
  sold int not null default 0,
  stock_added int not null,
  version int not null default 1 check (version >= 1),
  published_at timestamptz not null,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  taken_down_at timestamptz,
  take_down_reason text check (char_length(take_down_reason) between 1 and 500),
  primary key (bucket, id),
  check (bucket = platform.bucket_of(id)),
  constraint listing_price_range check (price_fen between 1 and 1000000),
  constraint listing_freight_range check (freight_fen between 0 and 50000),
  constraint listing_freight_only_by_courier check (freight_fen = 0 or delivery = 'courier'),
  constraint listing_condition_known
    check (condition in ('new-sealed', 'new-unused', '95', '9', '8', '7', 'parts')),
  constraint listing_flaw_only_when_used
    check (flaw is null or condition not in ('new-sealed', 'new-unused')),
  constraint listing_delivery_known check (delivery in ('courier', 'pickup', 'virtual')),
  -- 10 minutes, 24, 48, 72 hours, 7 days.
  constraint listing_ship_within_known
    check (ship_within_ms in (600000, 86400000, 172800000, 259200000, 604800000)),
  constraint listing_cover_is_a_picture check (cover_url is null or cardinality(picture_ids) > 0),
  constraint listing_pictures_few check (cardinality(picture_ids) <= 18),
  constraint listing_stock_not_negative check (stock >= 0),
  constraint listing_sold_not_negative check (sold >= 0),
  constraint listing_stock_added_up check (stock + sold = stock_added),
  constraint listing_take_down_explained
    check ((taken_down_at is null) = (take_down_reason is null))
) with (fillfactor = 80);
-- No index names stock or sold, so that buying stays a heap-only update.
create index listing_of_seller on catalog.listing (bucket, seller_id, published_at desc, id desc);
create index listing_of_note on catalog.listing (note_id, id) where note_id is not null;

-- Each price a listing ever had, from its first; version is the listing's when it took effect.
create table catalog.price (
  bucket smallint not null,
  listing_id bigint not null,
  version int not null check (version >= 1),
  price_fen bigint not null check (price_fen between 1 and 1000000),
  since timestamptz not null,
  primary key (bucket, listing_id, version)
);

-- Takes goods off the shelf for one buyer, or raises TS001 (not enough left) or TS002 (not for
-- sale). The conditional update decides: of two buyers of the last one, the second finds none.
create function catalog.take_stock(p_bucket int, p_listing_id bigint, p_qty int)
returns table (
  seller_id bigint, price_fen bigint, freight_fen bigint,
  delivery text, ship_within_ms bigint, title text
)
language plpgsql as $$
begin
  if p_qty is null or p_qty not between 1 and 99 then
    raise exception 'a quantity is 1 to 99, not %', p_qty using errcode = '22023';
  end if;
  return query
    update catalog.listing l set stock = l.stock - p_qty, sold = l.sold + p_qty
    where l.bucket = p_bucket::smallint and l.id = p_listing_id
      and l.stock >= p_qty and l.withdrawn_at is null and l.taken_down_at is null
    returning l.seller_id, l.price_fen, l.freight_fen, l.delivery, l.ship_within_ms, l.title;
  if found then
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

-- Puts goods of a closed order back, also onto a listing that is no longer for sale.
create function catalog.return_stock(p_bucket int, p_listing_id bigint, p_qty int)
returns void
language plpgsql as $$
begin
  if p_qty is null or p_qty not between 1 and 99 then
    raise exception 'a quantity is 1 to 99, not %', p_qty using errcode = '22023';
  end if;
  update catalog.listing l set stock = l.stock + p_qty, sold = l.sold - p_qty
  where l.bucket = p_bucket::smallint and l.id = p_listing_id and l.sold >= p_qty;
  if not found then
    raise exception 'listing % never sold %', p_listing_id, p_qty using errcode = '22023';
  end if;
end
$$;

-- What an order keeps of a listing: the words and pictures the buyer decided by. Ids are texts.
create function catalog.listing_snapshot(p_bucket int, p_listing_id bigint)
returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'listingId', l.id::text, 'version', l.version, 'sellerId', l.seller_id::text,
    'noteId', l.note_id::text, 'title', l.title, 'description', l.description,
    'condition', l.condition, 'flaw', l.flaw, 'delivery', l.delivery,
    'priceFen', l.price_fen, 'freightFen', l.freight_fen, 'shipWithinMs', l.ship_within_ms,
    'coverUrl', l.cover_url, 'pictureIds', to_jsonb(l.picture_ids::text[]))
  from catalog.listing l
  where l.bucket = p_bucket::smallint and l.id = p_listing_id
$$;

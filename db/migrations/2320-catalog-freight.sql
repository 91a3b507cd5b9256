-- What a parcel costs, said once and used by many listings: a rate for everywhere, others for some
-- provinces, free from a number of pieces or an amount on. Lies in the seller's bucket.
create table catalog.freight_template (
  bucket smallint not null,
  id bigint not null,
  seller_id bigint not null,
  name text not null check (char_length(name) between 1 and 30),
  -- By the order: one price a parcel. By the piece: the first, and each further one.
  basis text not null check (basis in ('order', 'piece')),
  first_fen bigint not null check (first_fen between 0 and 50000),
  further_fen bigint not null,
  free_over_fen bigint check (free_over_fen between 1 and 1000000),
  free_pieces int check (free_pieces between 2 and 99),
  version int not null default 1 check (version >= 1),
  created_at timestamptz not null,
  edited_at timestamptz,
  removed_at timestamptz,
  primary key (bucket, id),
  check (bucket = platform.bucket_of(id)),
  -- A further piece never costs more than the first: together is never dearer than alone.
  constraint freight_template_further_at_most_first check (further_fen between 0 and first_fen),
  constraint freight_template_order_has_one_rate check (basis = 'piece' or further_fen = 0)
);
create index freight_template_of_seller on catalog.freight_template (bucket, seller_id, id)
  where removed_at is null;

-- The provinces that have a rate of their own; without one they are not delivered to.
create table catalog.freight_rate (
  bucket smallint not null,
  template_id bigint not null,
  province text not null check (province ~ '^[A-Z]{2}$'),
  first_fen bigint check (first_fen between 0 and 50000),
  further_fen bigint,
  primary key (bucket, template_id, province),
  foreign key (bucket, template_id) references catalog.freight_template (bucket, id),
  constraint freight_rate_whole check ((first_fen is null) = (further_fen is null)),
  constraint freight_rate_further_at_most_first check (further_fen between 0 and first_fen)
);

-- A listing with a template shows from what to what its freight runs; flat ones have no most.
-- `freight_fen` stays what a card shows.
alter table catalog.listing
  add column freight_template_id bigint,
  add column freight_most_fen bigint,
  add constraint listing_freight_template_whole
    check ((freight_template_id is null) = (freight_most_fen is null)),
  add constraint listing_freight_range_runs_up
    check (freight_most_fen between freight_fen and 50000),
  add constraint listing_template_only_by_courier
    check (freight_template_id is null or delivery = 'courier'),
  add constraint listing_freight_template_known foreign key (bucket, freight_template_id)
    references catalog.freight_template (bucket, id);

-- What a seller takes off when several pieces go in one order: more pieces, a larger part; at most
-- so much in all.
create table catalog.bundle_tier (
  bucket smallint not null,
  seller_id bigint not null,
  pieces int not null check (pieces between 2 and 20),
  discount_bps int not null check (discount_bps between 1 and 5000),
  primary key (bucket, seller_id, pieces)
);
alter table catalog.shop
  add column bundle_most_fen bigint check (bundle_most_fen between 1 and 1000000);

-- The freight of some listings of one bucket, as it is for a province (null: not known yet).
create function catalog.freight_terms(p_bucket int, p_listing_ids bigint[], p_province text)
returns table (
  listing_id bigint, template_id bigint, first_fen bigint, further_fen bigint,
  is_delivered boolean, needs_province boolean, free_over_fen bigint, free_pieces int
)
language sql stable as $$
  select l.id, t.id,
    case when r.province is not null then r.first_fen else coalesce(t.first_fen, l.freight_fen) end,
    case when r.province is not null then r.further_fen else coalesce(t.further_fen, 0) end,
    r.province is null or r.first_fen is not null,
    p_province is null and exists (select from catalog.freight_rate n
      where n.bucket = l.bucket and n.template_id = t.id),
    t.free_over_fen, t.free_pieces
  from catalog.listing l
  left join catalog.freight_template t on t.bucket = l.bucket and t.id = l.freight_template_id
  left join catalog.freight_rate r on r.bucket = t.bucket and r.template_id = t.id
    and r.province = p_province
  where l.bucket = p_bucket::smallint and l.id = any(p_listing_ids)
$$;

-- One freight for several listings in one parcel: the dearest first piece, and each other piece as
-- a further one. Pieces of one template are counted together for what makes it free.
-- TS011: not delivered there. TS012: the province decides, and is not known.
create function catalog.bundle_freight(p_bucket int, p_listing_ids bigint[], p_quantities int[],
  p_unit_fen bigint[], p_province text) returns bigint
language plpgsql stable as $$
declare
  v record;
begin
  with line as (
    select t.*, w.quantity,
      sum(w.quantity) over g as pieces, sum(w.quantity * w.unit_fen) over g as goods_fen
    from unnest(p_listing_ids, p_quantities, p_unit_fen) as w(listing_id, quantity, unit_fen)
    join catalog.freight_terms(p_bucket, p_listing_ids, p_province) t using (listing_id)
    window g as (partition by t.template_id)
  ), charged as (
    select quantity, is_delivered, needs_province, listing_id,
      case when f.is_free then 0 else first_fen end as first_fen,
      case when f.is_free then 0 else further_fen end as further_fen
    from line cross join lateral (select template_id is not null
      and (coalesce(pieces >= free_pieces, false) or coalesce(goods_fen >= free_over_fen, false))
      as is_free) f
  )
  select
    (array_agg(first_fen - further_fen order by first_fen desc, further_fen desc))[1]
      + sum(further_fen * quantity) as fen,
    min(listing_id) filter (where not is_delivered) as not_delivered,
    bool_or(needs_province) as needs_province
  into v from charged;
  if v.needs_province then
    raise exception using errcode = 'TS012', message = 'the province is not known';
  end if;
  if v.not_delivered is not null then
    raise exception using errcode = 'TS011', message = 'not delivered there',
      detail = v.not_delivered::text;
  end if;
  return v.fen;
end $$;

-- What a seller's tiers take off so many pieces, floored, and never more than the seller's most.
create function catalog.bundle_discount(p_bucket int, p_seller_id bigint, p_pieces int,
  p_goods_fen bigint) returns bigint
language sql stable as $$
  select coalesce((
    select least(p_goods_fen * t.discount_bps / 10000, s.bundle_most_fen)
    from catalog.bundle_tier t
    join catalog.shop s on s.bucket = t.bucket and s.member_id = t.seller_id
    where t.bucket = p_bucket::smallint and t.seller_id = p_seller_id and t.pieces <= p_pieces
    order by t.pieces desc limit 1), 0)
$$;

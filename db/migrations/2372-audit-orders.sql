-- Read-only views for checkers: what lost disputes took of an order. Amounts in fen.
create or replace view audit.orders as
select o.id, o.buyer_id, o.seller_id,
  case when l.lines = 1 then l.listing_id end as listing_id,
  case when l.lines = 1 then l.quantity end as qty,
  case when l.lines = 1 then l.unit_price_fen end as unit_price,
  o.freight_fen as shipping, o.total_fen as total, o.paid_fen as paid, o.refunded_fen as refunded,
  o.fee_fen as fee, o.fee_bps * 100 as fee_ppm, o.state, o.created_at, o.pay_by,
  o.confirm_by as auto_confirm_at,
  -- Whether the pieces went back to the listing.
  (o.state = 'CLOSED' or (o.state = 'REFUNDED' and o.end_reason not in
    ('refund-after-problem', 'refund-after-sale', 'lose-parcel'))) as stock_back,
  o.discount_fen as discount, o.charged_fen as charged
from orders."order" o
join lateral (
  select count(*) as lines, min(listing_id) as listing_id, min(quantity) as quantity,
    min(unit_price_fen) as unit_price_fen
  from orders.order_line where bucket = o.bucket and order_id = o.id) l on true;

-- Read-only views for checkers, ours or a stranger's: orders. Amounts in fen.
create view audit.orders as
select o.id, o.buyer_id, o.seller_id,
  case when l.lines = 1 then l.listing_id end as listing_id,
  case when l.lines = 1 then l.quantity end as qty,
  case when l.lines = 1 then l.unit_price_fen end as unit_price,
  o.freight_fen as shipping, o.total_fen as total, o.paid_fen as paid, o.refunded_fen as refunded,
  o.fee_fen as fee, o.fee_bps * 100 as fee_ppm, o.state, o.created_at, o.pay_by,
  o.confirm_by as auto_confirm_at,
  -- Whether the pieces went back to the listing.
  (o.state = 'CLOSED' or (o.state = 'REFUNDED'
    and o.end_reason not in ('refund-after-problem', 'lose-parcel')))
    as stock_back
from orders."order" o
join lateral (
  select count(*) as lines, min(listing_id) as listing_id, min(quantity) as quantity,
    min(unit_price_fen) as unit_price_fen
  from orders.order_line where bucket = o.bucket and order_id = o.id) l on true;

create view audit.order_line as
select order_id, listing_id, quantity as qty, unit_price_fen as unit_price from orders.order_line;

create view audit.order_event as
select order_id, seq, from_state, to_state, actor_role, actor_id, at, command
from orders.order_event;

-- The order machine's rows, as src/modules/orders/domain/order-machine.ts has them; a test holds
-- the two against each other.
create view audit.state_rule as
select * from (values
  ('NONE', 'WAIT_PAY', 'buyer'),
  ('WAIT_PAY', 'WAIT_SHIP', 'provider'),
  ('WAIT_PAY', 'CLOSED', 'buyer'),
  ('WAIT_PAY', 'CLOSED', 'clock'),
  ('WAIT_SHIP', 'REFUNDED', 'buyer'),
  ('WAIT_SHIP', 'REFUNDED', 'seller'),
  ('WAIT_SHIP', 'REFUNDED', 'clock'),
  ('WAIT_SHIP', 'WAIT_SHIP', 'buyer'),
  ('WAIT_SHIP', 'SHIPPED', 'seller'),
  ('WAIT_SHIP', 'DELIVERED', 'seller'),
  ('SHIPPED', 'SHIPPED', 'seller'),
  ('SHIPPED', 'WAIT_SHIP', 'clock'),
  ('SHIPPED', 'SHIPPED', 'courier'),
  ('SHIPPED', 'REFUNDED', 'clock'),
  ('SHIPPED', 'DELIVERED', 'courier'),
  ('SHIPPED', 'COMPLETED', 'buyer'),
  ('DELIVERED', 'COMPLETED', 'buyer'),
  ('SHIPPED', 'COMPLETED', 'clock'),
  ('DELIVERED', 'COMPLETED', 'clock'),
  ('SHIPPED', 'SHIPPED', 'buyer'),
  ('DELIVERED', 'DELIVERED', 'buyer'),
  ('SHIPPED', 'SHIPPED', 'operator'),
  ('DELIVERED', 'DELIVERED', 'operator'),
  ('SHIPPED', 'REFUNDED', 'operator'),
  ('DELIVERED', 'REFUNDED', 'operator')
) as rule (from_state, to_state, actor_role);

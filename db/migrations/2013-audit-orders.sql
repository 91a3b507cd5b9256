-- Read-only views for checkers: orders with their after-sales. Amounts in fen.
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
    ('refund-after-problem', 'refund-after-sale', 'lose-parcel'))) as stock_back
from orders."order" o
join lateral (
  select count(*) as lines, min(listing_id) as listing_id, min(quantity) as quantity,
    min(unit_price_fen) as unit_price_fen
  from orders.order_line where bucket = o.bucket and order_id = o.id) l on true;

create view audit.debt as
select member_id as user_id, owed_fen as amount from ledger.debt;

create view audit.debt_line as
select member_id as user_id, seq, transfer_id as tx_id, amount_fen as amount, owed_fen as owed
from ledger.debt_line;

create view audit.after_sale as
select id, order_id, buyer_id, seller_id, type, state, refunded_fen as refunded, opened_at, due_at,
  ended_at
from aftersale.after_sale;

create view audit.after_sale_event as
select after_sale_id, seq, from_state, to_state, actor_role, actor_id, at, command
from aftersale.after_sale_event;

-- Whether an order waits for an after-sale; the after-sale itself says the same.
create view audit.order_stopped as
select id as order_id from orders."order" where after_sale_opened_at is not null;

-- The order machine's rows, as src/modules/orders/domain/order-machine.ts has them; a test holds
-- the two against each other.
create or replace view audit.state_rule as
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
  ('SHIPPED', 'SHIPPED', 'seller'),
  ('SHIPPED', 'WAIT_SHIP', 'clock'),
  ('SHIPPED', 'SHIPPED', 'courier'),
  ('SHIPPED', 'REFUNDED', 'clock'),
  ('WAIT_SHIP', 'DELIVERED', 'seller'),
  ('SHIPPED', 'DELIVERED', 'courier'),
  ('SHIPPED', 'COMPLETED', 'buyer'),
  ('DELIVERED', 'COMPLETED', 'buyer'),
  ('SHIPPED', 'COMPLETED', 'clock'),
  ('DELIVERED', 'COMPLETED', 'clock'),
  ('SHIPPED', 'SHIPPED', 'buyer'),
  ('DELIVERED', 'DELIVERED', 'buyer'),
  ('COMPLETED', 'COMPLETED', 'buyer'),
  ('WAIT_SHIP', 'WAIT_SHIP', 'seller'),
  ('WAIT_SHIP', 'WAIT_SHIP', 'clock'),
  ('WAIT_SHIP', 'WAIT_SHIP', 'operator'),
  ('SHIPPED', 'SHIPPED', 'clock'),
  ('SHIPPED', 'SHIPPED', 'operator'),
  ('DELIVERED', 'DELIVERED', 'seller'),
  ('DELIVERED', 'DELIVERED', 'clock'),
  ('DELIVERED', 'DELIVERED', 'operator'),
  ('COMPLETED', 'COMPLETED', 'seller'),
  ('COMPLETED', 'COMPLETED', 'clock'),
  ('COMPLETED', 'COMPLETED', 'operator'),
  ('WAIT_SHIP', 'REFUNDED', 'operator'),
  ('SHIPPED', 'REFUNDED', 'buyer'),
  ('SHIPPED', 'REFUNDED', 'seller'),
  ('SHIPPED', 'REFUNDED', 'operator'),
  ('DELIVERED', 'REFUNDED', 'buyer'),
  ('DELIVERED', 'REFUNDED', 'seller'),
  ('DELIVERED', 'REFUNDED', 'clock'),
  ('DELIVERED', 'REFUNDED', 'operator')
) as rule (from_state, to_state, actor_role);

-- Orders in which somebody may still have something to do: few of many.
create index order_to_ship on orders."order" (bucket, seller_id, created_at desc, id desc)
  where state = 'WAIT_SHIP';
create index buyer_order_to_act on orders.buyer_order
  (bucket, buyer_id, placed_at desc, order_id desc)
  where state in ('WAIT_PAY', 'SHIPPED', 'DELIVERED');
-- Offers that wait for somebody's answer; a buyer's lie in many sellers' buckets, and are few.
create index offer_open_of_seller on orders.offer (bucket, seller_id) where state = 'open';
create index offer_open_of_buyer on orders.offer (buyer_id) where state = 'open';

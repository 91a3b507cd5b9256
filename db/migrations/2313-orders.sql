-- Orders of everybody by time, for the operators' search.
create index order_newest on orders."order" (created_at desc, id desc);
create index offer_of_order on orders.offer (bucket, order_id) where order_id is not null;

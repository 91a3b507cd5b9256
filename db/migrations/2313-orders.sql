-- Orders of everybody by time, for the operators' search.
create index order_newest on orders."order" (created_at desc, id desc);

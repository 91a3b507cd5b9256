-- A word from one side of an order to the other that it is their turn.
create table orders.reminder (
  bucket smallint not null,
  order_id bigint not null,
  no int not null,
  role text not null,
  at timestamptz not null,
  primary key (bucket, order_id, role, no),
  constraint reminder_in_bucket check (bucket = platform.bucket_of(order_id)),
  constraint reminder_role_known check (role in ('buyer', 'seller')),
  constraint reminder_counted check (no >= 1)
);

-- The operators' console: manual moves of money that take two, and what was read of the parties.
create schema office;

create table office.money_move (
  bucket smallint not null check (bucket = platform.bucket_of(id)),
  id bigint not null,
  kind text not null check (kind in ('goodwill', 'goodwill-back', 'correction', 'debt-forgiven',
    'payout-cancelled')),
  from_id bigint,
  to_id bigint,
  order_id bigint,
  payout_id bigint,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null check (char_length(reason) between 1 and 300),
  state text not null default 'PROPOSED' check (state in ('PROPOSED', 'CARRIED_OUT', 'WITHDRAWN')),
  proposed_by bigint not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  approved_by bigint,
  approved_at timestamptz,
  transfer_id bigint,
  closed_by bigint,
  closed_at timestamptz,
  close_reason text check (char_length(close_reason) between 1 and 300),
  primary key (bucket, id),
  constraint money_move_runs_out check (expires_at > proposed_at),
  constraint money_move_takes_two check (approved_by <> proposed_by),
  constraint money_move_in_time check (approved_at < expires_at),
  constraint money_move_carried_out check ((state = 'CARRIED_OUT') = (approved_by is not null)
    and (approved_by is null) = (approved_at is null)
    and (approved_by is null) = (transfer_id is null)),
  constraint money_move_closed check ((state = 'WITHDRAWN') = (closed_by is not null)
    and (closed_by is null) = (closed_at is null)
    and (closed_by is null) = (close_reason is null)),
  constraint money_move_sides check (case kind
    when 'goodwill' then from_id is null and to_id is not null
    when 'goodwill-back' then from_id is not null and to_id is null
    when 'correction' then from_id is not null and to_id is not null and from_id <> to_id
    else from_id is not null and to_id is null end),
  constraint money_move_payout check ((kind = 'payout-cancelled') = (payout_id is not null))
);
create index money_move_newest on office.money_move (proposed_at desc, id desc);
create index money_move_open on office.money_move (proposed_at) where state = 'PROPOSED';
create index money_move_of_order on office.money_move (order_id) where order_id is not null;

-- Each time an operator read what only the two of an order may read, and why.
create table office.reading (
  bucket smallint not null check (bucket = platform.bucket_of(order_id)),
  id bigint not null,
  order_id bigint not null,
  operator_id bigint not null,
  what text not null check (what in ('messages', 'address')),
  reason text not null check (char_length(reason) between 1 and 300),
  first_seq int,
  last_seq int,
  at timestamptz not null,
  primary key (bucket, id),
  check ((first_seq is null) = (last_seq is null)),
  check (first_seq <= last_seq)
);
create index reading_of_order on office.reading (bucket, order_id, at);

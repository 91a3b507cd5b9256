-- What two operators agree on moves by hand; what an operator or the audit stops waits.
alter table ledger.transfer drop constraint transfer_kind_check;
alter table ledger.transfer add constraint transfer_kind_check check (kind in ('hold',
  'hold-due-back', 'settle', 'release', 'release-part', 'take-back', 'compensate', 'repay-debt',
  'refund-paid', 'refund-unpaid', 'withdraw', 'withdraw-paid', 'withdraw-returned',
  'withdraw-undone', 'withdraw-late', 'charge-back', 'goodwill', 'goodwill-back', 'correction',
  'debt-forgiven'));
comment on column ledger.transfer.ref is
  'What was booked, once per kind: the order for hold, settle and release; the after-sale for
release-part, take-back and compensate; the transfer that brought the money for repay-debt; the
refund for its first refund-paid, that transfer for its refund-unpaid, and that in turn for the next
refund-paid; the case for charge-back; the manual move for goodwill, goodwill-back, correction and
debt-forgiven; the payment attempt or the payout for the others.';

-- Moves money by hand, once for each move. A side that is null is the goodwill fund: money the
-- house itself lays out, an account of the outside world. A wallet never gives what it has not.
create function ledger.move_by_hand(p_bucket int, p_move bigint, p_kind text, p_order_id bigint,
  p_from bigint, p_to bigint, p_amount bigint, p_actor bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_transfer bigint;
begin
  -- Both wallets in one order, so that two moves never wait for each other.
  perform from ledger.wallet where (bucket, member_id) in (
    (platform.bucket_of(p_from), p_from), (platform.bucket_of(p_to), p_to))
    order by bucket, member_id for update;
  v_transfer := ledger.post(p_bucket, p_kind, p_move, p_order_id, p_actor, p_at,
    array[coalesce('wallet:' || p_from, 'world:goodwill'),
      coalesce('wallet:' || p_to, 'world:goodwill')],
    array[-p_amount, p_amount]);
  if p_from is not null then
    perform ledger.move_wallet(p_from, v_transfer, p_kind, p_order_id, -p_amount, null, null, p_at);
  end if;
  if p_to is not null then
    perform ledger.move_wallet(p_to, v_transfer, p_kind, p_order_id, p_amount, null, null, p_at);
    perform ledger.repay_debt(p_to, v_transfer, p_order_id, p_at);
  end if;
  return v_transfer;
end $$;

-- The goodwill fund pays the protection fund back what a member owes it, at most all of it.
create function ledger.forgive_debt(p_bucket int, p_move bigint, p_order_id bigint,
  p_member bigint, p_amount bigint, p_actor bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_transfer bigint;
begin
  perform from ledger.debt
  where bucket = platform.bucket_of(p_member) and member_id = p_member and owed_fen >= p_amount
  for update;
  if not found then
    raise exception using errcode = 'TL003', message = 'the member owes less';
  end if;
  v_transfer := ledger.post(p_bucket, 'debt-forgiven', p_move, p_order_id, p_actor, p_at,
    array['world:goodwill', 'world:protection'], array[-p_amount, p_amount]);
  perform ledger.move_debt(p_member, v_transfer, p_order_id, -p_amount, p_at);
  return v_transfer;
end $$;

-- What an operator holds back: all of a member's money, or what one sale brought.
create table ledger.freeze (
  bucket smallint not null check (bucket = platform.bucket_of(member_id)),
  id bigint not null,
  member_id bigint not null,
  order_id bigint,
  reason text not null check (char_length(reason) between 1 and 300),
  review_at timestamptz not null,
  frozen_by bigint not null,
  frozen_at timestamptz not null,
  released_by bigint,
  released_at timestamptz,
  release_reason text check (char_length(release_reason) between 1 and 300),
  primary key (bucket, id),
  check (review_at > frozen_at),
  check ((released_at is null) = (released_by is null)),
  check ((released_at is null) = (release_reason is null))
);
create unique index freeze_of_member on ledger.freeze (bucket, member_id)
  where released_at is null and order_id is null;
create unique index freeze_of_order on ledger.freeze (bucket, order_id)
  where released_at is null and order_id is not null;
create index freeze_open on ledger.freeze (bucket, member_id) where released_at is null;
create index freeze_newest on ledger.freeze (frozen_at desc, id desc);

-- While one is open no money leaves at all: the books do not add up, or somebody fears so.
create table ledger.payout_stop (
  bucket smallint not null,
  id bigint not null,
  reason text not null check (char_length(reason) between 1 and 300),
  -- Null: the invariants did it.
  stopped_by bigint,
  stopped_at timestamptz not null,
  lifted_by bigint,
  lifted_at timestamptz,
  lift_reason text check (char_length(lift_reason) between 1 and 300),
  primary key (bucket, id),
  check ((lifted_at is null) = (lifted_by is null)),
  check ((lifted_at is null) = (lift_reason is null))
);
create unique index payout_stop_open on ledger.payout_stop ((true)) where lifted_at is null;

-- What of one sale is in its seller's wallet and frozen, beyond what has to wait anyway.
create function ledger.frozen_of_orders(p_member bigint, p_at timestamptz) returns bigint
language sql stable as $$
  select coalesce(sum(greatest(0, coalesce(l.fen, 0) - coalesce(m.fen, 0))), 0)::bigint
  from ledger.freeze f
  left join lateral (select sum(amount_fen) as fen from ledger.wallet_line
    where bucket = f.bucket and member_id = f.member_id and order_id = f.order_id) l on true
  left join lateral (select sum(amount_fen) as fen from ledger.maturing
    where bucket = f.bucket and member_id = f.member_id and order_id = f.order_id
      and available_at > p_at) m on true
  where f.bucket = platform.bucket_of(p_member) and f.member_id = p_member
    and f.released_at is null and f.order_id is not null
$$;

create function ledger.is_frozen(p_member bigint) returns boolean
language sql stable as $$
  select exists (select from ledger.payout_stop where lifted_at is null)
    or exists (select from ledger.freeze
      where bucket = platform.bucket_of(p_member) and member_id = p_member
        and released_at is null and order_id is null)
$$;

-- What a member may withdraw at a moment: the wallet less what still has to wait, is disputed or
-- is frozen.
create or replace function ledger.withdrawable(p_member bigint, p_at timestamptz) returns bigint
language sql stable as $$
  select case when ledger.is_frozen(p_member) then 0 else
    greatest(0, coalesce((select available_fen from ledger.wallet
      where bucket = platform.bucket_of(p_member) and member_id = p_member), 0)
    - coalesce((select sum(amount_fen) from ledger.maturing
      where bucket = platform.bucket_of(p_member) and member_id = p_member
        and available_at > p_at), 0)
    - ledger.disputed_of(p_member, p_at) - ledger.frozen_of_orders(p_member, p_at)) end::bigint
$$;

-- Sales and what was taken back, by time: for the sellers' report.
create index wallet_line_of_sales on ledger.wallet_line (at) where kind = 'settle';
create index transfer_of_take_backs on ledger.transfer (at) where kind = 'take-back';

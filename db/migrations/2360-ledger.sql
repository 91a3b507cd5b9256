-- Money of a settled sale is held back for an open after-sale as for a dispute at the provider.
alter table ledger.disputed add column cause text not null default 'provider'
  check (cause in ('provider', 'after-sale'));
alter table ledger.disputed alter column cause drop default;
comment on column ledger.disputed.ref is
  'What money is held back for, once: the case of a dispute at the provider, or the after-sale.';

-- What of a member's wallet has to wait at a moment: settled lately, disputed, or frozen with its
-- sale; of all sales but one, where one is named.
drop function ledger.disputed_of(bigint, timestamptz);
drop function ledger.frozen_of_orders(bigint, timestamptz);
create function ledger.held_back(p_member bigint, p_at timestamptz, p_but bigint default null)
returns bigint
language sql stable as $$
  with sale as (
    select m.order_id, sum(m.amount_fen) as maturing, 0 as disputed, 0 as frozen
    from ledger.maturing m
    where m.bucket = platform.bucket_of(p_member) and m.member_id = p_member
      and m.available_at > p_at
    group by m.order_id
    union all
    select d.order_id, 0, sum(d.amount_fen), 0
    from ledger.disputed d
    join ledger.hold h on h.bucket = d.bucket and h.order_id = d.order_id
    where d.bucket = platform.bucket_of(p_member) and d.ended_at is null
      and h.seller_id = p_member and h.ended_by = 'settle'
    group by d.order_id
    union all
    select f.order_id, 0, 0, (select sum(l.amount_fen) from ledger.wallet_line l
      where l.bucket = f.bucket and l.member_id = f.member_id and l.order_id = f.order_id)
    from ledger.freeze f
    where f.bucket = platform.bucket_of(p_member) and f.member_id = p_member
      and f.released_at is null and f.order_id is not null),
  -- One sale's money waits once, however many reasons there are.
  once as (
    select greatest(0, sum(maturing), sum(disputed), sum(frozen)) as fen from sale
    where order_id is distinct from p_but
    group by order_id)
  select coalesce(sum(fen), 0)::bigint from once
$$;

create or replace function ledger.withdrawable(p_member bigint, p_at timestamptz) returns bigint
language sql stable as $$
  select case when ledger.is_frozen(p_member) then 0 else
    greatest(0, coalesce((select available_fen from ledger.wallet
      where bucket = platform.bucket_of(p_member) and member_id = p_member), 0)
    - ledger.held_back(p_member, p_at)) end::bigint
$$;

-- Whether what has already left a wallet for the bank may go there: nothing is frozen, and what has
-- to wait is still in the wallet.
create function ledger.may_leave(p_member bigint, p_at timestamptz) returns boolean
language sql stable as $$
  select not ledger.is_frozen(p_member)
    and coalesce((select available_fen from ledger.wallet
      where bucket = platform.bucket_of(p_member) and member_id = p_member), 0)
      >= ledger.held_back(p_member, p_at)
$$;

-- How much of an amount may be taken from a member's wallet for one order: what the wallet holds,
-- besides what it holds back for others, and what the protection fund lays out by itself, which is
-- p_fund_max for a member in all. One at a time for a member, wallet or none, so that it stays true.
create function ledger.covered_for(p_member bigint, p_order_id bigint, p_amount bigint,
  p_fund_max bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  v_available bigint;
  v_owed bigint;
  v_missing bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger.lay_out', p_member));
  select available_fen into v_available from ledger.wallet
  where bucket = v_bucket and member_id = p_member for update;
  if exists (select from ledger.freeze where bucket = v_bucket and member_id = p_member
    and released_at is null and order_id is null)
  then
    v_available := 0;
  end if;
  select owed_fen into v_owed from ledger.debt where bucket = v_bucket and member_id = p_member;
  v_missing := greatest(0, p_amount
    - greatest(0, coalesce(v_available, 0) - ledger.held_back(p_member, p_at, p_order_id)));
  return p_amount - v_missing
    + least(v_missing, greatest(0, p_fund_max - coalesce(v_owed, 0)));
end $$;

-- What a sale has repaid of a debt is gone and waits for nothing.
create or replace function ledger.hold_back_first(p_member bigint, p_transfer bigint,
  p_order_id bigint, p_first int, p_for interval, p_at timestamptz) returns void
language plpgsql as $$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  v_sales int;
begin
  select count(*) into v_sales from (
    select from ledger.wallet_line
    where bucket = v_bucket and member_id = p_member and kind = 'settle' limit p_first + 1) sale;
  if v_sales > p_first then return; end if;
  insert into ledger.maturing (bucket, member_id, transfer_id, order_id, amount_fen, reason,
    available_at)
  select v_bucket, p_member, p_transfer, p_order_id, least(l.amount_fen, w.available_fen),
    'first-sales', p_at + p_for
  from ledger.wallet_line l
  join ledger.wallet w on w.bucket = l.bucket and w.member_id = l.member_id
  where l.bucket = v_bucket and l.member_id = p_member and l.transfer_id = p_transfer
    and least(l.amount_fen, w.available_fen) > 0;
end $$;

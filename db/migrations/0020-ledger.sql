create schema ledger;

-- A transfer is one booking: its entries sum to zero. Append-only.
create table ledger.transfer (
  bucket smallint not null,
  id bigint not null,
  kind text not null check (kind in ('hold', 'hold-due-back', 'settle', 'release', 'refund-paid',
    'withdraw', 'withdraw-paid', 'withdraw-returned')),
  -- What was booked: the order for hold, settle and release; the payment attempt, the refund or
  -- the payout for the others. One kind books one thing once.
  ref bigint not null,
  order_id bigint,
  at timestamptz not null,
  actor_id bigint,
  primary key (bucket, id)
);
create unique index transfer_once on ledger.transfer (bucket, kind, ref);
create index transfer_by_time on ledger.transfer (at, id);
create index transfer_of_order on ledger.transfer (bucket, order_id) where order_id is not null;
create index transfer_of_member on ledger.transfer (bucket, actor_id) where order_id is null;

create table ledger.entry (
  bucket smallint not null,
  transfer_id bigint not null,
  seq smallint not null,
  account text not null,
  amount_fen bigint not null check (amount_fen <> 0),
  -- The transaction that wrote it, so that a roll-up knows which entries nobody can still add to.
  xid xid8 not null default pg_current_xact_id(),
  primary key (bucket, transfer_id, seq)
);
create index entry_to_fold on ledger.entry (xid);

-- What a member may withdraw. Only this row is debited on a condition.
create table ledger.wallet (
  bucket smallint not null,
  member_id bigint not null,
  available_fen bigint not null default 0 check (available_fen >= 0),
  changed_at timestamptz not null,
  primary key (bucket, member_id)
) with (fillfactor = 70);

-- The lines of a member's statement, each with the balance after it.
create table ledger.wallet_line (
  bucket smallint not null,
  member_id bigint not null,
  id bigint not null,
  transfer_id bigint not null,
  kind text not null,
  order_id bigint,
  amount_fen bigint not null check (amount_fen <> 0),
  gross_fen bigint,
  fee_fen bigint,
  balance_fen bigint not null check (balance_fen >= 0),
  at timestamptz not null,
  primary key (bucket, member_id, id)
);
create index wallet_line_newest on ledger.wallet_line (bucket, member_id, at desc, id desc);

-- The money held for one order; it stands from payment until settlement or refund.
create table ledger.hold (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  buyer_id bigint not null,
  provider text not null,
  amount_fen bigint not null check (amount_fen > 0),
  transfer_id bigint not null,
  held_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('settle', 'release')),
  primary key (bucket, order_id),
  check ((ended_at is null) = (ended_by is null))
);
create index hold_of_seller on ledger.hold (bucket, seller_id) where ended_at is null;

-- Entries folded up to a transaction nobody can still be writing before.
create table ledger.account_balance (
  account text primary key,
  balance_fen bigint not null
);
create table ledger.fold_mark (
  only_one boolean primary key default true check (only_one),
  upto xid8 not null
);
insert into ledger.fold_mark (upto) values ('0');

-- Writes one transfer of two or three entries. Zero amounts are left out; the sum must be zero.
create function ledger.post(p_bucket int, p_kind text, p_ref bigint, p_order_id bigint,
  p_actor bigint, p_at timestamptz, p_accounts text[], p_amounts bigint[]) returns bigint
language plpgsql as $$
declare
  v_id bigint := platform.new_id(p_bucket);
begin
  if (select sum(a) from unnest(p_amounts) a) <> 0 then
    raise exception 'transfer % of % does not sum to zero', p_kind, p_ref;
  end if;
  insert into ledger.transfer (bucket, id, kind, ref, order_id, at, actor_id)
  values (p_bucket, v_id, p_kind, p_ref, p_order_id, p_at, p_actor);
  insert into ledger.entry (bucket, transfer_id, seq, account, amount_fen)
  select p_bucket, v_id, e.seq, e.account, e.amount
  from unnest(p_accounts, p_amounts) with ordinality as e(account, amount, seq)
  where e.amount <> 0;
  return v_id;
end $$;

-- Holds a payment for its order: from the provider into the seller's bucket's escrow.
create function ledger.hold(p_bucket int, p_order_id bigint, p_seller_id bigint,
  p_buyer_id bigint, p_amount bigint, p_provider text, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_transfer bigint := ledger.post(p_bucket, 'hold', p_order_id, p_order_id, p_buyer_id, p_at,
    array['world:' || p_provider, 'escrow:' || p_bucket], array[-p_amount, p_amount]);
begin
  insert into ledger.hold (bucket, order_id, seller_id, buyer_id, provider, amount_fen, transfer_id, held_at)
  values (p_bucket, p_order_id, p_seller_id, p_buyer_id, p_provider, p_amount, v_transfer, p_at);
  return v_transfer;
end $$;

-- Adds to (or takes from) a member's wallet and writes the statement's line; refuses with TL001
-- when there is not enough.
create function ledger.move_wallet(p_member bigint, p_transfer bigint, p_kind text,
  p_order_id bigint, p_amount bigint, p_gross bigint, p_fee bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  v_balance bigint;
begin
  if p_amount > 0 then
    insert into ledger.wallet (bucket, member_id, available_fen, changed_at)
    values (v_bucket, p_member, p_amount, p_at)
    on conflict (bucket, member_id) do update
    set available_fen = wallet.available_fen + excluded.available_fen, changed_at = p_at
    returning available_fen into v_balance;
  else
    update ledger.wallet set available_fen = available_fen + p_amount, changed_at = p_at
    where bucket = v_bucket and member_id = p_member and available_fen + p_amount >= 0
    returning available_fen into v_balance;
    if not found then
      raise exception using errcode = 'TL001', message = 'not enough in the wallet';
    end if;
  end if;
  insert into ledger.wallet_line (bucket, member_id, id, transfer_id, kind, order_id, amount_fen,
    gross_fen, fee_fen, balance_fen, at)
  values (v_bucket, p_member, platform.new_id(v_bucket), p_transfer, p_kind, p_order_id, p_amount,
    p_gross, p_fee, v_balance, p_at);
  return v_balance;
end $$;

-- Ends the hold of an order; refuses with TL002 when there is none, or it has ended.
create function ledger.end_hold(p_bucket int, p_order_id bigint, p_amount bigint, p_by text,
  p_at timestamptz) returns void
language plpgsql as $$
begin
  update ledger.hold set ended_at = p_at, ended_by = p_by
  where bucket = p_bucket and order_id = p_order_id and ended_at is null and amount_fen = p_amount;
  if not found then
    raise exception using errcode = 'TL002', message = 'no such money is held for this order';
  end if;
end $$;

-- Settles an order: escrow pays the seller's wallet and the fee.
create function ledger.settle(p_bucket int, p_order_id bigint, p_seller_id bigint, p_gross bigint,
  p_fee bigint, p_actor bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_transfer bigint := ledger.post(p_bucket, 'settle', p_order_id, p_order_id, p_actor, p_at,
    array['escrow:' || p_bucket, 'wallet:' || p_seller_id, 'fee:' || p_bucket],
    array[-p_gross, p_gross - p_fee, p_fee]);
begin
  perform ledger.end_hold(p_bucket, p_order_id, p_gross, 'settle', p_at);
  perform ledger.move_wallet(p_seller_id, v_transfer, 'settle', p_order_id, p_gross - p_fee,
    p_gross, p_fee, p_at);
  return v_transfer;
end $$;

-- Gives a held payment back: escrow to due-back; the provider then pays it out.
create function ledger.release(p_bucket int, p_order_id bigint, p_amount bigint, p_actor bigint,
  p_at timestamptz) returns bigint
language plpgsql as $$
begin
  perform ledger.end_hold(p_bucket, p_order_id, p_amount, 'release', p_at);
  return ledger.post(p_bucket, 'release', p_order_id, p_order_id, p_actor, p_at,
    array['escrow:' || p_bucket, 'due-back:' || p_bucket], array[-p_amount, p_amount]);
end $$;

-- Folds entries that no running transaction can still add to into the balances of accounts.
-- Three statements, because one that both locks and moves the mark does not see it.
create function ledger.fold_entries() returns void
language plpgsql as $$
declare
  v_from xid8;
  v_upto xid8;
begin
  select upto into strict v_from from ledger.fold_mark for update;
  v_upto := pg_snapshot_xmin(pg_current_snapshot());
  insert into ledger.account_balance (account, balance_fen)
  select account, sum(amount_fen) from ledger.entry
  where xid >= v_from and xid < v_upto group by account
  on conflict (account) do update
  set balance_fen = account_balance.balance_fen + excluded.balance_fen;
  update ledger.fold_mark set upto = greatest(v_from, v_upto);
end $$;

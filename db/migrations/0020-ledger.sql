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
-- A withdrawal ends once: at the bank or back in the wallet.
create unique index transfer_ends_once on ledger.transfer (bucket, ref)
  where kind in ('withdraw-paid', 'withdraw-returned');
create index transfer_by_time on ledger.transfer (at, id);
create index transfer_of_order on ledger.transfer (bucket, order_id) where order_id is not null;
create index transfer_of_member on ledger.transfer (bucket, actor_id) where order_id is null;

create table ledger.entry (
  bucket smallint not null,
  transfer_id bigint not null,
  seq smallint not null,
  account text not null check (account ~
    '^(world:[a-z0-9-]{1,30}|wallet:[0-9]{1,19}|(escrow|due-back|in-transit|fee):[0-9]{1,4})$'),
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
  -- How many lines its statement has; the next line's number is made under this row's lock.
  line_count int not null check (line_count > 0),
  changed_at timestamptz not null,
  primary key (bucket, member_id)
) with (fillfactor = 70);

-- The lines of a member's statement, numbered without a gap in the order in which the wallet
-- changed, each with the balance after it. Their times never run back.
create table ledger.wallet_line (
  bucket smallint not null,
  member_id bigint not null,
  seq int not null check (seq > 0),
  transfer_id bigint not null,
  kind text not null,
  order_id bigint,
  amount_fen bigint not null check (amount_fen <> 0),
  gross_fen bigint,
  fee_fen bigint,
  balance_fen bigint not null check (balance_fen >= 0),
  at timestamptz not null,
  primary key (bucket, member_id, seq),
  check ((kind = 'settle') = (gross_fen is not null and fee_fen is not null)),
  check (kind <> 'settle' or amount_fen = gross_fen - fee_fen)
);
create index wallet_line_by_time on ledger.wallet_line (bucket, member_id, at);

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

-- Writes one transfer of two or three entries. Zero amounts are left out; what is left must be at
-- least two entries whose sum is zero.
create function ledger.post(p_bucket int, p_kind text, p_ref bigint, p_order_id bigint,
  p_actor bigint, p_at timestamptz, p_accounts text[], p_amounts bigint[]) returns bigint
language plpgsql as $$
declare
  v_id bigint := platform.new_id(p_bucket);
begin
  if not (select count(*) >= 2 and sum(a) = 0 from unnest(p_amounts) a where a <> 0) then
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
-- when there is not enough. The wallet's row lock numbers the lines.
create function ledger.move_wallet(p_member bigint, p_transfer bigint, p_kind text,
  p_order_id bigint, p_amount bigint, p_gross bigint, p_fee bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  w ledger.wallet;
begin
  if p_amount > 0 then
    insert into ledger.wallet (bucket, member_id, available_fen, line_count, changed_at)
    values (v_bucket, p_member, p_amount, 1, p_at)
    on conflict (bucket, member_id) do update
    set available_fen = wallet.available_fen + excluded.available_fen,
      line_count = wallet.line_count + 1, changed_at = greatest(wallet.changed_at, p_at)
    returning * into w;
  else
    update ledger.wallet set available_fen = available_fen + p_amount,
      line_count = line_count + 1, changed_at = greatest(changed_at, p_at)
    where bucket = v_bucket and member_id = p_member and available_fen + p_amount >= 0
    returning * into w;
    if not found then
      raise exception using errcode = 'TL001', message = 'not enough in the wallet';
    end if;
  end if;
  insert into ledger.wallet_line (bucket, member_id, seq, transfer_id, kind, order_id, amount_fen,
    gross_fen, fee_fen, balance_fen, at)
  values (v_bucket, p_member, w.line_count, p_transfer, p_kind, p_order_id, p_amount, p_gross,
    p_fee, w.available_fen, w.changed_at);
  return w.available_fen;
end $$;

-- Ends the hold of an order; refuses with TL002 when there is none of this amount for this
-- seller (any seller, where none is named), or it has ended.
create function ledger.end_hold(p_bucket int, p_order_id bigint, p_seller_id bigint,
  p_amount bigint, p_by text, p_at timestamptz) returns void
language plpgsql as $$
begin
  update ledger.hold set ended_at = p_at, ended_by = p_by
  where bucket = p_bucket and order_id = p_order_id and ended_at is null and amount_fen = p_amount
    and seller_id = coalesce(p_seller_id, seller_id);
  if not found then
    raise exception using errcode = 'TL002', message = 'no such money is held for this order';
  end if;
end $$;

-- Settles an order: escrow pays the seller's wallet and the fee, all in the seller's bucket.
create function ledger.settle(p_bucket int, p_order_id bigint, p_seller_id bigint, p_gross bigint,
  p_fee bigint, p_actor bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_transfer bigint;
begin
  if p_fee < 0 or p_fee >= p_gross or platform.bucket_of(p_seller_id) <> p_bucket then
    raise exception 'order % cannot be settled with a fee of % on % to %', p_order_id, p_fee,
      p_gross, p_seller_id;
  end if;
  perform ledger.end_hold(p_bucket, p_order_id, p_seller_id, p_gross, 'settle', p_at);
  v_transfer := ledger.post(p_bucket, 'settle', p_order_id, p_order_id, p_actor, p_at,
    array['escrow:' || p_bucket, 'wallet:' || p_seller_id, 'fee:' || p_bucket],
    array[-p_gross, p_gross - p_fee, p_fee]);
  perform ledger.move_wallet(p_seller_id, v_transfer, 'settle', p_order_id, p_gross - p_fee,
    p_gross, p_fee, p_at);
  return v_transfer;
end $$;

-- Gives a held payment back: escrow to due-back; the provider then pays it out.
create function ledger.release(p_bucket int, p_order_id bigint, p_amount bigint, p_actor bigint,
  p_at timestamptz) returns bigint
language plpgsql as $$
begin
  perform ledger.end_hold(p_bucket, p_order_id, null, p_amount, 'release', p_at);
  return ledger.post(p_bucket, 'release', p_order_id, p_order_id, p_actor, p_at,
    array['escrow:' || p_bucket, 'due-back:' || p_bucket], array[-p_amount, p_amount]);
end $$;

-- Folds entries into the balances of accounts: only those of transactions older than the oldest
-- one still running, since any other can still be joined by entries that would then be passed
-- over. One folder at a time; answers how many entries it folded. Where the transaction counter
-- has run back (books restored on another server) everything is folded anew.
create function ledger.fold_entries(p_max int) returns bigint
language plpgsql as $$
declare
  v_from xid8;
  v_upto xid8;
  v_stop xid8;
  v_count bigint;
begin
  select upto into strict v_from from ledger.fold_mark for update;
  select pg_snapshot_xmin(pg_current_snapshot()) into v_upto;
  if v_from > v_upto then
    delete from ledger.account_balance;
    v_from := '0';
  end if;
  -- A long way behind: only the whole transactions before the p_max-th entry.
  select xid into v_stop from ledger.entry where xid >= v_from order by xid offset p_max limit 1;
  if v_stop > v_from and v_stop < v_upto then v_upto := v_stop; end if;
  with folded as (
      select account, sum(amount_fen) as fen, count(*) as n from ledger.entry
      where xid >= v_from and xid < v_upto group by account),
    written as (
      insert into ledger.account_balance (account, balance_fen) select account, fen from folded
      on conflict (account) do update
      set balance_fen = account_balance.balance_fen + excluded.balance_fen)
  select coalesce(sum(n), 0) into v_count from folded;
  update ledger.fold_mark set upto = v_upto;
  return v_count;
end $$;

-- The balance of every account now: what was folded and what was not yet.
create view ledger.balance as
select account, sum(fen)::bigint as balance_fen from (
  select account, balance_fen as fen from ledger.account_balance
  union all
  select account, amount_fen from ledger.entry
  where xid >= (select upto from ledger.fold_mark)) part
group by account;

-- Part of a held payment goes back, and money already settled is taken back.
alter table ledger.transfer drop constraint transfer_kind_check;
alter table ledger.transfer add constraint transfer_kind_check check (kind in ('hold',
  'hold-due-back', 'settle', 'release', 'release-part', 'take-back', 'compensate', 'repay-debt',
  'refund-paid', 'withdraw', 'withdraw-paid', 'withdraw-returned'));
comment on column ledger.transfer.ref is
  'What was booked, once per kind: the order for hold, settle and release; the after-sale for
release-part, take-back and compensate; the transfer that brought the money for repay-debt; the
payment attempt, the refund or the payout for the others.';

-- What of a hold has gone back to the buyer already, while the rest still waits.
alter table ledger.hold add column released_fen bigint not null default 0;
alter table ledger.hold add constraint hold_released_in_part
  check (released_fen >= 0 and released_fen < amount_fen);

alter table ledger.wallet_line drop constraint wallet_line_check;
alter table ledger.wallet_line add constraint wallet_line_of_sale
  check ((kind = 'settle') = (gross_fen is not null and fee_fen is not null));

-- What a member owes because money was taken back that the wallet no longer held. The protection
-- fund (world:protection) has paid it meanwhile; what comes into the wallet repays it first.
create table ledger.debt (
  bucket smallint not null,
  member_id bigint not null,
  owed_fen bigint not null check (owed_fen >= 0),
  line_count int not null check (line_count > 0),
  changed_at timestamptz not null,
  primary key (bucket, member_id)
) with (fillfactor = 70);

-- Each change of a debt, numbered without a gap: positive when it grew, negative when repaid.
create table ledger.debt_line (
  bucket smallint not null,
  member_id bigint not null,
  seq int not null check (seq > 0),
  transfer_id bigint not null,
  order_id bigint,
  amount_fen bigint not null check (amount_fen <> 0),
  owed_fen bigint not null check (owed_fen >= 0),
  at timestamptz not null,
  primary key (bucket, member_id, seq)
);

create or replace function ledger.end_hold(p_bucket int, p_order_id bigint, p_seller_id bigint,
  p_amount bigint, p_by text, p_at timestamptz) returns void
language plpgsql as $$
begin
  update ledger.hold set ended_at = p_at, ended_by = p_by
  where bucket = p_bucket and order_id = p_order_id and ended_at is null
    and amount_fen - released_fen = p_amount and seller_id = coalesce(p_seller_id, seller_id);
  if not found then
    raise exception using errcode = 'TL002', message = 'no such money is held for this order';
  end if;
end $$;

-- Gives part of a held payment back, once for each after-sale; the rest stays held.
create function ledger.release_part(p_bucket int, p_order_id bigint, p_after_sale_id bigint,
  p_amount bigint, p_actor bigint, p_at timestamptz) returns bigint
language plpgsql as $$
begin
  update ledger.hold set released_fen = released_fen + p_amount
  where bucket = p_bucket and order_id = p_order_id and ended_at is null and p_amount > 0
    and amount_fen - released_fen > p_amount;
  if not found then
    raise exception using errcode = 'TL002', message = 'no such money is held for this order';
  end if;
  return ledger.post(p_bucket, 'release-part', p_after_sale_id, p_order_id, p_actor, p_at,
    array['escrow:' || p_bucket, 'due-back:' || p_bucket], array[-p_amount, p_amount]);
end $$;

-- Changes what a member owes and writes its line; p_amount is negative when it is repaid.
create function ledger.move_debt(p_member bigint, p_transfer bigint, p_order_id bigint,
  p_amount bigint, p_at timestamptz) returns void
language plpgsql as $$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  d ledger.debt;
begin
  if p_amount > 0 then
    insert into ledger.debt as debt (bucket, member_id, owed_fen, line_count, changed_at)
    values (v_bucket, p_member, p_amount, 1, p_at)
    on conflict (bucket, member_id) do update
    set owed_fen = debt.owed_fen + excluded.owed_fen, line_count = debt.line_count + 1,
      changed_at = greatest(debt.changed_at, excluded.changed_at)
    returning * into d;
  else
    update ledger.debt set owed_fen = owed_fen + p_amount, line_count = line_count + 1,
      changed_at = greatest(changed_at, p_at)
    where bucket = v_bucket and member_id = p_member
    returning * into strict d;
  end if;
  insert into ledger.debt_line (bucket, member_id, seq, transfer_id, order_id, amount_fen,
    owed_fen, at)
  values (v_bucket, p_member, d.line_count, p_transfer, p_order_id, p_amount, d.owed_fen,
    d.changed_at);
end $$;

-- How much of an amount a wallet can give; its row stays locked, so that the answer holds.
create function ledger.in_wallet(p_member bigint, p_amount bigint) returns bigint
language plpgsql as $$
declare
  v_available bigint;
begin
  select available_fen into v_available from ledger.wallet
  where bucket = platform.bucket_of(p_member) and member_id = p_member for update;
  return least(coalesce(v_available, 0), p_amount);
end $$;

-- Repays a member's debt with what the wallet holds; p_transfer is the one that filled it.
create function ledger.repay_debt(p_member bigint, p_transfer bigint, p_order_id bigint,
  p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  v_owed bigint;
  v_paid bigint;
  v_transfer bigint;
begin
  select owed_fen into v_owed from ledger.debt
  where bucket = v_bucket and member_id = p_member and owed_fen > 0 for update;
  if not found then return 0; end if;
  v_paid := ledger.in_wallet(p_member, v_owed);
  if v_paid = 0 then return 0; end if;
  v_transfer := ledger.post(v_bucket, 'repay-debt', p_transfer, p_order_id, null, p_at,
    array['wallet:' || p_member, 'world:protection'], array[-v_paid, v_paid]);
  perform ledger.move_wallet(p_member, v_transfer, 'repay-debt', p_order_id, -v_paid, null, null,
    p_at);
  perform ledger.move_debt(p_member, v_transfer, p_order_id, -v_paid, p_at);
  return v_paid;
end $$;

create or replace function ledger.settle(p_bucket int, p_order_id bigint, p_seller_id bigint,
  p_gross bigint, p_fee bigint, p_actor bigint, p_at timestamptz) returns bigint
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
  perform ledger.repay_debt(p_seller_id, v_transfer, p_order_id, p_at);
  return v_transfer;
end $$;

-- Takes settled money back for the buyer, once for each after-sale: the part of the fee that the
-- new net no longer bears, the seller's wallet as far as it goes, and the protection fund for
-- the rest, which the seller then owes.
create function ledger.take_back(p_bucket int, p_order_id bigint, p_after_sale_id bigint,
  p_seller_id bigint, p_amount bigint, p_fee_back bigint, p_actor bigint, p_at timestamptz)
returns bigint
language plpgsql as $$
declare
  v_charge bigint := p_amount - p_fee_back;
  v_given bigint;
  v_transfer bigint;
begin
  if p_amount <= 0 or p_fee_back < 0 or v_charge < 0
    or platform.bucket_of(p_seller_id) <> p_bucket
  then
    raise exception '% with a fee of % cannot be taken back for order %', p_amount, p_fee_back,
      p_order_id;
  end if;
  perform from ledger.hold where bucket = p_bucket and order_id = p_order_id
    and seller_id = p_seller_id and ended_by = 'settle';
  if not found then
    raise exception using errcode = 'TL002', message = 'this order was not settled';
  end if;
  v_given := ledger.in_wallet(p_seller_id, v_charge);
  v_transfer := ledger.post(p_bucket, 'take-back', p_after_sale_id, p_order_id, p_actor, p_at,
    array['wallet:' || p_seller_id, 'fee:' || p_bucket, 'world:protection',
      'due-back:' || p_bucket],
    array[-v_given, -p_fee_back, v_given - v_charge, p_amount]);
  if v_given > 0 then
    perform ledger.move_wallet(p_seller_id, v_transfer, 'take-back', p_order_id, -v_given, null,
      null, p_at);
  end if;
  if v_given < v_charge then
    perform ledger.move_debt(p_seller_id, v_transfer, p_order_id, v_charge - v_given, p_at);
  end if;
  return v_transfer;
end $$;

-- One party pays the other for the way back, once for each after-sale; what the wallet does not
-- hold the protection fund lays out, and the payer owes it.
create function ledger.compensate(p_bucket int, p_order_id bigint, p_after_sale_id bigint,
  p_from bigint, p_to bigint, p_amount bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_given bigint;
  v_transfer bigint;
begin
  if p_amount <= 0 or p_from = p_to then
    raise exception '% cannot be paid for order % to its payer', p_amount, p_order_id;
  end if;
  -- Wallets are locked in the order of their members, so that two payments cannot wait for each other.
  perform from ledger.wallet where (bucket, member_id) in (
    (platform.bucket_of(p_from), p_from), (platform.bucket_of(p_to), p_to))
  order by member_id for update;
  v_given := ledger.in_wallet(p_from, p_amount);
  v_transfer := ledger.post(p_bucket, 'compensate', p_after_sale_id, p_order_id, null, p_at,
    array['wallet:' || p_from, 'world:protection', 'wallet:' || p_to],
    array[-v_given, v_given - p_amount, p_amount]);
  if v_given > 0 then
    perform ledger.move_wallet(p_from, v_transfer, 'compensate', p_order_id, -v_given, null, null,
      p_at);
  end if;
  if v_given < p_amount then
    perform ledger.move_debt(p_from, v_transfer, p_order_id, p_amount - v_given, p_at);
  end if;
  perform ledger.move_wallet(p_to, v_transfer, 'compensate', p_order_id, p_amount, null, null, p_at);
  perform ledger.repay_debt(p_to, v_transfer, p_order_id, p_at);
  return v_transfer;
end $$;

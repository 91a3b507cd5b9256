-- What a provider takes back or finds out later: a refund that was not paid after all, a withdrawal
-- that the bank sent back or carried out against its own word, a payment disputed and lost.
alter table ledger.transfer drop constraint transfer_kind_check;
alter table ledger.transfer add constraint transfer_kind_check check (kind in ('hold',
  'hold-due-back', 'settle', 'release', 'release-part', 'take-back', 'compensate', 'repay-debt',
  'refund-paid', 'refund-unpaid', 'withdraw', 'withdraw-paid', 'withdraw-returned',
  'withdraw-undone', 'withdraw-late', 'charge-back'));
comment on column ledger.transfer.ref is
  'What was booked, once per kind: the order for hold, settle and release; the after-sale for
release-part, take-back and compensate; the transfer that brought the money for repay-debt; the
refund for its first refund-paid, that transfer for its refund-unpaid, and that in turn for the next
refund-paid; the case for charge-back; the payment attempt or the payout for the others.';

-- The bank sends a withdrawal back that it had carried out.
create function ledger.undo_withdrawal(p_member bigint, p_payout bigint, p_amount bigint,
  p_provider text, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_transfer bigint := ledger.post(platform.bucket_of(p_member), 'withdraw-undone', p_payout, null,
    p_member, p_at, array['world:' || p_provider, 'wallet:' || p_member],
    array[-p_amount, p_amount]);
begin
  perform ledger.move_wallet(p_member, v_transfer, 'withdraw-returned', null, p_amount, null, null,
    p_at);
  perform ledger.repay_debt(p_member, v_transfer, null, p_at);
  return v_transfer;
end $$;

-- Money that has left through the provider already is a member's to bear: their wallet pays it as
-- far as it goes, the protection fund the rest, which the member then owes.
create function ledger.charge_member(p_bucket int, p_kind text, p_ref bigint, p_order_id bigint,
  p_member bigint, p_amount bigint, p_provider text, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_given bigint;
  v_transfer bigint;
begin
  if p_amount <= 0 or platform.bucket_of(p_member) <> p_bucket then
    raise exception '% cannot be charged to % for %', p_amount, p_member, p_ref;
  end if;
  v_given := ledger.in_wallet(p_member, p_amount);
  v_transfer := ledger.post(p_bucket, p_kind, p_ref, p_order_id, p_member, p_at,
    array['wallet:' || p_member, 'world:protection', 'world:' || p_provider],
    array[-v_given, v_given - p_amount, p_amount]);
  if v_given > 0 then
    perform ledger.move_wallet(p_member, v_transfer,
      case p_kind when 'withdraw-late' then 'withdraw' else p_kind end, p_order_id, -v_given, null,
      null, p_at);
  end if;
  if v_given < p_amount then
    perform ledger.move_debt(p_member, v_transfer, p_order_id, p_amount - v_given, p_at);
  end if;
  return v_transfer;
end $$;

-- Money of a sale whose payment its payer has disputed at the provider: once it is settled it
-- cannot be withdrawn until the dispute has ended.
create table ledger.disputed (
  bucket smallint not null,
  ref bigint not null,
  order_id bigint not null,
  amount_fen bigint not null check (amount_fen > 0),
  since timestamptz not null,
  ended_at timestamptz,
  primary key (bucket, ref)
);
create index disputed_of_order on ledger.disputed (bucket, order_id) where ended_at is null;

-- Charges a lost dispute to its seller; refuses with TL002 as long as the sale is not settled.
create function ledger.charge_back(p_bucket int, p_order_id bigint, p_case_id bigint,
  p_amount bigint, p_provider text, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_seller bigint;
begin
  select seller_id into v_seller from ledger.hold
  where bucket = p_bucket and order_id = p_order_id and ended_by = 'settle';
  if not found then
    raise exception using errcode = 'TL002', message = 'this order was not settled';
  end if;
  return ledger.charge_member(p_bucket, 'charge-back', p_case_id, p_order_id, v_seller, p_amount,
    p_provider, p_at);
end $$;

-- What of a member's settled sales is disputed and does not wait anyway.
create function ledger.disputed_of(p_member bigint, p_at timestamptz) returns bigint
language sql stable as $$
  select coalesce(sum(greatest(0, d.fen - coalesce(m.fen, 0))), 0)::bigint
  from (select d.bucket, d.order_id, sum(d.amount_fen) as fen
      from ledger.disputed d
      join ledger.hold h on h.bucket = d.bucket and h.order_id = d.order_id
      where d.bucket = platform.bucket_of(p_member) and d.ended_at is null
        and h.seller_id = p_member and h.ended_by = 'settle'
      group by d.bucket, d.order_id) d
  left join lateral (select sum(amount_fen) as fen from ledger.maturing
    where bucket = d.bucket and member_id = p_member and order_id = d.order_id
      and available_at > p_at) m on true
$$;

create or replace function ledger.withdrawable(p_member bigint, p_at timestamptz) returns bigint
language sql stable as $$
  select greatest(0, coalesce((select available_fen from ledger.wallet
      where bucket = platform.bucket_of(p_member) and member_id = p_member), 0)
    - coalesce((select sum(amount_fen) from ledger.maturing
      where bucket = platform.bucket_of(p_member) and member_id = p_member
        and available_at > p_at), 0)
    - ledger.disputed_of(p_member, p_at))::bigint
$$;

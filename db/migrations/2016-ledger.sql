-- Settled money that cannot be withdrawn yet, and from when it can.
create table ledger.maturing (
  bucket smallint not null,
  member_id bigint not null,
  transfer_id bigint not null,
  order_id bigint not null,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null check (reason in ('first-sales')),
  available_at timestamptz not null,
  primary key (bucket, transfer_id)
);
create index maturing_of_member on ledger.maturing (bucket, member_id, available_at);

-- Holds a sale just settled back from withdrawal for a while, if it is among a member's first.
create function ledger.hold_back_first(p_member bigint, p_transfer bigint, p_order_id bigint,
  p_first int, p_for interval, p_at timestamptz) returns void
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
  select v_bucket, p_member, p_transfer, p_order_id, l.amount_fen, 'first-sales', p_at + p_for
  from ledger.wallet_line l
  where l.bucket = v_bucket and l.member_id = p_member and l.transfer_id = p_transfer
    and l.amount_fen > 0;
end $$;

-- What a member may withdraw at a moment: the wallet less what still has to wait.
create function ledger.withdrawable(p_member bigint, p_at timestamptz) returns bigint
language sql stable as $$
  select greatest(0, coalesce((select available_fen from ledger.wallet
      where bucket = platform.bucket_of(p_member) and member_id = p_member), 0)
    - coalesce((select sum(amount_fen) from ledger.maturing
      where bucket = platform.bucket_of(p_member) and member_id = p_member
        and available_at > p_at), 0))::bigint
$$;

-- Money of a sale that was taken back has nothing left to wait for.
create function ledger.shrink_maturing(p_member bigint, p_order_id bigint, p_amount bigint)
returns void
language plpgsql as $$
declare
  v_bucket smallint := platform.bucket_of(p_member);
begin
  delete from ledger.maturing
  where bucket = v_bucket and member_id = p_member and order_id = p_order_id
    and amount_fen <= p_amount;
  update ledger.maturing set amount_fen = amount_fen - p_amount
  where bucket = v_bucket and member_id = p_member and order_id = p_order_id;
end $$;

-- A lost dispute takes from the seller at most what the sale has left them; the house bears the rest.
drop function ledger.charge_back(int, bigint, bigint, bigint, text, timestamptz);

-- Books a lost dispute, once for each case: p_charged of it is the seller's to bear, with the part
-- of the fee that the new net no longer bears, the wallet as far as it goes, and the protection
-- fund for the rest, which the seller then owes; p_house is laid out by the goodwill fund. Nobody
-- is charged where the seller is null.
create function ledger.charge_back(p_bucket int, p_order_id bigint, p_case_id bigint,
  p_seller_id bigint, p_charged bigint, p_fee_back bigint, p_house bigint, p_provider text,
  p_actor bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_charge bigint := p_charged - p_fee_back;
  v_given bigint := 0;
  v_transfer bigint;
begin
  if p_charged < 0 or p_fee_back < 0 or v_charge < 0 or p_house < 0
    or (p_seller_id is null) <> (p_charged = 0)
    or platform.bucket_of(p_seller_id) <> p_bucket
  then
    raise exception '% with a fee of % cannot be charged to % for %', p_charged, p_fee_back,
      p_seller_id, p_case_id;
  end if;
  if p_seller_id is not null then
    perform from ledger.hold where bucket = p_bucket and order_id = p_order_id
      and seller_id = p_seller_id and ended_by = 'settle';
    if not found then
      raise exception using errcode = 'TL002', message = 'this order was not settled';
    end if;
    v_given := ledger.in_wallet(p_seller_id, v_charge);
  end if;
  v_transfer := ledger.post(p_bucket, 'charge-back', p_case_id, p_order_id, p_actor, p_at,
    array[coalesce('wallet:' || p_seller_id, 'world:protection'), 'fee:' || p_bucket,
      'world:protection', 'world:goodwill', 'world:' || p_provider],
    array[-v_given, -p_fee_back, v_given - v_charge, -p_house, p_charged + p_house]);
  if v_given > 0 then
    perform ledger.move_wallet(p_seller_id, v_transfer, 'charge-back', p_order_id, -v_given, null,
      null, p_at);
  end if;
  if v_given < v_charge then
    perform ledger.move_debt(p_seller_id, v_transfer, p_order_id, v_charge - v_given, p_at);
  end if;
  perform ledger.shrink_maturing(p_seller_id, p_order_id, v_charge);
  return v_transfer;
end $$;

-- What a settled sale has left its seller: what it brought less what was taken back and charged.
create function ledger.left_of_sale(p_bucket int, p_order_id bigint) returns bigint
language sql stable as $$
  select coalesce(sum(e.amount_fen), 0)::bigint
  from ledger.transfer t
  join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
  where t.bucket = p_bucket and t.order_id = p_order_id
    and t.kind in ('settle', 'take-back', 'charge-back')
    and (e.account like 'wallet:%' or e.account = 'world:protection')
$$;

-- Of a disputed sale at most what is left of it has to wait.
create or replace function ledger.held_back(p_member bigint, p_at timestamptz, p_but bigint default null)
returns bigint
language sql stable as $$
  with sale as (
    select m.order_id, sum(m.amount_fen) as maturing, 0 as disputed, 0 as frozen
    from ledger.maturing m
    where m.bucket = platform.bucket_of(p_member) and m.member_id = p_member
      and m.available_at > p_at
    group by m.order_id
    union all
    select d.order_id, 0, least(sum(d.amount_fen), ledger.left_of_sale(d.bucket, d.order_id)), 0
    from ledger.disputed d
    join ledger.hold h on h.bucket = d.bucket and h.order_id = d.order_id
    where d.bucket = platform.bucket_of(p_member) and d.ended_at is null
      and h.seller_id = p_member and h.ended_by = 'settle'
    group by d.bucket, d.order_id
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

drop index ledger.transfer_of_take_backs;
create index transfer_of_take_backs on ledger.transfer (at)
  where kind in ('take-back', 'charge-back');

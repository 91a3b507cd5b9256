-- Money of a settled sale is held back for an open after-sale as for a dispute at the provider.
alter table ledger.disputed add column cause text not null default 'provider'
  check (cause in ('provider', 'after-sale'));
alter table ledger.disputed alter column cause drop default;
comment on column ledger.disputed.ref is
  'What money is held back for, once: the case of a dispute at the provider, or the after-sale.';

-- What the protection fund would have laid out for a member in all, were so much taken from their
-- wallet; 0 where the wallet holds it. The wallet stays locked, so that it stays true.
create function ledger.lay_out_for(p_member bigint, p_amount bigint) returns bigint
language plpgsql as $$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  v_missing bigint;
begin
  perform from ledger.wallet where bucket = v_bucket and member_id = p_member for update;
  v_missing := p_amount - ledger.in_wallet(p_member, p_amount);
  if v_missing <= 0 then return 0; end if;
  return v_missing + coalesce((select owed_fen from ledger.debt
    where bucket = v_bucket and member_id = p_member), 0);
end $$;

-- Reconciliation: a provider's bill held against the books both ways, and what came of it.
alter table payments.bill_line add column merchant_id text, add column fee_fen bigint;
create index bill_line_by_number on payments.bill_line
  (provider, kind, split_part(out_no, '-', 1));
-- When a day's bill was held against the books.
alter table payments.bill_day add column compared_at timestamptz;
-- What came in before is the audit's to judge; from here on each day is compared.
update payments.bill_day set compared_at = fetched_at;

create index attempt_by_day on payments.attempt (provider_paid_at) where state = 'PAID';
create index refund_by_day on payments.refund (provider_finished_at) where state = 'SUCCEEDED';
create index payout_by_day on payments.payout (provider_finished_at) where state = 'PAID';

-- The booking that put a refund back to due, where the provider had not paid it after all; under
-- it the next payment is booked.
alter table payments.refund add column put_back_id bigint,
-- When a refund or payout that was paid is asked after once more.
  add column recheck_at timestamptz;
alter table payments.payout add column recheck_at timestamptz;
create index refund_to_recheck on payments.refund (recheck_at) where recheck_at is not null;
create index payout_to_recheck on payments.payout (recheck_at) where recheck_at is not null;

-- Money that counted as paid out and came back: a refund to be paid again, a payout back in its
-- wallet.
create table payments.put_back (
  bucket smallint not null,
  transfer_id bigint not null,
  kind text not null check (kind in ('refund', 'transfer')),
  ref bigint not null,
  provider text not null,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  at timestamptz not null,
  primary key (bucket, transfer_id)
);
create index put_back_of on payments.put_back (bucket, ref);

-- A difference between a provider and the books, until somebody or something has settled it.
create table payments.reconciliation_case (
  bucket smallint not null,
  id bigint not null,
  provider text not null,
  kind text not null check (kind in ('not-in-books', 'not-on-bill', 'amount-differs',
    'state-differs', 'foreign-merchant', 'fee-differs', 'transfer-returned', 'disputed')),
  subject text not null check (subject in ('payment', 'refund', 'transfer', 'fee', 'return',
    'dispute')),
  -- Our number of the payment, refund or payout, or what the bill calls it.
  out_no text not null,
  day date,
  provider_ref text,
  our_fen bigint,
  their_fen bigint,
  order_id bigint,
  member_id bigint,
  repair text not null check (repair in ('ask-again', 'send-back', 'put-back-refund',
    'return-payout', 'charge-payee', 'await-verdict', 'charge-seller', 'note')),
  state text not null default 'OPEN' check (state in ('OPEN', 'REPAIRED', 'DISMISSED', 'EXPLAINED')),
  -- Until when a dispute can be answered at the provider.
  evidence_by timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- The operator; null where a later bill or notice has explained it.
  closed_by bigint,
  reason text,
  primary key (bucket, id),
  check ((state = 'OPEN') = (closed_at is null)),
  check ((state = 'OPEN') = (reason is null)),
  check ((state in ('REPAIRED', 'DISMISSED')) = (closed_by is not null))
);
create unique index reconciliation_case_once on payments.reconciliation_case
  (bucket, provider, subject, out_no) where state = 'OPEN' and subject <> 'dispute';
create unique index reconciliation_dispute_once on payments.reconciliation_case
  (bucket, provider, provider_ref) where subject = 'dispute';
create index reconciliation_case_of on payments.reconciliation_case (bucket, out_no);
create index reconciliation_case_queue on payments.reconciliation_case (state, opened_at, id);

-- Where a provider's bills and the books differ about these numbers. `p_subjects` are payment,
-- refund, transfer or fee; a refund's number is that of the refund, whatever the try.
create function payments.bill_differences(p_provider text, p_merchant text, p_fee_bps int,
  p_subjects text[], p_nos text[])
returns table (subject text, out_no text, kind text, day date, provider_ref text, our_fen bigint,
  their_fen bigint, is_booked boolean, order_id bigint, member_id bigint)
language sql stable as $$
  with asked as (
    select distinct a.subject, a.no,
      case when a.no ~ '^[1-9][0-9]{0,18}$' and a.no::numeric < 9223372036854775808
        then a.no::bigint end as id
    from unnest(p_subjects, p_nos) a(subject, no)),
  seen as (
    select a.subject, a.no, b.*, n.*, case when n.is_booked then n.fen else 0 end as booked,
      coalesce(u.back, 0) as back,
      case when a.subject = 'fee' then round(b.billed * p_fee_bps / 10000.0)::bigint end as agreed
    from asked a
    left join lateral (
      select sum(l.amount_fen)::bigint as billed, min(l.day) as day,
        min(l.transaction_id) as provider_ref, sum(l.fee_fen)::bigint as fee,
        coalesce(bool_or(l.merchant_id <> p_merchant), false) as is_foreign
      from payments.bill_line l
      where l.provider = p_provider and l.kind = case a.subject when 'fee' then 'payment'
        else a.subject end and split_part(l.out_no, '-', 1) = a.no) b on true
    left join lateral (
      select t.amount_fen as fen, t.state = 'PAID' as is_booked, false as is_refused,
        t.provider_paid_at as booked_at, t.order_id, t.payer_id as member_id
      from payments.attempt t
      where a.subject in ('payment', 'fee') and t.bucket = platform.bucket_of(a.id) and t.id = a.id
        and coalesce(t.provider, t.asked_provider, p_provider) = p_provider
      union all
      select r.amount_fen, r.state = 'SUCCEEDED', false, r.provider_finished_at, r.order_id,
        r.buyer_id
      from payments.refund r
      join payments.attempt t on t.bucket = r.bucket and t.id = r.attempt_id
      where a.subject = 'refund' and r.bucket = platform.bucket_of(a.id) and r.id = a.id
        and coalesce(t.provider, t.asked_provider, p_provider) = p_provider
      union all
      select p.amount_fen, p.state = 'PAID', p.state = 'RETURNED', p.provider_finished_at, null,
        p.member_id
      from payments.payout p
      where a.subject = 'transfer' and p.bucket = platform.bucket_of(a.id) and p.id = a.id
        and coalesce(p.provider, p_provider) = p_provider) n on true
    left join lateral (
      select sum(amount_fen)::bigint as back from payments.put_back
      where bucket = platform.bucket_of(a.id) and ref = a.id and payments.put_back.kind = a.subject
      ) u on true),
  judged as (
    select s.*, case
      when s.subject = 'fee' then
        case when abs(s.fee - s.agreed) > 1 then 'fee-differs' end
      when s.billed is null then case when s.is_booked then 'not-on-bill' end
      when s.is_foreign then 'foreign-merchant'
      when s.fen is null then 'not-in-books'
      -- What came back stands on its bill or not; each time it was the whole amount.
      when s.billed % s.fen = 0 and s.billed between s.booked and s.booked + s.back then null
      when s.is_booked or s.billed <> s.fen then 'amount-differs'
      when s.is_refused then 'state-differs'
      else 'not-in-books' end as difference
    from seen s)
  select j.subject, j.no, j.difference,
    coalesce(j.day, (j.booked_at at time zone 'Asia/Shanghai')::date), j.provider_ref,
    case when j.subject = 'fee' then j.agreed else j.fen end,
    case when j.subject = 'fee' then j.fee else j.billed end,
    coalesce(j.is_booked, false), j.order_id, j.member_id
  from judged j where j.difference is not null
$$;

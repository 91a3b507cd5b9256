create schema payments;

-- Who we are at each provider; a success told to anybody else is not ours.
create table payments.merchant (
  provider text not null,
  merchant_id text not null,
  -- Since when; its daily bills are fetched from that day on.
  since timestamptz not null,
  primary key (provider, merchant_id)
);

-- One visit to the provider's cashier for an order; its id is our number at the provider.
create table payments.attempt (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  payer_id bigint not null,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null default 'OPEN' check (state in ('OPEN', 'PAID', 'CLOSED')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- When the provider was first asked to open it; from then on it is queried until it ends, and
  -- once more after it was closed, in case the opening overtook the closing.
  asked_at timestamptz,
  cashier_url text,
  next_query_at timestamptz,
  queries int not null default 0,
  provider text,
  merchant_id text,
  transaction_id text,
  paid_at timestamptz,
  -- The provider's own time of the payment: the day of its bill.
  provider_paid_at timestamptz,
  outcome text check (outcome in ('held', 'due-back')),
  closed_at timestamptz,
  primary key (bucket, id),
  check ((state = 'PAID') = (paid_at is not null)),
  check ((state = 'PAID') = (outcome is not null))
);
create index attempt_of_order on payments.attempt (bucket, order_id);
-- Two clicks on "pay" are one visit to the cashier.
create unique index attempt_one_open on payments.attempt (bucket, order_id) where state = 'OPEN';
create index attempt_to_query on payments.attempt (next_query_at) where next_query_at is not null;

-- A provider's transaction pays one attempt, whoever tells us of it. A second transaction for an
-- attempt that is paid is claimed too, so that the audit sees money that nobody placed.
create table payments.transaction_claim (
  bucket smallint not null,
  provider text not null,
  transaction_id text not null,
  attempt_id bigint not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (bucket, provider, transaction_id)
);

-- Every notice that came in, forged ones too; a signed one is applied once.
create table payments.inbox (
  bucket smallint not null,
  id bigint not null,
  provider text not null,
  event_id text not null,
  kind text not null,
  out_no text not null,
  sig_ok boolean not null,
  outcome text not null,
  received_at timestamptz not null,
  primary key (bucket, id)
);
create unique index inbox_once on payments.inbox (bucket, provider, event_id) where sig_ok;

create table payments.refund (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  attempt_id bigint not null,
  buyer_id bigint not null,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'SENT', 'SUCCEEDED')),
  -- How often the provider has refused it; each try goes under a new number.
  failures int not null default 0,
  last_failure text,
  provider_ref text,
  transfer_id bigint,
  created_at timestamptz not null,
  finished_at timestamptz,
  provider_finished_at timestamptz,
  primary key (bucket, id),
  check ((state = 'SUCCEEDED') = (transfer_id is not null)),
  check ((state = 'SUCCEEDED') = (finished_at is not null))
);
create unique index refund_once on payments.refund (bucket, attempt_id);
create index refund_of_order on payments.refund (bucket, order_id);

create table payments.payout_account (
  bucket smallint not null,
  member_id bigint not null,
  bank_name text not null check (length(bank_name) between 2 and 40),
  account_sealed bytea not null,
  account_tail text not null check (length(account_tail) = 4),
  holder_sealed bytea not null,
  bound_at timestamptz not null,
  primary key (bucket, member_id)
);

create table payments.payout (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  amount_fen bigint not null check (amount_fen > 0),
  bank_name text not null,
  account_tail text not null,
  account_sealed bytea not null,
  holder_sealed bytea not null,
  state text not null default 'REQUESTED' check (state in ('REQUESTED', 'SENT', 'PAID', 'RETURNED')),
  transfer_id bigint not null,
  provider_ref text,
  failure text,
  created_at timestamptz not null,
  finished_at timestamptz,
  provider_finished_at timestamptz,
  primary key (bucket, id),
  check ((state in ('PAID', 'RETURNED')) = (finished_at is not null)),
  check ((state = 'RETURNED') = (failure is not null))
);
create index payout_newest on payments.payout (bucket, member_id, created_at desc, id desc);

-- The provider's daily bill as it was downloaded.
create table payments.bill_day (
  provider text not null,
  day date not null,
  fetched_at timestamptz not null,
  primary key (provider, day)
);
create table payments.bill_line (
  provider text not null,
  day date not null,
  transaction_id text not null,
  kind text not null check (kind in ('payment', 'refund', 'transfer')),
  out_no text not null,
  amount_fen bigint not null,
  at timestamptz not null,
  primary key (provider, day, kind, transaction_id)
);

create function payments.open_attempt(p_bucket int, p_order_id bigint, p_payer_id bigint,
  p_amount bigint, p_expires timestamptz, p_at timestamptz) returns bigint
language sql as $$
  insert into payments.attempt (bucket, id, order_id, payer_id, amount_fen, created_at, expires_at)
  values (p_bucket, platform.new_id(p_bucket), p_order_id, p_payer_id, p_amount, p_at, p_expires)
  returning id
$$;

-- The attempt an order may be paid by: the one that is open, or a new one.
create function payments.attempt_to_pay(p_bucket int, p_order_id bigint, p_payer_id bigint,
  p_amount bigint, p_expires timestamptz, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_id bigint;
begin
  for tries in 1..5 loop
    select id into v_id from payments.attempt
    where bucket = p_bucket and order_id = p_order_id and state = 'OPEN';
    if found then return v_id; end if;
    insert into payments.attempt (bucket, id, order_id, payer_id, amount_fen, created_at, expires_at)
    values (p_bucket, platform.new_id(p_bucket), p_order_id, p_payer_id, p_amount, p_at, p_expires)
    on conflict (bucket, order_id) where state = 'OPEN' do nothing
    returning id into v_id;
    if found then return v_id; end if;
  end loop;
  raise exception 'the attempts of order % come and go', p_order_id;
end $$;

-- Takes in a provider's success, told by a notice (with an event id) or found by our own query.
-- Answers what became of it; with 'accepted' the attempt is paid and named held until the caller
-- says otherwise in the same transaction.
create function payments.accept(p_bucket int, p_provider text, p_event_id text, p_attempt_id bigint,
  p_claim_bucket int, p_merchant_id text, p_transaction_id text, p_amount bigint,
  p_provider_paid_at timestamptz, p_at timestamptz,
  out result text, out order_id bigint, out payer_id bigint)
language plpgsql as $$
declare
  a payments.attempt;
  v_inbox bigint := platform.new_id(p_bucket);
begin
  if p_event_id is not null then
    insert into payments.inbox (bucket, id, provider, event_id, kind, out_no, sig_ok, outcome, received_at)
    values (p_bucket, v_inbox, p_provider, p_event_id, 'payment.succeeded', p_attempt_id, true,
      'accepted', p_at)
    on conflict (bucket, provider, event_id) where sig_ok do nothing;
    if not found then result := 'duplicate'; return; end if;
  end if;
  select * into a from payments.attempt where bucket = p_bucket and id = p_attempt_id for update;
  order_id := a.order_id; payer_id := a.payer_id;
  result := case
    when a.id is null then 'unknown'
    when a.amount_fen <> p_amount then 'wrong-amount'
    when a.state = 'PAID' and a.transaction_id = p_transaction_id then 'already'
    when a.state = 'PAID' then 'other-transaction'
  end;
  if result is null or result = 'other-transaction' then
    insert into payments.transaction_claim (bucket, provider, transaction_id, attempt_id, amount_fen)
    values (p_claim_bucket, p_provider, p_transaction_id, p_attempt_id, p_amount)
    on conflict do nothing;
    result := coalesce(result, case when found then 'accepted' else 'transaction-used' end);
  end if;
  if result = 'accepted' then
    update payments.attempt set state = 'PAID', provider = p_provider, outcome = 'held',
      merchant_id = p_merchant_id, transaction_id = p_transaction_id, paid_at = p_at,
      provider_paid_at = p_provider_paid_at, next_query_at = null
    where bucket = p_bucket and id = p_attempt_id;
    return;
  end if;
  if p_event_id is not null then
    update payments.inbox i set outcome = result where i.bucket = p_bucket and i.id = v_inbox;
  end if;
  -- Somebody speaks of another amount: the provider itself is asked at once.
  if result = 'wrong-amount' then
    update payments.attempt set next_query_at = p_at
    where bucket = p_bucket and id = p_attempt_id and next_query_at > p_at;
  end if;
end $$;

-- Read-only views for checkers, ours or a stranger's: money. Amounts in fen.

-- A wallet's balance is its own row; any other account's is what was folded and what was not yet.
create view audit.account as
select account as id, split_part(account, ':', 1) as kind, null::bigint as owner,
  balance_fen as balance, account like 'world:%' as may_be_negative
from ledger.balance where account not like 'wallet:%'
union all
select 'wallet:' || member_id, 'wallet', member_id, available_fen, false from ledger.wallet;

create view audit.wallet_line as
select member_id as user_id, seq, transfer_id as tx_id, amount_fen as amount,
  balance_fen as balance, at
from ledger.wallet_line;

create view audit.tx as
select id, kind, order_id, at, actor_id as actor, ref from ledger.transfer;

create view audit.entry as
select transfer_id as tx_id, account as account_id, amount_fen as amount from ledger.entry;

-- Days are the provider's, by the calendar of Shanghai: those of its bills.
create view audit.payment as
select provider, transaction_id as provider_txn, order_id, amount_fen as amount, merchant_id, state,
  id as attempt_id, outcome, (provider_paid_at at time zone 'Asia/Shanghai')::date as day
from payments.attempt
union all
-- Money that came a second time under one number: neither held nor due back.
select c.provider, c.transaction_id, a.order_id, c.amount_fen, null, 'PAID', a.id, null, null
from payments.transaction_claim c
join payments.attempt a on a.bucket = platform.bucket_of(c.attempt_id) and a.id = c.attempt_id
where a.transaction_id is distinct from c.transaction_id;

create view audit.merchant as select provider, merchant_id from payments.merchant;

create view audit.inbox as
select i.provider, i.event_id, a.order_id, i.sig_ok, i.outcome,
  case when i.outcome = 'accepted' and i.kind = 'payment.succeeded' then t.id end as tx_id,
  i.received_at, i.kind
from payments.inbox i
left join payments.attempt a on a.bucket = i.bucket and a.id::text = i.out_no
left join ledger.transfer t on t.bucket = i.bucket
  and ((a.outcome = 'held' and t.kind = 'hold' and t.ref = a.order_id)
    or (a.outcome = 'due-back' and t.kind = 'hold-due-back' and t.ref = a.id));

create view audit.refund as
select r.id, r.order_id, r.amount_fen as amount, r.state, r.transfer_id as tx_id, r.provider_ref,
  r.attempt_id, (r.provider_finished_at at time zone 'Asia/Shanghai')::date as day, a.provider
from payments.refund r
left join payments.attempt a on a.bucket = r.bucket and a.id = r.attempt_id;

create view audit.payout as
select id, member_id as user_id, amount_fen as amount, state, transfer_id as tx_id,
  (provider_finished_at at time zone 'Asia/Shanghai')::date as day
from payments.payout;

create view audit.bill as
select provider, transaction_id as provider_txn, kind, amount_fen as amount, day, out_no
from payments.bill_line;

create view audit.bill_day as select provider, day from payments.bill_day;

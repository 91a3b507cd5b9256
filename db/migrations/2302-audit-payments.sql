-- Read-only views for checkers: reconciliation. Amounts in fen.

-- A late line counts for the day on which it happened.
create or replace view audit.bill as
select provider, transaction_id as provider_txn, kind, amount_fen as amount,
  least(day, (at at time zone 'Asia/Shanghai')::date) as day, out_no
from payments.bill_line;

create or replace view audit.bill_day as
select provider, day, fetched_at, compared_at from payments.bill_day;

create view audit.bill_case as
select id, provider, subject, split_part(out_no, '-', 1) as no, kind, state, repair,
  our_fen as ours, their_fen as theirs, opened_at, closed_at, closed_by, reason
from payments.reconciliation_case;

-- Money that counted as paid out and came back; `kind` as on the bill.
create view audit.put_back as
select kind, ref::text as no, provider, amount_fen as amount, transfer_id as tx_id, at
from payments.put_back;

create view audit.disputed as
select ref as case_id, order_id, amount_fen as amount, since, ended_at from ledger.disputed;

-- Several refunds of one payment, each for its own cause; together never more than was paid.
alter table payments.refund add column cause_id bigint not null default 0;
drop index payments.refund_once;
create unique index refund_once on payments.refund (bucket, attempt_id, cause_id);

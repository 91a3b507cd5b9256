-- When a payout was first handed to the bank: until then it can wait, or be called back.
alter table payments.payout add column handed_at timestamptz;
update payments.payout set handed_at = created_at;
create index payout_waiting on payments.payout (created_at) where state = 'REQUESTED';
-- An operator finds an order by what a provider calls its payment or its refund.
create index attempt_by_transaction on payments.attempt (transaction_id)
  where transaction_id is not null;
create index attempt_by_provider_ref on payments.attempt (provider_ref)
  where provider_ref is not null;
create index refund_by_provider_ref on payments.refund (provider_ref)
  where provider_ref is not null;

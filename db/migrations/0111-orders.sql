-- A provider's success taken in and held in one round trip: what `payments.accept` and then
-- `orders.pay_waiting_order` do. Answers what became of the success; raises TS007, and so leaves
-- nothing behind, when it is good but the order does not wait for it: that needs a refund opened.
create function orders.accept_payment(p_bucket int, p_provider text, p_event_id text,
  p_attempt_id bigint, p_claim_bucket int, p_merchant_id text, p_transaction_id text,
  p_amount bigint, p_provider_paid_at timestamptz, p_late_refund interval, p_at timestamptz)
returns text
language plpgsql as $$
declare
  v record;
begin
  select * into strict v from payments.accept(p_bucket, p_provider, p_event_id, p_attempt_id,
    p_claim_bucket, p_merchant_id, p_transaction_id, p_amount, p_provider_paid_at, p_at);
  if v.result = 'accepted' and not orders.pay_waiting_order(p_bucket, v.order_id, p_amount,
    p_provider, p_late_refund, p_at)
  then
    raise exception using errcode = 'TS007', message = 'the order does not wait for this payment';
  end if;
  return v.result;
end $$;

-- Several providers side by side: each visit to a cashier and each payout knows where it went.
alter table payments.attempt
  -- Where the cashier was opened; null as long as nobody asked, and for what is older than this.
  add column asked_provider text,
  -- What that provider calls the payment.
  add column provider_ref text;
alter table payments.payout add column provider text;

-- A seller's settled sales, for the year's income.
create index hold_settled_of_seller on ledger.hold (bucket, seller_id) where ended_by = 'settle';

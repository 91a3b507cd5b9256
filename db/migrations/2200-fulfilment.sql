-- A courier that tells news by itself is looked at seldom, and asked at once where a decision hangs
-- on it: when it was asked last is no longer told by when its next turn is.
alter table fulfilment.shipment add column asked_at timestamptz;

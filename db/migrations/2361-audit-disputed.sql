-- Read-only views for checkers: what money is held back for.
create or replace view audit.disputed as
select ref as case_id, order_id, amount_fen as amount, since, ended_at, cause from ledger.disputed;

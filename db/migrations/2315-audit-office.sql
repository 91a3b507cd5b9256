-- Read-only views for checkers: what operators move by hand.
create view audit.money_move as
select m.id, m.kind, m.from_id, m.to_id, m.amount_fen as amount, m.state, m.proposed_by,
  m.proposed_at, m.expires_at, m.approved_by, m.approved_at, m.transfer_id as tx_id,
  coalesce(identity.is_one_person(platform.bucket_of(m.proposed_by), m.proposed_by,
    platform.bucket_of(m.approved_by), m.approved_by), false) as by_one_person
from office.money_move m;

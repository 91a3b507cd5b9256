-- Read-only views for checkers, ours or a stranger's: people and their sessions.
create view audit.users as
select id, joined_at as created_at, verified_at, person_hash, erased_at,
  pro_at is not null as pro, pro_at
from identity.member;

create view audit.session as
select id::text as id, member_id as user_id, revoked_at, last_used_at
from identity.session;

-- One real person, one selling identity: who holds each claim.
create view audit.selling_person as
select person_hash, member_id as user_id, claimed_at from identity.selling_person;

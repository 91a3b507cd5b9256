-- Read-only views for checkers, ours or a stranger's: members and their sessions. No names, no phones.
create view audit.users as
select id, joined_at as created_at, verified_at, person_hash, erased_at, pro_at is not null as pro
from identity.member;

create view audit.session as
select id::text as id, member_id as user_id, revoked_at, last_used_at from identity.session;

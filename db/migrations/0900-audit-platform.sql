-- Read-only views for checkers, ours or a stranger's: time, outbox, deadlines, keys.
create schema if not exists audit;

-- The product's time: the machine's, and in a sandbox how far it was moved ahead.
create view audit.now_ as
select clock_timestamp() + coalesce((select (value #>> '{}')::bigint from platform.setting
  where name = 'sandbox/clock-ahead-ms'), 0) * interval '1 millisecond' as t;

create view audit.outbox as
select id, topic, ref, created_at, sent_at, attempts, dead_at is not null as dead
from platform.outbox;

create view audit.job as
select id, kind, ref, run_at, lease_until, done_at from platform.deadline;

create view audit.idem as
select actor_id as actor, key, request_hash, response::text as result_ref
from platform.idempotency;

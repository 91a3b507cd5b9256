import { bugsIn } from '../bug.ts';

const jobsTest = 'src/platform/jobs.db.test.ts';

export const jobBugs = [
  ...bugsIn('src/platform/deadlines.ts', [
    {
      id: 'job-locked-for-four-hours',
      from: 'graphile-worker #204',
      says: 'A job whose process died stays locked for four hours.',
      find: 'const leaseMs = 2 * minuteMs;',
      put: 'const leaseMs = 240 * minuteMs;',
      caughtBy: jobsTest,
    },
    {
      id: 'job-of-a-dead-process-never-freed',
      from: 'graphile-worker #222',
      says: 'A lease that ran out is respected all the same: the job never runs again.',
      find: 'and (lease_until is null or lease_until < clock_timestamp())',
      put: 'and lease_until is null',
      caughtBy: jobsTest,
    },
    {
      id: 'recovery-runs-what-is-running',
      from: 'dbos-py #742',
      says: 'A job is recovered while its first process is still at it, and so runs twice.',
      find: 'and (lease_until is null or lease_until < clock_timestamp())',
      put: "and (lease_until is null or lease_until < now() + interval '1 hour')",
      caughtBy: jobsTest,
    },
    {
      id: 'ghost-job',
      from: 'dbos-py #759',
      says: 'A job that is done is never written as done, and runs again for ever.',
      find: 'set done_at = ${clock.now()}, lease_until = null\n      where bucket',
      put: 'set attempts = attempts\n      where bucket',
      caughtBy: jobsTest,
    },
    {
      id: 'failed-job-counts-as-done',
      from: 'Temporal: a shadowed error',
      says: 'What a job threw is swallowed, and the job is done.',
      find: "set last_error = ${message},\n        lease_until = clock_timestamp() + least(power(2, attempts), 120) * interval '1 second'",
      put: 'set done_at = ${clock.now()}, lease_until = null',
      caughtBy: jobsTest,
    },
    {
      id: 'old-run-ends-the-new-deadline',
      from: 'dbos-py #742',
      says: 'A run that began before its deadline was put off ends the new one.',
      find: 'and id = ${row.id} and lease_until::text = ${row.lease}\n        and done_at is null',
      put: 'and id = ${row.id} and done_at is null',
      caughtBy: jobsTest,
    },
  ]),
  ...bugsIn('src/platform/outbox.ts', [
    {
      id: 'outbox-read-by-cursor',
      from: 'Formance: gaps in ids',
      says: 'Only events behind the last one told are read: what commits late is never told.',
      find: 'where sent_at is null and dead_at is null and next_try_at <= ${now}\n',
      put: 'where sent_at is null and dead_at is null and next_try_at <= ${now}\n      and id > coalesce((select max(id) from platform.outbox where sent_at is not null), 0)\n',
      caughtBy: jobsTest,
    },
    {
      id: 'event-told-by-two',
      from: 'Restate: exactly-once steps',
      says: 'Two processes tell one event, each not seeing the other’s.',
      find: 'and id = ${key.id} and sent_at is null and dead_at is null\n        for update skip locked',
      put: 'and id = ${key.id}',
      caughtBy: jobsTest,
    },
    {
      id: 'event-lost-at-the-first-error',
      from: 'Temporal: a shadowed error',
      says: 'An event whose handling failed once is never told again.',
      find: 'when attempts + 1 >= ${attemptsMax} then',
      put: 'when attempts < ${attemptsMax} then',
      caughtBy: jobsTest,
    },
  ]),
  ...bugsIn('src/platform/command.ts', [
    {
      id: 'key-good-for-another-request',
      from: 'Stripe: a key’s parameters compared',
      says: 'The same key with another request is answered with what the first was told.',
      find: "  if (row.request_hash !== requestHash) refuse('platform/idempotency-mismatch');\n",
      put: '',
      caughtBy: jobsTest,
    },
    {
      id: 'answer-of-a-key-lost',
      from: 'Stripe: a key’s answer replayed',
      says: 'A retry is let through as done and told nothing of what was done.',
      find: '      await storeAnswer(tx, call, answer);\n',
      put: '',
      caughtBy: jobsTest,
    },
  ]),
];

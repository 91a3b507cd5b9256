// The house test: reads the sources and migrations themselves; nothing is run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rooms } from '#modules';
import {
  migrationsStayHome,
  offencesIn,
  refusalOffences,
  ruleNames,
  tablePointsUp,
} from './rules.ts';
import { readSources, type Source } from './source.ts';

const sources = [
  ...(await readSources('src', ['.ts'])),
  ...(await readSources('web', ['.ts', '.svelte'])),
  ...(await readSources('test', ['.ts'])),
  ...(await readSources('db', ['.ts', '.sql'])),
  ...(await readSources('bench', ['.ts']).catch(() => [])),
].filter(({ path }) => !path.startsWith('test/house/') && path !== 'db/schema.sql');

test('the house is in order', () => {
  assert.deepEqual(offencesIn(sources), []);
});

test('every refusal has its texts and bears its room’s name', () => {
  assert.deepEqual(refusalOffences(sources), []);
});

test('the room table only points up', () => {
  assert.deepEqual(tablePointsUp(rooms), []);
  assert.equal(tablePointsUp({ a: ['b'], b: [] }).length, 1);
});

test('the house test has read the whole house', () => {
  const counts = Object.keys(rooms).map((room) => [
    room,
    sources.filter(({ path }) => path.startsWith(`src/modules/${room}/`)).length,
  ]);
  for (const [room, count] of counts) assert.ok(Number(count) >= 8, `${room}: ${count} files read`);
  assert.ok(sources.length >= 300, `${sources.length} files read`);
  assert.ok(sources.filter(({ path }) => path.endsWith('.svelte')).length >= 20);
});

const planted: { rule: string; source: Source }[] = [
  {
    rule: 'imports-follow-the-table',
    source: { path: 'src/modules/ledger/x.ts', text: `import type { Orders } from '#orders';\n` },
  },
  {
    rule: 'imports-follow-the-table',
    source: {
      path: 'src/modules/orders/commands/x.ts',
      text: `import { book } from '../../ledger/store/booking-store.ts';\n`,
    },
  },
  {
    rule: 'platform-knows-no-room',
    source: { path: 'src/platform/x.ts', text: `import { createLedger } from '#ledger';\n` },
  },
  {
    rule: 'pages-take-types-only',
    source: { path: 'web/routes/x.ts', text: `import { createOrders } from '#orders';\n` },
  },
  {
    rule: 'sql-stays-home',
    source: {
      path: 'src/modules/orders/store/x.ts',
      text: 'await sql`select * from ledger.wallet`.execute(tx);\n',
    },
  },
  {
    rule: 'sql-stays-home',
    source: { path: 'src/modules/orders/queries/x.ts', text: 'await sql`select 1`.execute(tx);\n' },
  },
  {
    rule: 'sql-stays-home',
    source: {
      path: 'src/modules/ledger/store/x.ts',
      text: 'await sql`select * from orders.of_seller(1)`.execute(tx);\n',
    },
  },
  {
    rule: 'migrations-stay-home',
    source: { path: 'db/migrations/0110-orders.sql', text: 'select * from ledger.wallet;\n' },
  },
  {
    rule: 'time-is-handed',
    source: { path: 'src/modules/orders/domain/x.ts', text: 'const now = new Date();\n' },
  },
  {
    rule: 'environment-is-read-once',
    source: { path: 'src/modules/orders/x.ts', text: `const port = process.env['PORT'];\n` },
  },
  {
    rule: 'files-are-short',
    source: { path: 'src/platform/x.ts', text: 'x;\n'.repeat(301) },
  },
  {
    rule: 'nothing-is-left-lying',
    source: { path: 'src/platform/x.ts', text: '// TO' + 'DO later\n' },
  },
  {
    rule: 'exports-are-named',
    source: { path: 'src/platform/x.ts', text: 'export default 1;\n' },
  },
];

for (const [place, { rule, source }] of planted.entries()) {
  test(`catches planted offence ${place + 1}: ${rule}`, () => {
    const found = offencesIn([source]).map((offence) => offence.rule);
    assert.ok(found.includes(rule), `found ${found.join(', ') || 'nothing'}`);
  });
}

test('every rule has an offence planted for it', () => {
  const proven = new Set(planted.map(({ rule }) => rule));
  assert.deepEqual(
    ruleNames.filter((rule) => !proven.has(rule)),
    [],
  );
});

test('catches a refusal without texts and one of another room', () => {
  const texts = {
    path: 'src/modules/ledger/refusals.ts',
    text: `export const x = {\n  'ledger/known': {\n`,
  };
  const uses = (path: string, code: string) => ({ path, text: `refuse('${code}');\n` });
  const rulesOf = (source: Source) => refusalOffences([texts, source]).map(({ rule }) => rule);
  assert.deepEqual(rulesOf(uses('src/modules/ledger/x.ts', 'ledger/unknown')), [
    'codes-have-texts',
  ]);
  assert.deepEqual(rulesOf(uses('src/modules/orders/x.ts', 'ledger/known')), [
    'codes-bear-their-room',
  ]);
  assert.deepEqual(rulesOf(uses('src/modules/ledger/x.ts', 'ledger/known')), []);
});

test('lets a migration call the functions of the rooms it may use', () => {
  const path = 'db/migrations/0110-orders.sql';
  assert.deepEqual(migrationsStayHome({ path, text: 'perform ledger.hold(1);' }), []);
  assert.equal(migrationsStayHome({ path, text: 'perform moderation.hide(1);' }).length, 1);
});

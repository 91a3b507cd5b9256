import { sql } from '#platform/db/database.ts';
import { Kysely, PostgresAdapter, DummyDriver, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { ofTimeline } from '../src/modules/community/store/following.ts';
import { ofEverybody } from '../src/modules/community/store/feed-streams.ts';
const db = new Kysely<any>({ dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(), createIntrospector: (d) => new PostgresIntrospector(d), createQueryCompiler: () => new PostgresQueryCompiler() } });
const now = new Date();
const mk = () => sql`select c.id from (${ofTimeline({ readerId: '4194304', activeSince: now, youngSince: now, after: { atMs: 1, id: '1' }, count: 21 })}) c`;
const mk2 = () => sql`select c.id from (${ofEverybody({ readerId: '4194304', topics: undefined, marks: [0,1,2,3].map(() => ({ atMs: 1, id: '1' })), since: now, fill: false, count: 21 })}) c`;
for (const f of [mk, mk2]) { for (let i = 0; i < 2000; i++) f().compile(db); const t = performance.now(); for (let i = 0; i < 5000; i++) f().compile(db); console.log((performance.now() - t) / 5, 'us each'); }
console.log(mk().compile(db).sql.length, mk2().compile(db).sql.length);

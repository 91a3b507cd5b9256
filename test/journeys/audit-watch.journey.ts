// Real: the whole product, PostgreSQL, the invariants. The books are broken by hand, as no command
// of ours could, and mended before the file's own check.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '#platform/db/database.ts';
import { breachOf, createAuditWatch } from '../../src/audit/watch.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const operator = await people.operator(product);
const { platform, rooms } = product.app;
const { sql: handle } = platform.database;

test('books that do not add up stop all payouts, tell the operators and show in the console', async () => {
  await people.complete(product, seller, buyer);
  assert.equal(await breachOf(product.databaseUrl), undefined);
  const change = (fen: number) =>
    sql`update ledger.wallet set available_fen = available_fen + ${fen}
      where member_id = ${seller.memberId}`.execute(handle);
  await change(7);
  const watch = createAuditWatch(product.databaseUrl, rooms.office.stopForBreach);
  watch.start();
  type Standstill = { stop: { id: string; reason: string; stoppedBy: object | null } | null };
  const standstill = () => operator.call<Standstill>('getStandstill');
  await people.until(async () => (await standstill()).stop !== null);
  await watch.stop();
  await change(-7);
  const { stop } = await standstill();
  assert.match(stop!.reason, /^M2 \(1\): .*; M6 \(1\): /);
  assert.equal(stop!.stoppedBy, null);
  await rooms.office.stopForBreach('again');
  assert.equal((await standstill()).stop!.reason, stop!.reason);
  type Notices = { items: { type: string }[] };
  const { items } = await operator.call<Notices>('listNotifications');
  assert.equal(items.filter(({ type }) => type === 'office/books-broken').length, 1);
  await operator.call('letPayoutsGo', { body: { stopId: stop!.id, reason: '已改正' } });
  assert.equal((await standstill()).stop, null);
});

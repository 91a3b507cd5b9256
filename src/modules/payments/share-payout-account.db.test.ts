// Real: PostgreSQL, the payments room, sealing. Fake: the provider, verified names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newIds } from '#platform/db/database.ts';
import { openPaymentsRoom } from '../../../test/support/payments-room.ts';

const { payments, database, names } = await openPaymentsRoom();
const [lin = '', zhou = '', wang = ''] = await newIds(database.sql, 7, 3);

async function bind(memberId: string, account: string): Promise<void> {
  names.set(memberId, '林小满');
  const actor = { memberId, sessionId: memberId, isOperator: false, secondFactorAt: null };
  await payments.bindPayoutAccount({ actor, locale: 'zh-CN' }, { bankName: '招商银行', account });
}

const areShared = (...pairs: [string, string][]) =>
  payments.sharePayoutAccount(database.sql, pairs);

test('two members share an account when both have bound the same number, however it is written', async () => {
  assert.deepEqual(await areShared(), []);
  assert.deepEqual(await areShared([lin, zhou]), [false], 'nobody has bound one');
  await bind(lin, '6225880123456789');
  assert.deepEqual(await areShared([lin, zhou]), [false], 'one alone has');
  await bind(zhou, '6225 8801-2345 6789');
  await bind(wang, '6225880123456780');
  assert.deepEqual(await areShared([lin, zhou], [zhou, wang], [wang, lin]), [true, false, false]);
  await bind(zhou, '6225880123456000');
  assert.deepEqual(await areShared([lin, zhou]), [false], 'bound anew');
});

// Real: the capture, PostgreSQL. Fake: a standing clock.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, it } from 'node:test';
import { createStandingClock } from '#platform/clock.ts';
import { createSecrets } from '#platform/secrets.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { liesInClear } from '../../../test/support/in-clear.ts';
import { createMessageCapture } from './index.ts';

const clock = createStandingClock(new Date('2026-11-24T04:00:00Z'));
const { database } = await testDatabase();
const parts = { database, secrets: createSecrets(randomBytes(32)), clock };
const code = (to: string, text = '【小卖部】验证码 048213，5 分钟内有效。') =>
  ({ channel: 'sms', to, template: 'identity/sign-in-code', text }) as const;

beforeEach(async () => {
  await database.pool.query('truncate platform.captured_message restart identity');
});

describe('captured messages', () => {
  it('are listed newest first with their time', async () => {
    const capture = createMessageCapture(parts);
    await capture.send(code('+8613800000001'));
    clock.move(1000);
    await capture.send(code('+8613800000002'));
    const [last, first] = await capture.list();
    assert.deepEqual([last?.to, first?.to], ['+8613800000002', '+8613800000001']);
    assert.equal(last!.at.getTime() - first!.at.getTime(), 1000);
    assert.deepEqual([last?.number, first?.number], [2, 1]);
  });
  it('can be listed for one receiver, and only so many', async () => {
    const capture = createMessageCapture(parts);
    for (const to of ['a', 'b', 'a']) await capture.send(code(to));
    assert.equal((await capture.list({ to: 'a' })).length, 2);
    assert.equal((await capture.list({ to: 'a', limit: 1 }))[0]?.number, 3);
    assert.deepEqual(await capture.list({ to: 'c' }), []);
  });
  it('carry their code apart, given or found in the text', async () => {
    const capture = createMessageCapture(parts);
    await capture.send(code('found'));
    await capture.send({ ...code('given'), code: '9999' });
    await capture.send(code('none', '订单 20261124001 已发货'));
    assert.deepEqual(
      (await capture.list()).map((message) => message.code),
      [undefined, '9999', '048213'],
    );
  });
  it('hold e-mails with their subject', async () => {
    const capture = createMessageCapture(parts);
    await capture.sendMail({ to: 'a@b.cn', template: 'x/y', subject: '验证码', text: '048213' });
    assert.partialDeepStrictEqual((await capture.list())[0], {
      channel: 'email',
      subject: '验证码',
      code: '048213',
    });
  });
  it('forget the oldest past the limit', async () => {
    const capture = createMessageCapture({ ...parts, limit: 2 });
    for (const to of ['a', 'b', 'c']) await capture.send(code(to));
    assert.deepEqual(
      (await capture.list()).map(({ to }) => to),
      ['c', 'b'],
    );
  });
  it('are the same in another process, and lie sealed', async () => {
    await createMessageCapture(parts).send(code('+8613800000001'));
    assert.equal((await createMessageCapture(parts).list())[0]?.code, '048213');
    const { rows } = await database.pool.query<{ text: string }>(
      'select m::text as text from platform.captured_message m',
    );
    for (const hidden of ['13800000001', '048213']) {
      assert.ok(!liesInClear(rows[0]!.text, hidden));
    }
  });
});

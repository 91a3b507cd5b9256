// Real: the whole product over HTTP and PostgreSQL. Ties are made and ended eight times at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race } from '../support/race.ts';

const product = await startProduct();
const mei = await people.join(product, '阿梅');
const an = await people.join(product, '周予安');
const params = { memberId: an.memberId };
const tiesOfAn = () => mei.call('getMemberTies', { params });

const assertAllDone = ({ refused }: Awaited<ReturnType<typeof race>>) =>
  assert.deepEqual(refused, []);

test('a follow, a block and a mute are one, however often they are sent', async () => {
  assertAllDone(await race(mei, 'followMember', () => ({ params })));
  assert.partialDeepStrictEqual(await tiesOfAn(), { followers: 1, follows: true });
  assertAllDone(await race(mei, 'unfollowMember', () => ({ params })));
  assert.partialDeepStrictEqual(await tiesOfAn(), { followers: 0, follows: false });
  await mei.call('followMember', { params });
  assertAllDone(await race(mei, 'blockMember', () => ({ params })));
  assert.partialDeepStrictEqual(await tiesOfAn(), { followers: 0, blocks: true });
  assertAllDone(await race(mei, 'unblockMember', () => ({ params })));
  assertAllDone(await race(mei, 'muteMember', () => ({ params })));
  assertAllDone(await race(mei, 'unmuteMember', () => ({ params })));
  assert.partialDeepStrictEqual(await tiesOfAn(), { followers: 0, blocks: false, mutes: false });
});

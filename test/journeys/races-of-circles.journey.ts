// Real: the whole product over HTTP and PostgreSQL. Ties and circles are changed eight times at
// once, and are as if it had been once.
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

type Circle = { id: string; memberCount: number; standing: string; waitingCount: number };
const keeper = await people.seller(product);
const kept = async (name: string, joinRule: string, more: object = {}): Promise<string> => {
  const body = { kind: 'fandom', name, joinRule, ...more };
  return (await keeper.call<Circle>('createCircle', { body })).id;
};
const sizeOf = async (circleId: string) =>
  (await keeper.call<Circle>('getCircle', { params: { circleId } })).memberCount;

test('a circle is founded once under a key, and its card is one of those that were sent', async () => {
  const body = { kind: 'building', name: '只有一个', joinRule: 'open' };
  const founded = await race(keeper, 'createCircle', () => ({ body, key: 'one-circle' }));
  const ids = new Set(founded.done.map((answer) => (answer.body as Circle).id));
  assert.equal(ids.size, 1);
  const params = { circleId: [...ids][0]! };
  const names = (turn: number) => `第 ${turn} 个名字`;
  const edit = (turn: number) => ({ params, body: { name: names(turn) } });
  assertAllDone(await race(keeper, 'updateCircle', edit));
  assertAllDone(await race(mei, 'joinCircle', () => ({ params, body: {} })));
  assert.equal(await sizeOf(params.circleId), 2);
  assertAllDone(await race(mei, 'leaveCircle', () => ({ params })));
  assert.equal(await sizeOf(params.circleId), 1);
  const operator = await people.operator(product);
  const close = { params, body: { reason: '已解散' } };
  assertAllDone(await race(operator, 'closeCircle', () => close));
  await mei.refused('getCircle', 'platform/not-found', { params });
});

test('a request is one, decided once; a member is removed once', async () => {
  const params = { circleId: await kept('申请的圈子', 'request') };
  assertAllDone(await race(an, 'requestToJoin', () => ({ params, body: { words: '你好' } })));
  const { items } = await keeper.call<{ items: { id: string }[] }>('listJoinRequests', { params });
  assert.equal(items.length, 1);
  const decide = { params: { ...params, requestId: items[0]!.id }, body: { decision: 'accept' } };
  const decided = await race(keeper, 'decideJoinRequest', () => decide);
  assert.equal(decided.done.length, 1);
  assert.deepEqual(new Set(decided.refused), new Set(['circles/request-decided']));
  const who = { ...params, memberId: an.memberId };
  const make = (isKeeper: boolean) => () => ({ params: who, body: { isKeeper } });
  assertAllDone(await race(keeper, 'setCircleKeeper', make(true)));
  assertAllDone(await race(keeper, 'setCircleKeeper', make(false)));
  const removed = await race(keeper, 'removeCircleMember', () => ({ params: who }));
  assert.equal(removed.done.length, 1);
  assert.equal(await sizeOf(params.circleId), 1);
});

test('codes and pickup points are one under a key, and go', async () => {
  const params = { circleId: await kept('有码的圈子', 'code') };
  assertAllDone(await race(keeper, 'renewInviteCode', () => ({ params })));
  const { code } = await keeper.call<{ code: string }>('getInviteCode', { params });
  assertAllDone(await race(mei, 'joinCircle', () => ({ params, body: { code } })));
  const point = { params, body: { name: '东门驿站' }, key: 'one-point' };
  assertAllDone(await race(keeper, 'savePickupPoint', () => point));
  const seen = () => mei.call<{ pickupPoints: { id: string }[] }>('getCircle', { params });
  const { pickupPoints } = await seen();
  assert.equal(pickupPoints.length, 1);
  const gone = { params: { ...params, pickupPointId: pickupPoints[0]!.id } };
  assertAllDone(await race(keeper, 'deletePickupPoint', () => gone));
  assert.deepEqual((await seen()).pickupPoints, []);
});

test('one code goes by mail, and lets one member in once', async () => {
  const operator = await people.operator(product, '值班的人');
  const body = {
    kind: 'campus',
    name: '梧桐大学',
    joinRule: 'mail',
    mailDomains: ['wutong.edu.cn'],
  };
  const { id: circleId } = await operator.call<Circle>('createCircle', { body });
  const [params, mail] = [{ circleId }, 'an@wutong.edu.cn'];
  const sent = await race(an, 'requestCircleMailCode', () => ({ params, body: { mail } }));
  assert.equal(sent.done.length, 1);
  const { items } = await an.call<{ items: { code: string }[] }>('listSandboxMessages', {
    query: { to: mail },
  });
  assert.equal(items.length, 1);
  const enter = { params, body: { code: items[0]!.code } };
  const joined = await race(an, 'joinCircleByMail', () => enter);
  assert.ok(joined.done.length >= 1);
  const { memberCount } = await an.call<Circle>('getCircle', { params });
  assert.equal(memberCount, 2);
});

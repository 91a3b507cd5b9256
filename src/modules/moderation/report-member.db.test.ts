// Real: PostgreSQL, the rooms identity, ties, notifications, admin and moderation. Fake: the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGoodsRooms } from '../../../test/support/sellers.ts';
import { createPeople } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';

const { platform, database } = await testPlatform();
const { identity, moderation, notifications, ties } = openGoodsRooms(platform);
const people = createPeople(database, identity);
const operator = await people.joinOperator();
const reader = await people.join('小林');
const [reasonCode, words] = ['off-platform', '简介里留了微信'] as const;
const report = (who = reader, id: string) =>
  moderation.reportContent(who.call, { subject: { kind: 'member', id }, reasonCode });

test('a reported profile is judged as it was, and cleared; its member stays and is told', async () => {
  const shady = await people.join('加微信领券');
  const [avatarPictureId = ''] = await shelvePictures(database.sql, shady.id);
  const profile = { bio: 'VX 12345', city: '杭州', avatarPictureId };
  await identity.updateProfile(shady.call, profile);
  await report(reader, shady.id);
  await identity.updateProfile(shady.call, { bio: '改好了' });

  const { items } = await moderation.listModerationQueue(operator.actor, { limit: 9 });
  const file = items.find(({ subject }) => subject.id === shady.id)!;
  const [seen] = file.reports;
  assert.partialDeepStrictEqual(seen!.snapshot, { title: '加微信领券', bio: 'VX 12345' });
  assert.deepEqual(
    seen!.pictures.map(({ id }) => id),
    [avatarPictureId],
  );
  const decision = { caseId: file.id, decision: 'take-down', reasonCode, words } as const;
  await moderation.decideModeration(operator.call, decision);

  const now = await identity.getMember(shady.id, reader.id);
  assert.deepEqual(
    [now.nickname, now.bio, now.city, now.avatarUrl],
    [`邻居${shady.id.slice(-6)}`, '', '杭州', null],
  );
  const told = await notifications.listNotifications(shady.actor, { limit: 9, locale: 'zh-CN' });
  assert.deepEqual(
    told.items.map(({ text, link }) => [text, link]),
    [[`你的昵称、头像和简介因违规被清空，可以重新填写：${words}`, `/u/${shady.id}`]],
  );
  await identity.updateProfile(shady.call, { nickname: '小赵' });
  assert.equal((await identity.getMember(shady.id)).nickname, '小赵');
});

test('nobody reports themselves, nor whom they cannot see', async () => {
  const other = await people.join('阿宁');
  await assert.rejects(report(reader, reader.id), refused('moderation/own-content'));
  await assert.rejects(report(reader, '4096'), refused('platform/not-found'));
  await ties.block(other.call, { memberId: reader.id });
  await assert.rejects(report(reader, other.id), refused('platform/not-found'));
  await report(other, reader.id);
  await assert.rejects(report(other, reader.id), refused('moderation/already-reported'));
});

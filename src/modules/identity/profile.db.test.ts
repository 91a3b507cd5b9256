// Real: PostgreSQL, the room. Fake: the clock, text messages, sockets, the picture shelf.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import type { PictureShelf } from '#platform/pictures/picture-shelf.ts';
import { refuse } from '#platform/refusal.ts';
import { createIdentity, type Visit } from '#identity';
import { liesInClear } from '../../../test/support/in-clear.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { addressesMax } from './domain/rules.ts';

const { platform, database, clock, sent } = await testPlatform();
platform.pictureShelf = {
  // The picture 77 is everybody's own; no other is anybody's.
  assertOwn: (_tx: unknown, _owner: unknown, ids: string[]) => {
    if (ids[0] !== '77') refuse('pictures/not-yours');
    const sources = [
      { url: '/api/v1/media/small', width: 320 },
      { url: '/api/v1/media/large', width: 1280 },
    ];
    return Promise.resolve([{ sources }]);
  },
} as unknown as PictureShelf;
const identity = createIdentity(platform);
const visit: Visit = { locale: 'zh-CN', ip: '10.0.0.1', userAgent: 'Chrome/1 Android' };
let people = 0;
const newPhone = () => `136${String(++people).padStart(8, '0')}`;

async function member() {
  const phone = newPhone();
  const joinedAt = clock.now();
  const { memberId, token } = await database.transaction(async (tx) => {
    const id = await identity.registerMember(tx, { phone, nickname: '小林', joinedAt });
    return identity.startSession(tx, id, visit);
  });
  const actor = (await identity.authenticate(token))!;
  return { phone, memberId, actor, call: { actor, locale: 'zh-CN' as const } };
}

describe('another phone', () => {
  async function change(call: Awaited<ReturnType<typeof member>>['call'], phone: string) {
    clock.move(minuteMs);
    const from = { ...visit, ip: `10.9.${++people}.1` };
    await identity.requestSignInCode(from, { phone, purpose: 'change-phone' });
    const code = /\d{6}/.exec(sent.at(-1)!.text)![0];
    return identity.changePhone(call, { phone, code, ip: from.ip });
  }

  it('takes the place of the former one, which is free again and told', async () => {
    const { call, phone, memberId, actor } = await member();
    const next = newPhone();
    assert.deepEqual(await change(call, next), {
      phoneMasked: `${next.slice(0, 3)}****${next.slice(-4)}`,
    });
    assert.equal(await identity.findMemberByPhone(database.sql, next), memberId);
    assert.equal(await identity.findMemberByPhone(database.sql, phone), undefined);
    assert.deepEqual(
      sent.slice(-2).map((m) => m.to),
      [phone, next],
    );
    assert.ok(await identity.getMe(actor), 'open sessions stay');
  });

  it('is refused when it is another member’s, after a right code only', async () => {
    const one = await member();
    const other = await member();
    const input = { phone: other.phone, code: '123456', ip: visit.ip };
    await assert.rejects(identity.changePhone(one.call, input), refused('identity/code-expired'));
    await assert.rejects(change(one.call, other.phone), refused('identity/phone-taken'));
    await assert.rejects(change(one.call, one.phone), refused('identity/same-phone'));
  });

  it('goes to one of eight members who want it at once', async () => {
    const wanted = newPhone();
    const members = [];
    for (let n = 0; n < 8; n += 1) members.push(await member());
    const from = { ...visit, ip: `10.9.${++people}.1` };
    await identity.requestSignInCode(from, { phone: wanted, purpose: 'change-phone' });
    const code = /\d{6}/.exec(sent.at(-1)!.text)![0];
    const results = await Promise.allSettled(
      members.map(({ call }) => identity.changePhone(call, { phone: wanted, code, ip: from.ip })),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 1);
  });
});

describe('a profile', () => {
  it('changes what is given and shows it to everybody', async () => {
    const { call, memberId } = await member();
    await identity.updateProfile(call, { bio: '卖点闲置', city: '杭州' });
    await identity.updateProfile(call, { nickname: '林小满' });
    assert.partialDeepStrictEqual(await identity.getMember(memberId), {
      nickname: '林小满',
      bio: '卖点闲置',
      city: '杭州',
      avatarUrl: null,
    });
    await assert.rejects(
      identity.updateProfile(call, { nickname: '小卖部官方' }),
      refused('identity/nickname-reserved'),
    );
    await assert.rejects(identity.getMember('1'), refused('platform/not-found'));
  });

  it('wears the smallest size of an own picture, until it is taken away', async () => {
    const { call, actor } = await member();
    await identity.updateProfile(call, { avatarPictureId: '77' });
    assert.partialDeepStrictEqual(await identity.getMe(actor), {
      avatarPictureId: '77',
      avatarUrl: '/api/v1/media/small',
    });
    await identity.updateProfile(call, { bio: '换句话' });
    assert.equal((await identity.getMe(actor)).avatarPictureId, '77');
    await assert.rejects(
      identity.updateProfile(call, { avatarPictureId: '78' }),
      refused('pictures/not-yours'),
    );
    await identity.updateProfile(call, { avatarPictureId: null });
    assert.equal((await identity.getMe(actor)).avatarUrl, null);
  });
});

describe('the address book', () => {
  const home = {
    name: '林小满',
    phone: '138 0000 1234',
    region: { province: '浙江省', city: '杭州市', district: '西湖区' },
    detail: '文三路 1 号 2 幢',
  };

  it('keeps the first as default until another is chosen, sealed at rest', async () => {
    const { call, actor, memberId } = await member();
    const first = await identity.saveAddress(call, home);
    assert.equal(first.isDefault, true);
    assert.equal(first.phone, '13800001234');
    const second = await identity.saveAddress(call, { ...home, name: '小满妈', isDefault: true });
    const { items } = await identity.listAddresses(actor);
    assert.deepEqual(
      items.map((a) => [a.id, a.isDefault]),
      [
        [second.id, true],
        [first.id, false],
      ],
    );
    await identity.deleteAddress(call, { addressId: second.id });
    assert.equal((await identity.listAddresses(actor)).items[0]!.isDefault, true);
    const { rows } = await sql<{ text: string }>`select a::text as text from identity.address a
      where member_id = ${memberId}`.execute(database.sql);
    for (const hidden of ['文三路', '13800001234', '林小满']) {
      assert.equal(liesInClear(rows[0]!.text, hidden), false, hidden);
    }
  });

  it('changes an address without touching snapshots of it', async () => {
    const { call, memberId } = await member();
    const { id } = await identity.saveAddress(call, home);
    const snapshot = await identity.addressSnapshot(database.sql, memberId, id);
    assert.deepEqual(snapshot, { ...home, phone: '13800001234' });
    const moved = await identity.saveAddress(call, { ...home, addressId: id, detail: '新家' });
    assert.equal(moved.id, id);
    assert.equal(moved.isDefault, true);
    assert.equal(snapshot.detail, '文三路 1 号 2 幢');
  });

  it('holds twenty, also when eight are added at once', async () => {
    const { call, actor } = await member();
    for (let n = 0; n < addressesMax - 3; n += 1) await identity.saveAddress(call, home);
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => identity.saveAddress(call, home)),
    );
    assert.equal(results.filter((r) => r.status === 'fulfilled').length, 3);
    const { items } = await identity.listAddresses(actor);
    assert.equal(items.length, addressesMax);
    assert.equal(items.filter((a) => a.isDefault).length, 1);
    await assert.rejects(
      identity.saveAddress(call, home),
      refused('identity/too-many-addresses', { addressesMax }),
    );
    assert.ok(await identity.saveAddress(call, { ...home, addressId: items[0]!.id }));
  });

  it('of another member cannot be read, changed or deleted', async () => {
    const mine = await member();
    const theirs = await member();
    const { id } = await identity.saveAddress(theirs.call, home);
    const isMissing = refused('identity/address-not-found');
    await assert.rejects(identity.addressSnapshot(database.sql, mine.memberId, id), isMissing);
    await assert.rejects(identity.saveAddress(mine.call, { ...home, addressId: id }), isMissing);
    await assert.rejects(identity.deleteAddress(mine.call, { addressId: id }), isMissing);
    assert.equal((await identity.listAddresses(theirs.actor)).items.length, 1);
  });

  it('takes phones that a courier can ring only', async () => {
    const { call } = await member();
    await assert.rejects(
      identity.saveAddress(call, { ...home, phone: '110' }),
      refused('identity/contact-phone-invalid'),
    );
  });

  it('keeps nothing in clear where a retry under a key is answered', async () => {
    const { call, memberId, actor } = await member();
    const keyed = { ...call, idempotency: { key: 'addr', requestHash: 'h' } };
    const first = await identity.saveAddress(keyed, home);
    assert.deepEqual(await identity.saveAddress(keyed, home), first);
    assert.equal((await identity.listAddresses(actor)).items.length, 1);
    const { rows } = await sql<{ text: string }>`select response::text as text
      from platform.idempotency where actor_id = ${memberId}`.execute(database.sql);
    assert.ok(!rows[0]!.text.includes('文三路'));
  });
});

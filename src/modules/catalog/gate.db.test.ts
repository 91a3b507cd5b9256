// Real: PostgreSQL and the rooms catalog, identity, community, chat, moderation. Fake: the clock.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs, secondMs } from '#platform/clock.ts';
import { refused } from '../../../test/support/refused.ts';
import { createPeople } from '../../../test/support/members.ts';
import { joinSeller, lamp, newIdNumber, openGoodsRooms } from '../../../test/support/sellers.ts';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database, clock } = await testPlatform();
const rooms = openGoodsRooms(platform);
const { catalog, identity } = rooms;
const people = createPeople(database, identity);

describe('the gate', () => {
  for (const [words, ageMs, eligible, days] of [
    ['179 days', 179 * dayMs, false, 179],
    ['one second short of 180 days', 180 * dayMs - secondMs, false, 179],
    ['180 days to the second', 180 * dayMs, true, 180],
    ['181 days', 181 * dayMs, true, 181],
  ] as const) {
    it(`${eligible ? 'lets in' : 'keeps out'} an account of ${words}`, async () => {
      const seller = await joinSeller(rooms, ageMs / dayMs);
      const judged = await catalog.getSellingEligibility(seller.actor);
      assert.equal(judged.eligible, eligible);
      assert.equal(judged.checks[0]!.days, days);
      const opening = catalog.openQuickSell(seller.call);
      if (eligible) assert.deepEqual(await opening, { openedAt: clock.now() });
      else
        await assert.rejects(opening, refused('catalog/not-eligible', { missing: 'account-age' }));
    });
  }

  it('names everything that is missing, in the order a member meets it', async () => {
    const guest = await people.join();
    const { checks } = await catalog.getSellingEligibility(guest.actor);
    assert.deepEqual(
      checks.map((check) => [check.code, check.passed, check.nextStep]),
      [
        ['account-age', true, null],
        ['real-name', false, 'submit-real-name'],
        ['adult', false, 'submit-real-name'],
        ['pro-account', false, 'open-pro-account'],
        ['quick-sell', false, null],
      ],
    );
    await assert.rejects(
      catalog.openQuickSell(guest.call),
      refused('catalog/not-eligible', { missing: 'real-name,adult,pro-account' }),
    );
  });

  it('asks to wait while the real name is under review', async () => {
    const guest = await people.join();
    await identity.submitRealName(guest.call, { name: '李阿禾', idNumber: newIdNumber() });
    const { checks } = await catalog.getSellingEligibility(guest.actor);
    assert.equal(checks[1]!.nextStep, 'wait-for-review');
  });

  it('judges as of the time asked for', async () => {
    const seller = await joinSeller(rooms, 100);
    const soon = new Date(clock.now().getTime() + 80 * dayMs);
    const judge = (now: Date) => catalog.eligibility(database.sql, seller.id, now);
    assert.equal((await judge(new Date(soon.getTime() - 1))).eligible, false);
    assert.equal((await judge(soon)).eligible, true);
    assert.deepEqual((await judge(clock.now())).checks[0]!.eligibleAt, soon);
  });
});

describe('opening quick sell', () => {
  it('opens once, also when tapped eight times at once', async () => {
    const seller = await joinSeller(rooms);
    const taps = await Promise.all(
      Array.from({ length: 8 }, () => catalog.openQuickSell(seller.call)),
    );
    assert.equal(new Set(taps.map((tap) => tap.openedAt.getTime())).size, 1);
    const judged = await catalog.getSellingEligibility(seller.actor);
    assert.deepEqual([judged.maySell, judged.quickSellOpenedAt], [true, clock.now()]);
  });

  it('changes nothing when it is open, even later', async () => {
    const seller = await joinSeller(rooms);
    const first = await catalog.openQuickSell(seller.call);
    clock.move(dayMs);
    assert.deepEqual(await catalog.openQuickSell(seller.call), first);
  });

  it('comes before the first listing', async () => {
    const seller = await joinSeller(rooms);
    await assert.rejects(
      catalog.createListing(seller.call, lamp()),
      refused('catalog/quick-sell-not-open'),
    );
  });

  it('does not let anybody list who is not eligible', async () => {
    const guest = await people.join();
    await assert.rejects(
      catalog.createListing(guest.call, lamp()),
      refused('catalog/not-eligible', { missing: 'real-name,adult,pro-account' }),
    );
  });
});

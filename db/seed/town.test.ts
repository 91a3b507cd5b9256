// Real: the town's script and the drawn pictures on the disk. Nothing is faked.
import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dayMs, hourMs } from '#platform/clock.ts';
import { timeOf } from './calendar.ts';
import { belongs } from './gather.ts';
import { homeOf } from './homes.ts';
import { mayRead } from './liven.ts';
import { picturesFolder, readPictureFacts } from './pictures.ts';
import { notesIn } from './script.ts';
import { accountsShown, readTownScript } from './town.ts';

const script = readTownScript();
const places = new Set(script.members.map(({ place }) => place));
const listings = script.notes.flatMap(({ listings: sold, by, ago, title }) =>
  sold.map((listing) => ({ ...listing, by, ago, note: title })),
);
const facts = await readPictureFacts();

function twiceIn(names: readonly string[]): string[] {
  return names.filter((name, place) => names.indexOf(name) !== place);
}

describe('the script of the demo town', () => {
  it('names every member, title and listing once', () => {
    assert.deepEqual(twiceIn(script.members.map(({ nickname }) => nickname)), []);
    assert.deepEqual(twiceIn(script.members.map(({ place }) => String(place))), []);
    assert.deepEqual(twiceIn(script.notes.map(({ title }) => title)), []);
    assert.deepEqual(twiceIn(listings.map(({ title }) => title)), []);
    assert.deepEqual(twiceIn(script.notes.map(({ body }) => body.join('\n'))), []);
  });

  it('lets everybody write within what a form would take', () => {
    for (const note of script.notes) {
      assert.ok(places.has(note.by), note.title);
      assert.ok(note.title.length <= 60 && note.body.length > 0, note.title);
      assert.ok(note.pictures.length > 0 && note.topics.length <= 6, note.title);
      for (const { by } of note.remarks) assert.ok(places.has(by), note.title);
    }
  });

  it('shows only pictures that were drawn, and each drawn picture somewhere', () => {
    const shown = new Set(script.notes.flatMap(({ pictures }) => pictures));
    assert.deepEqual(
      [...shown].filter((name) => !facts.has(name)),
      [],
    );
    assert.deepEqual(
      [...facts.keys()].filter((name) => !shown.has(name)),
      [],
    );
    assert.ok(facts.size >= 150, `${facts.size} pictures`);
  });

  it('is a town: sixty members who all speak, and plenty to read, to buy and to overhear', () => {
    assert.equal(script.members.length, 60);
    const speaking = new Set(script.notes.map(({ by }) => by));
    assert.deepEqual(
      [...places].filter((place) => !speaking.has(place)),
      [],
    );
    assert.ok(script.notes.length >= 400, `${script.notes.length} notes`);
    assert.ok(listings.length >= 250, `${listings.length} listings`);
    assert.ok(script.talks.length >= 60, `${script.talks.length} talks`);
  });

  it('lets those sell who may, at a price within the rules, long enough in the town', () => {
    for (const listing of listings) {
      const seller = script.members.find(({ place }) => place === listing.by)!;
      const days = 'days' in listing.ago ? listing.ago.days + 1 : 0;
      assert.ok(seller.sells && seller.realName, listing.title);
      assert.ok(seller.joinedDaysAgo - days >= 181 || days === 0, listing.title);
      assert.ok(listing.priceFen >= 1n && listing.priceFen <= 1_000_000n, listing.title);
      assert.ok(listing.delivery === 'courier' || listing.freightFen === 0n, listing.title);
      assert.ok(listing.soldTo === undefined || listing.soldTo !== listing.by, listing.title);
    }
  });

  it('lets nobody write into a circle they are not in', () => {
    for (const note of script.notes.filter(({ onlyFor = '粉丝' }) => onlyFor !== '粉丝')) {
      const circle = script.circles.find(({ name }) => name === note.onlyFor);
      const author = script.members.find(({ place }) => place === note.by)!;
      assert.ok(circle && belongs(author, circle), `${note.title} in ${note.onlyFor}`);
    }
    for (const circle of script.circles) {
      assert.ok(script.members.filter((one) => belongs(one, circle)).length >= 2, circle.name);
    }
  });

  it('leaves no circle silent, least of all those that a visitor may join at once', () => {
    for (const { name, joinRule } of script.circles) {
      const said = script.notes.filter(({ onlyFor }) => onlyFor === name).length;
      assert.ok(said >= (joinRule === 'open' ? 3 : 1), `${said} notes in ${name}`);
    }
  });

  it('lets nobody speak below a note that they cannot read', () => {
    for (const note of script.notes.filter(({ onlyFor }) => onlyFor !== undefined)) {
      const readers = script.members.filter((one) => mayRead(script, one, note));
      assert.ok(readers.length >= 2, note.title);
      const heard = new Set(readers.map(({ place }) => place));
      const strangers = note.remarks.filter(({ by }) => !heard.has(by));
      assert.deepEqual(strangers, [], `${note.title}: ${[...heard].join(' ')} may`);
    }
  });

  it('lets talks and orders be about what is on sale, between two members', () => {
    const titles = new Map(listings.map((listing) => [listing.title, listing]));
    for (const { listing, buyer } of [...script.talks, ...script.orders]) {
      assert.ok(titles.has(listing), listing);
      assert.ok(places.has(buyer) && titles.get(listing)!.by !== buyer, listing);
    }
    for (const { place } of accountsShown) assert.ok(places.has(place));
  });

  it('knows a street for everybody, in their own city', () => {
    const homes = script.members.map(homeOf);
    assert.deepEqual(
      homes.map(({ region }) => region.city),
      script.members.map(({ city }) => `${city}市`),
    );
    assert.deepEqual(twiceIn(homes.map(({ region, detail }) => `${region.city}${detail}`)), []);
  });

  it('says where it cannot be read', () => {
    assert.throws(() => notesIn('== 题目\n1 | 2x | mugs | 家居\n话'), /cannot be read at: 2x/);
    assert.throws(() => notesIn('== 题目\n1 | 2d | mugs | 家居\n¥8 杯子 | 旧的 自提'), /杯子/);
  });
});

describe('the calendar of the town', () => {
  const movedInAt = new Date('2026-07-01T04:00:00Z');

  it('keeps what happened within its day, the same every time, and never in the night', () => {
    for (const days of [0, 1, 59]) {
      for (const name of ['一', '二', '三', '四', '五']) {
        const at = timeOf(movedInAt, { days }, name);
        const agoMs = movedInAt.getTime() - at.getTime();
        assert.ok(agoMs > 0 && agoMs >= days * dayMs && agoMs <= (days + 1) * dayMs);
        const hour = new Date(at.getTime() + 8 * hourMs).getUTCHours();
        assert.ok(hour < 3 || hour > 5, `${hour} o'clock`);
        assert.deepEqual(timeOf(movedInAt, { days }, name), at);
      }
    }
  });
});

describe('the pictures of the town', () => {
  it('are small on the disk: 30 KB each, 5 MB together', async () => {
    let total = 0;
    for (const name of await readdir(picturesFolder)) {
      const { size } = await stat(join(picturesFolder, name));
      total += size;
      if (name.endsWith('.webp')) assert.ok(size <= 30 * 1024, `${name}: ${size} bytes`);
    }
    assert.ok(total <= 5 * 1024 * 1024, `${total} bytes together`);
  });
});

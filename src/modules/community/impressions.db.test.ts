// Real: PostgreSQL, the rooms community, ties, circles and identity. Fake: the clock; moderation
// passes everything; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { openFeedTown } from '../../../test/support/feed-town.ts';

const town = await openFeedTown();
const { community, clock, database } = town;
const [author, reader] = [await town.people.join('阿禾'), await town.people.join('读者')];
for (let n = 0; n < 6; n += 1) await town.publish(author, { topics: ['谷子'] });

type Row = { note_id: string; member_id: string | null; position: number; dwell_ms: number };
const written = async (): Promise<Row[]> => {
  const { rows } = await sql<Row>`select note_id, member_id, position, dwell_ms
    from community.impression order by served_at, position`.execute(database.sql);
  return rows;
};
const seen = (requestId: string, ...positions: number[]) => [
  { requestId, items: positions.map((position) => ({ position, dwellMs: 1500 })) },
];

describe('an impression', () => {
  it('is written with the note, place and reason that were served, once', async () => {
    const first = await town.page(reader, { limit: 3 });
    const second = await town.page(reader, { limit: 3, cursor: first.nextCursor! });
    const pages = [...seen(first.requestId, 0, 2), ...seen(second.requestId, 4)];
    assert.deepEqual(await community.logImpressions(reader.actor, pages), { taken: 3 });
    await community.logImpressions(reader.actor, [
      { requestId: first.requestId, items: [{ position: 0, dwellMs: 4000 }] },
    ]);
    const ids = [...first.items, ...second.items].map((item) => item.id);
    const row = (at: number, dwell_ms: number) => ({
      note_id: ids[at],
      member_id: reader.id,
      position: at,
      dwell_ms,
    });
    assert.deepEqual(await written(), [row(0, 4000), row(2, 1500), row(4, 1500)]);
    const { rows } = await sql<{ kind: string; source: string }>`
      select distinct kind, source from community.impression`.execute(database.sql);
    assert.deepEqual(rows, [{ kind: 'discover', source: 'recent' }]);
  });

  it('of a guest carries no identity', async () => {
    const { requestId } = await town.page(undefined, { limit: 3 });
    assert.deepEqual(await community.logImpressions(undefined, seen(requestId, 1)), { taken: 1 });
    assert.deepEqual(await community.logImpressions(reader.actor, seen(requestId, 2)), {
      taken: 1,
    });
    const ofGuests = (await written()).filter((row) => row.member_id === null);
    assert.equal(ofGuests.length, 2);
  });

  it('cannot be made up, taken from another reader, or told late', async () => {
    const before = (await written()).length;
    const { requestId } = await town.page(reader, { limit: 3 });
    const other = await town.people.join('别人');
    const [text, mac] = requestId.split('.') as [string, string];
    const bytes = Buffer.from(text, 'base64url');
    bytes[bytes.length - 2] = bytes[bytes.length - 2]! ^ 1;
    const forged = `${bytes.toString('base64url')}.${mac}`;
    const none = { taken: 0 };
    for (const id of [forged, `${text}.${'0'.repeat(32)}`, text, '', 'AA.BB']) {
      assert.deepEqual(await community.logImpressions(reader.actor, seen(id, 0)), none);
    }
    assert.deepEqual(await community.logImpressions(other.actor, seen(requestId, 0)), none);
    assert.deepEqual(await community.logImpressions(undefined, seen(requestId, 0)), none);
    assert.deepEqual(await community.logImpressions(reader.actor, seen(requestId, 3, 99)), none);
    clock.move(dayMs + 1000);
    assert.deepEqual(await community.logImpressions(reader.actor, seen(requestId, 0)), none);
    assert.equal((await written()).length, before);
  });

  it('of a note that was opened teaches what its reader cares about', async () => {
    const curious = await town.people.join('好奇');
    const { requestId } = await town.page(curious, { limit: 3 });
    const items = [{ position: 1, dwellMs: 1500, opened: true }];
    await community.logImpressions(curious.actor, [{ requestId, items }]);
    const { rows } = await sql<{ topic: string }>`select topic from community.interest
      where member_id = ${curious.id}`.execute(database.sql);
    assert.deepEqual(rows, [{ topic: '谷子' }]);
  });

  it('is kept for ninety days', async () => {
    clock.move(91 * dayMs);
    for (const sweep of community.parts.sweeps ?? []) await sweep.run();
    assert.deepEqual(await written(), []);
  });
});

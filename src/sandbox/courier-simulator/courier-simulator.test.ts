// Real: the courier over HTTP. Fake: its clock is moved.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createMovableClock, hourMs, minuteMs } from '#platform/clock.ts';
import { startSandboxCourier } from '../../../test/support/courier-simulator.ts';

type World = Awaited<ReturnType<typeof startSandboxCourier>>;
let world: World;
let count = 0;
before(async () => void (world = await startSandboxCourier()));
after(() => world.close());

/** Hands in a parcel from Hangzhou to Shanghai and gives its number. */
async function handIn(change: Record<string, string> = {}): Promise<string> {
  count += 1;
  const waybillNo = `SF14${String(count).padStart(11, '0')}`;
  const handedInAt = world.clock.now().toISOString();
  const way = { fromCity: '杭州', toCity: '上海', handedInAt };
  const body = { carrier: 'SF', waybillNo, ...way, ...change };
  const answer = await world.call('POST', '/v1/waybills', body);
  assert.equal(answer.status, 200, answer.text);
  return body.waybillNo;
}

type Track = {
  state: string;
  stateCode?: number;
  events: Array<{ at: string; code: string; zh: string; en: string; city: string }>;
};
const track = async (waybillNo: string) =>
  (await world.call('GET', `/v1/waybills/SF/${waybillNo}/track`)).json() as unknown as Track;
const stateOf = async (waybillNo: string) => (await track(waybillNo)).state;
const push = (waybillNo: string, to: string) =>
  world.call('POST', `/control/waybills/${waybillNo}/advance`, { to });

describe('a parcel', () => {
  it('moves by the clock: 2 h, 10 h, 26 h, 44 h, 48 h', async () => {
    const no = await handIn();
    const seen: Array<[string, number]> = [];
    let hours = 0;
    for (const at of [0, 1.99, 2.01, 10.01, 26.01, 43.99, 44.01, 47.99, 48.01]) {
      world.clock.move(Math.round((at - hours) * hourMs));
      hours = at;
      const { state, events } = await track(no);
      seen.push([state, events.length]);
    }
    assert.deepEqual(seen, [
      ['NONE', 0],
      ['NONE', 0],
      ['PICKED_UP', 1],
      ['IN_TRANSIT', 2],
      ['IN_TRANSIT', 3],
      ['IN_TRANSIT', 3],
      ['OUT_FOR_DELIVERY', 4],
      ['OUT_FOR_DELIVERY', 4],
      ['DELIVERED', 5],
    ]);
  });
  it('tells its way in both languages with hubs of its cities', async () => {
    const no = await handIn({ fromCity: '浙江省杭州市', toCity: '景德镇市' });
    world.clock.move(50 * hourMs);
    const { events, stateCode } = await track(no);
    const told = events.map(({ zh }) => zh).join('\n');
    for (const words of [
      '顺丰速运已揽收',
      '杭州萧山转运中心',
      '景德镇转运中心',
      '师傅正在派送',
      '已签收',
    ]) {
      assert.ok(told.includes(words), words);
    }
    assert.ok(events.every(({ en, city }) => en.length > 0 && city.length > 0));
    assert.equal(stateCode, 3);
    const times = events.map(({ at }) => Date.parse(at));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });
  it('within one city goes by a delivery station', async () => {
    const no = await handIn({ fromCity: '上海', toCity: '上海市' });
    world.clock.move(30 * hourMs);
    assert.match((await track(no)).events[1]!.zh, /青浦转运中心】，发往【上海市派送站点/);
  });
  it('keeps its way when it is handed in again', async () => {
    const no = await handIn();
    world.clock.move(3 * hourMs);
    await handIn({ waybillNo: no, toCity: '成都' });
    assert.equal(await stateOf(no), 'PICKED_UP');
  });
  it('has been on its way since it was handed in, although it was made known later', async () => {
    const handedInAt = new Date(world.clock.now().getTime() - 11 * hourMs).toISOString();
    const { events } = await track(await handIn({ handedInAt }));
    assert.deepEqual(
      events.map(({ code }) => code),
      ['PICKED_UP', 'LEFT_ORIGIN_HUB'],
    );
  });
  it('of an unknown number has not been scanned', async () => {
    assert.deepEqual(await track('SF00000000404'), { state: 'NONE', events: [] });
  });
  it('is refused when malformed', async () => {
    const good = {
      carrier: 'SF',
      waybillNo: 'SF1400000000',
      fromCity: '杭州',
      toCity: '上海',
      handedInAt: '2026-11-26T08:00:00Z',
    };
    const harms = [{ carrier: 'sf' }, { waybillNo: '12' }, { fromCity: '' }, { toCity: 7 }];
    for (const bad of [...harms, { handedInAt: 'today' }]) {
      assert.equal((await world.call('POST', '/v1/waybills', { ...good, ...bad })).status, 400);
    }
  });
  it('is shown to nobody without a signature', async () => {
    const no = await handIn();
    const answer = await fetch(`${world.simulator.url}/v1/waybills/SF/${no}/track`);
    assert.equal(answer.status, 401);
  });
});

describe('a parcel in our hand', () => {
  it('is pushed on at once and goes on from there', async () => {
    const no = await handIn();
    const pushed = (await push(no, 'OUT_FOR_DELIVERY')).json() as unknown as Track;
    assert.deepEqual([pushed.state, pushed.events.length], ['OUT_FOR_DELIVERY', 4]);
    world.clock.move(4 * hourMs - minuteMs);
    assert.equal(await stateOf(no), 'OUT_FOR_DELIVERY');
    world.clock.move(minuteMs);
    assert.equal(await stateOf(no), 'DELIVERED');
  });
  it('does not go back', async () => {
    const no = await handIn();
    await push(no, 'OUT_FOR_DELIVERY');
    await push(no, 'PICKED_UP');
    assert.equal(await stateOf(no), 'OUT_FOR_DELIVERY');
  });
  it('lies where it is while held, and moves again when pushed', async () => {
    const no = await handIn();
    world.clock.move(3 * hourMs);
    await world.call('POST', `/control/waybills/${no}/hold`);
    world.clock.move(200 * hourMs);
    assert.equal(await stateOf(no), 'PICKED_UP');
    await push(no, 'PICKED_UP');
    assert.equal(await stateOf(no), 'PICKED_UP');
    world.clock.move(8 * hourMs);
    assert.equal(await stateOf(no), 'IN_TRANSIT');
  });
  it('is lost or returned for good', async () => {
    for (const [to, code] of [
      ['LOST', 2],
      ['RETURNED', 6],
    ] as const) {
      const no = await handIn();
      world.clock.move(11 * hourMs);
      await push(no, to);
      world.clock.move(100 * hourMs);
      const { state, stateCode, events } = await track(no);
      assert.deepEqual([state, stateCode, events.length], [to, code, 3]);
      assert.equal((await push(no, 'DELIVERED')).status, 409);
      assert.equal((await push(no, to)).status, 200);
    }
  });
  it('must be known and pushed to a state that exists', async () => {
    assert.equal((await push('SF00000000404', 'DELIVERED')).status, 404);
    assert.equal((await push(await handIn(), 'ON_THE_MOON')).status, 400);
    assert.equal(world.control.advance('SF00000000404', 'LOST'), false);
  });
});

describe('the courier', () => {
  it('is down for the next calls when told to', async () => {
    const no = await handIn();
    await world.call('PUT', '/control/faults', { apiDownNext: 1 });
    assert.equal((await world.call('GET', `/v1/waybills/SF/${no}/track`)).status, 503);
    assert.equal(await stateOf(no), 'NONE');
  });
  it('remembers its parcels over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'courier-simulator-'));
    const dataFile = join(folder, 'parcels.jsonl');
    const first = await startSandboxCourier({ dataFile });
    const handedInAt = first.clock.now().toISOString();
    const way = { fromCity: '杭州', toCity: '上海', handedInAt };
    const body = { carrier: 'SF', waybillNo: 'SF1499999999', ...way };
    await first.call('POST', '/v1/waybills', body);
    first.control.advance('SF1499999999', 'IN_TRANSIT');
    await first.close();
    const clock = createMovableClock(first.clock, hourMs);
    const second = await startSandboxCourier({ dataFile, clock });
    const tracked = await second.call('GET', '/v1/waybills/SF/SF1499999999/track');
    await second.close();
    await rm(folder, { recursive: true });
    assert.equal(tracked.json()['state'], 'IN_TRANSIT');
  });
});

// Real: the adapter and the courier simulator over HTTP. Fake: the clock is moved.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hourMs } from '#platform/clock.ts';
import { Outage } from '#platform/refusal.ts';
import { customer, startSandboxCourier } from '../../../../test/support/courier-simulator.ts';
import type { Courier } from '../courier.ts';
import { createSimulatorCourier } from './simulator.ts';

type World = Awaited<ReturnType<typeof startSandboxCourier>>;
let world: World;
let courier: Courier;
const connect = (change: Partial<Parameters<typeof createSimulatorCourier>[0]> = {}) =>
  createSimulatorCourier({
    baseUrl: world.simulator.url,
    ...customer,
    clock: world.clock,
    timeoutMs: 1000,
    ...change,
  });
before(async () => {
  world = await startSandboxCourier();
  courier = connect();
});
after(() => world.close());

const handedInAt = new Date('2026-07-01T04:00:00Z');
const cities = { fromCity: '杭州', toCity: '上海', phoneTail: '5678', handedInAt };
const waybill = { carrier: 'SF', waybillNo: 'SF1423456783092', ...cities };
const isOutage = (error: unknown) => error instanceof Outage;

describe('the courier through the simulator', () => {
  it('knows nothing of a parcel nobody handed in', async () => {
    assert.deepEqual(await courier.track(waybill), { state: 'NONE', events: [] });
  });
  it('tracks a parcel once it is registered, however often it was', async () => {
    const handedInAt = world.clock.now();
    const parcel = { ...waybill, handedInAt };
    await courier.register(parcel);
    await courier.register(parcel);
    world.clock.move(11 * hourMs);
    const { state, events } = await courier.track(waybill);
    assert.equal(state, 'IN_TRANSIT');
    assert.deepEqual(
      events.map(({ code }) => code),
      ['PICKED_UP', 'LEFT_ORIGIN_HUB'],
    );
    assert.ok(events[0]!.at instanceof Date && events[0]!.at < events[1]!.at);
  });
  it('takes a city as members write it, whatever signs stand in it', async () => {
    const handedInAt = world.clock.now();
    const toCity = `上海 <浦东> "&' ${'长'.repeat(34)}`;
    const odd = { ...waybill, waybillNo: 'SF1423456783093', fromCity: '<杭州>', toCity };
    await courier.register({ ...odd, handedInAt });
    world.clock.move(11 * hourMs);
    assert.equal((await courier.track(odd)).state, 'IN_TRANSIT');
  });
  it('is called out when it is down, gone, or refuses us', async () => {
    world.control.breakDown(1);
    await assert.rejects(courier.track(waybill), isOutage);
    await assert.rejects(connect({ baseUrl: 'http://127.0.0.1:1' }).track(waybill), isOutage);
    await assert.rejects(connect({ secret: 'wrong' }).track(waybill), isOutage);
    await courier.track(waybill);
  });
});

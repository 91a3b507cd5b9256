// Real: the adapter, HTTP. Fake: 快递100, as a server that checks signatures as the provider does.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Outage } from '#platform/refusal.ts';
import {
  account,
  pushOf,
  startKuaidi100,
  type Scan,
} from '../../../../test/support/kuaidi100-server.ts';
import { createKuaidi100Courier } from './kuaidi100.ts';

const world = await startKuaidi100();
const callbackUrl = 'https://shop.example/api/v1/couriers/kuaidi100/notices';
const options = { ...account, pollUrl: world.url, guessUrl: world.url, callbackUrl };
const courier = createKuaidi100Courier(options);
const handedInAt = new Date('2026-07-01T04:00:00Z');
let last = 0;
const parcel = (carrier = 'SF', phoneTail: string | null = '5678') => ({
  carrier,
  waybillNo: `SF10000000000${(last += 1)}`,
  phoneTail,
  fromCity: '成都',
  toCity: '杭州市',
  handedInAt,
});
const isOutage = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Outage);
  assert.match(String(error.cause), pattern);
  return true;
};
const scan = (time: string, statusCode: string, more: Partial<Scan> = {}): Scan => ({
  time: `2026-07-0${time}`,
  statusCode,
  context: `扫描 ${statusCode}`,
  ...more,
});

describe('a query', () => {
  it('is signed, names the carrier as 快递100 does, and tells the phone’s last digits', async () => {
    const one = parcel();
    assert.deepEqual(await courier.track(one), { state: 'NONE', events: [] });
    const asked = world.calls.at(-1)!.param!;
    assert.deepEqual([asked.com, asked.num, asked.phone], ['shunfeng', one.waybillNo, '5678']);
  });

  it('is an outage when its signature or its customer is not taken', async () => {
    const wrongKey = createKuaidi100Courier({ ...options, key: 'another-key' });
    await assert.rejects(wrongKey.track(parcel()), isOutage(/^503 验证签名失败/));
    const wrongCustomer = createKuaidi100Courier({ ...options, customer: 'SOMEBODY-ELSE' });
    await assert.rejects(wrongCustomer.track(parcel()), isOutage(/^601 /));
  });

  it('is an outage where the phone is missing or the number is locked, never “not scanned”', async () => {
    await assert.rejects(courier.track(parcel('ZTO', null)), isOutage(/^408 /));
    world.answers.locks = true;
    const one = parcel();
    await courier.track(one);
    await assert.rejects(courier.track(one), isOutage(/^505 .*锁单/));
    world.answers.locks = false;
  });

  it('is an outage when the answer is none, or about another parcel', async () => {
    for (const next of [
      { status: 502, body: 'bad gateway' },
      { status: 200, body: '<html>' },
      { status: 200, body: '{}' },
    ]) {
      world.answers.next = next;
      await assert.rejects(courier.track(parcel()), isOutage(/status 502|unreadable/));
    }
    const one = parcel();
    world.say(one.waybillNo, {
      state: '3',
      nu: 'SF9999999999999',
      data: [scan('2 10:00:00', '3')],
    });
    await assert.rejects(courier.track(one), isOutage(/answered about shunfeng SF9999999999999/));
    world.say(one.waybillNo, { state: '3', com: 'yuantong', data: [] });
    await assert.rejects(courier.track(one), isOutage(/answered about yuantong/));
    await assert.rejects(courier.track(parcel('OTHER')), isOutage(/not asked about OTHER/));
  });

  it('tells scans oldest first, in China’s time, in both languages, with their city', async () => {
    const one = parcel();
    world.say(one.waybillNo, {
      state: '5',
      data: [
        scan('3 08:00:00', '5', { areaName: '浙江,杭州市,余杭区' }),
        scan('2 09:30:00', '1002', { context: '【成都市】已发往杭州' }),
        scan('1 20:00:00', '103', { areaName: '四川省' }),
        scan('1 18:00:00', '101'),
      ],
    });
    const { state, events } = await courier.track(one);
    assert.equal(state, 'OUT_FOR_DELIVERY');
    assert.deepEqual(
      events.map(({ at, code, city }) => [at.toISOString(), code, city]),
      [
        ['2026-07-01T12:00:00.000Z', '103', ''],
        ['2026-07-02T01:30:00.000Z', '1002', '成都市'],
        ['2026-07-03T00:00:00.000Z', '5', '杭州市'],
      ],
    );
    assert.deepEqual([events[0]!.zh, events[0]!.en], ['扫描 103', 'Picked up']);
  });

  it('takes an ordered pickup or a cancelled waybill for no scan', async () => {
    const one = parcel();
    world.say(one.waybillNo, {
      state: '401',
      data: [scan('1 19:00:00', '401'), scan('1 18:00:00', '102'), scan('1 17:00:00', '101')],
    });
    assert.deepEqual(await courier.track(one), { state: 'NONE', events: [] });
  });

  it('reads every state it can name', async () => {
    const wanted: Record<string, string> = {
      '0': 'IN_TRANSIT',
      '1': 'PICKED_UP',
      '2': 'IN_TRANSIT',
      '3': 'DELIVERED',
      '4': 'RETURNED',
      '5': 'OUT_FOR_DELIVERY',
      '6': 'IN_TRANSIT',
      '7': 'IN_TRANSIT',
      '10': 'IN_TRANSIT',
      '13': 'IN_TRANSIT',
      '14': 'IN_TRANSIT',
      '103': 'PICKED_UP',
      '1001': 'IN_TRANSIT',
      '501': 'OUT_FOR_DELIVERY',
      '301': 'DELIVERED',
      '304': 'DELIVERED',
      '399': 'DELIVERED',
      '204': 'IN_TRANSIT',
      '999': 'IN_TRANSIT',
      '77': 'IN_TRANSIT',
    };
    for (const [state, means] of Object.entries(wanted)) {
      const one = parcel();
      world.say(one.waybillNo, { state, data: [scan('2 10:00:00', state)] });
      assert.equal((await courier.track(one)).state, means, `state ${state}`);
    }
  });

  it('knows the city of a delivery by where the parcel was going when the scan says none', async () => {
    const one = parcel();
    const data = [scan('2 10:00:00', '3', { areaName: null })];
    world.say(one.waybillNo, { state: '3', to: '浙江,杭州市', data });
    assert.equal((await courier.track(one)).events[0]!.city, '杭州市');
    world.say(one.waybillNo, { state: '3', to: '上海市', data });
    assert.equal((await courier.track(one)).events[0]!.city, '上海市');
  });
});

describe('a subscription', () => {
  it('names our address, our salt and the phone, and once more is no fault', async () => {
    const one = parcel('ZTO');
    await courier.register(one);
    await courier.register(one);
    assert.deepEqual(world.subscriptions.get(one.waybillNo), {
      callbackurl: callbackUrl,
      salt: account.salt,
      resultv2: '4',
      phone: '5678',
    });
  });

  it('is an outage for a stranger, and left alone where the carrier cannot be followed', async () => {
    const stranger = createKuaidi100Courier({ ...options, key: 'another-key' });
    await assert.rejects(stranger.register(parcel()), isOutage(/^600 /));
    await courier.register(parcel('ZTO', null));
  });
});

describe('a notice', () => {
  const said = { com: 'shunfeng', state: '3', data: [scan('2 10:00:00', '301')] };
  const { read, answer } = courier.push!;

  it('is read when its signature is right', () => {
    const news = read(pushOf('sf1234567890123', said));
    assert.ok(typeof news === 'object');
    assert.deepEqual(news.waybill, { carrier: 'SF', waybillNo: 'SF1234567890123' });
    assert.deepEqual([news.tracking.state, news.tracking.events.length], ['DELIVERED', 1]);
    assert.deepEqual(answer('taken'), { result: true, returnCode: '200', message: '成功' });
  });

  it('is forged under another salt, changed, unsigned or empty', () => {
    const whole = pushOf('SF1234567890123', said);
    const changed = Buffer.from(whole.toString().replace('SF1234567890123', 'SF1234567890124'));
    const unsigned = Buffer.from(whole.toString().replace(/sign=\w+&/, ''));
    const small = Buffer.from(whole.toString().replace(/sign=\w+/, (sign) => sign.toLowerCase()));
    const other = pushOf('SF1234567890123', said, 'salt-of-others');
    for (const body of [other, changed, unsigned, small, Buffer.alloc(0)]) {
      assert.equal(read(body), 'forged');
    }
    assert.equal(answer('forged')['result'], false);
  });

  it('is unreadable when it is signed and says nothing we understand', () => {
    assert.equal(read(pushOf('SF1', { ...said, com: 'nobody' })), 'unreadable');
    assert.equal(read(pushOf('SF1', { ...said, nu: null as never })), 'unreadable');
  });
});

describe('a guess', () => {
  it('names the carriers we offer, as a hint', async () => {
    assert.deepEqual(await courier.guess!('1234567890123'), ['YTO']);
    world.answers.next = { status: 200, body: '{"result":false,"returnCode":"601","message":"x"}' };
    await assert.rejects(courier.guess!('1234567890123'), isOutage(/^601/));
  });
});

// Real: the simulator as a process of its own, killed with SIGKILL, and its file.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { minuteMs, systemClock } from '#platform/clock.ts';
import { merchant } from '../../../test/support/payment-simulator.ts';
import { signedCall, startEar, type Ear } from '../../../test/support/sandbox-merchant.ts';

const script = `
  const { startPaymentSimulator } = await import(process.argv[1]);
  const { createMovableClock, systemClock } = await import(process.argv[2]);
  const [dataFile, ahead, merchant] = process.argv.slice(3);
  const { url } = await startPaymentSimulator({
    port: 0, host: '127.0.0.1', dataFile, settleMs: 60_000,
    clock: createMovableClock(systemClock, Number(ahead)), merchant: JSON.parse(merchant),
  });
  console.log(url);
`;

let folder: string;
let dataFile: string;
let child: ChildProcess;
let url = '';
let aheadMs = 0;
let ear: Ear;
const clockNow = () => new Date(systemClock.now().getTime() + aheadMs);

async function start(): Promise<void> {
  const files = ['./index.ts', '../../platform/clock.ts'].map((file) => import.meta.resolve(file));
  const args = [...files, dataFile, String(aheadMs), JSON.stringify(merchant)];
  child = spawn(process.execPath, ['--input-type=module', '-e', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! });
  url = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', () => reject(new Error('the simulator did not start')));
  });
}

async function kill(): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

const call = (method: string, path: string, body?: unknown) => {
  const clock = { now: clockNow };
  const client = { url, clientId: merchant.merchantId, secret: merchant.secret, clock };
  return signedCall(client, { method, path, body });
};

const open = (outTradeNo: string) =>
  call('POST', '/v1/payments', {
    outTradeNo,
    amountFen: '168000',
    description: '二手相机',
    notifyUrl: ear.url,
    returnUrl: ear.url,
    expiresAt: new Date(clockNow().getTime() + 120 * minuteMs).toISOString(),
  });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-simulator-'));
  dataFile = join(folder, 'memory', 'payments.jsonl');
  ear = await startEar(() => url, { now: () => clockNow() });
  await start();
});
after(async () => {
  await kill();
  await ear.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a killed simulator', { timeout: 60_000 }, () => {
  let keysBefore = '';
  it('tells after its restart what it could not tell before', async () => {
    ear.answerWith(503);
    for (const outTradeNo of ['K-1', 'K-2', 'K-3']) {
      await open(outTradeNo);
      await call('POST', `/control/payments/${outTradeNo}/pay`);
    }
    await ear.until(3);
    keysBefore = await (await fetch(`${url}/v1/keys`)).text();
    await kill();
    ear.answerWith(200);
    ear.heard.length = 0;
    aheadMs = minuteMs;
    await start();
    const heard = await ear.until(3);
    assert.deepEqual(
      new Set(heard.map(({ body }) => body['outTradeNo'])),
      new Set(['K-1', 'K-2', 'K-3']),
    );
    assert.ok(heard.every(({ verdict }) => verdict === 'ok'));
  });
  it('is still the same provider with the same keys and payments', async () => {
    assert.equal(await (await fetch(`${url}/v1/keys`)).text(), keysBefore);
    const found = (await call('GET', '/v1/payments/by-out-trade-no/K-1')).json();
    assert.equal(found['state'], 'PAID');
    assert.equal((await open('K-1')).json()['state'], 'PAID');
  });
  it('brings a refund to its end that was under way', async () => {
    const order = { outRefundNo: 'KR', outTradeNo: 'K-1', amountFen: '168000', reason: '取消' };
    assert.equal((await call('POST', '/v1/refunds', order)).json()['state'], 'PROCESSING');
    await kill();
    aheadMs += 2 * minuteMs;
    ear.heard.length = 0;
    await start();
    const [heard] = await ear.until(1);
    assert.equal(heard?.body['type'], 'refund.succeeded');
    assert.equal((await call('GET', '/v1/refunds/KR')).json()['state'], 'SUCCEEDED');
  });
  it('passes over a line that the kill cut short, and nothing else', async () => {
    await kill();
    await appendFile(dataFile, '[{"kind":"payment","outTradeNo":"torn');
    await start();
    assert.equal((await open('K-4')).status, 200);
    await kill();
    await start();
    const found = await call('GET', '/v1/payments/by-out-trade-no/K-4');
    assert.equal(found.json()['state'], 'PENDING');
  });
  it('keeps its file to its owner and shortens it when it is mostly history', async () => {
    assert.equal((await stat(dataFile)).mode & 0o077, 0);
    for (let n = 0; n < 30; n += 1) await call('POST', '/control/payments/K-4/decline');
    const long = (await readFile(dataFile, 'utf8')).split('\n').length;
    await kill();
    await start();
    const short = (await readFile(dataFile, 'utf8')).split('\n').length;
    assert.ok(short < long / 2, `${short} of ${long} lines`);
    assert.equal((await open('K-4')).json()['state'], 'PENDING');
  });
});

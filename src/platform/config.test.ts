// Real: reading settings; nothing else is started.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigFault, readConfig } from './config.ts';

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigFault);
    return error.faults.map((fault) => fault.en);
  }
}

const key = Buffer.alloc(32, 7).toString('base64');
test('every fault is told in both languages', () => {
  const env = { TUCKSHOP_MODE: 'production', PORT: 'x', DATABASE_URL: 'mysql://x' };
  assert.throws(
    () => readConfig(env),
    (error) => {
      assert.ok(error instanceof ConfigFault);
      for (const fault of error.faults) assert.match(fault['zh-CN'], /[\u4e00-\u9fff]/);
      return error.faults.length >= 4;
    },
  );
});

const stripeSettings = {
  TUCKSHOP_PAYMENTS: 'stripe',
  TUCKSHOP_STRIPE_SECRET_KEY: 'sk_live_0123456789',
  TUCKSHOP_STRIPE_WEBHOOK_SECRET: 'whsec_0123456789',
  TUCKSHOP_STRIPE_ACCOUNT: 'acct_0123456789',
};

/** Everything a production can be told today but who takes payments. */
const production = {
  TUCKSHOP_MODE: 'production',
  TUCKSHOP_PUBLIC_ORIGIN: 'https://shop.example',
  DATABASE_URL: 'postgres://db.example/tuckshop',
  TUCKSHOP_SECRET_KEY: key,
  TUCKSHOP_KUAIDI100_CUSTOMER: 'A1B2C3D4E5F6',
  TUCKSHOP_KUAIDI100_KEY: 'QwErTyUi1234',
  TUCKSHOP_KUAIDI100_SALT: 'salt-of-ours',
};

test('an empty data folder is none, not the folder the start was made in', () => {
  assert.equal(readConfig({ TUCKSHOP_DATA: '' }).dataFolder, readConfig({}).dataFolder);
});

test('no settings at all are a sandbox on this machine', () => {
  const config = readConfig({});
  assert.deepEqual(
    [config.mode, config.role, config.port, config.publicOrigin],
    ['sandbox', 'all', 3000, 'http://localhost:3000'],
  );
  assert.deepEqual([config.paymentSimulatorPort, config.courierSimulatorPort], [3001, 3002]);
});

test('every fault is told at once', () => {
  const faults = faultsOf({
    TUCKSHOP_MODE: 'test',
    TUCKSHOP_ROLE: 'king',
    PORT: 'eighty',
    TUCKSHOP_PUBLIC_ORIGIN: 'shop.example',
    TUCKSHOP_SECRET_KEY: 'short',
    TUCKSHOP_REQUESTS_PER_MINUTE: '-1',
  });
  const told = faults.map((fault) => fault.split(' ')[0]);
  assert.deepEqual(told, [
    'TUCKSHOP_MODE',
    'PORT',
    'TUCKSHOP_ROLE',
    'TUCKSHOP_PUBLIC_ORIGIN',
    'TUCKSHOP_SECRET_KEY',
    'TUCKSHOP_REQUESTS_PER_MINUTE',
  ]);
});

test('production refuses weak settings and every part of the sandbox, all at once', () => {
  const faults = faultsOf({
    TUCKSHOP_MODE: 'production',
    TUCKSHOP_PAYMENT_SIMULATOR_PORT: '3001',
    TUCKSHOP_COURIER_SIMULATOR_PORT: '3002',
  });
  const wanted = [
    /production needs a payment provider: set TUCKSHOP_PAYMENTS/,
    /TUCKSHOP_PUBLIC_ORIGIN must be an https address/,
    /DATABASE_URL must be set/,
    /TUCKSHOP_SECRET_KEY must be set/,
    /TUCKSHOP_PAYMENT_SIMULATOR_PORT names a sandbox part/,
    /TUCKSHOP_COURIER_SIMULATOR_PORT names a sandbox part/,
    /production needs a courier: set TUCKSHOP_KUAIDI100_CUSTOMER, TUCKSHOP_KUAIDI100_KEY, /,
    /production needs text messages/,
  ];
  assert.equal(faults.length, wanted.length);
  for (const [place, fault] of faults.entries()) assert.match(fault, wanted[place]!);
});

test('a whole production still has nobody who sends texts, and does not start', () => {
  assert.deepEqual(faultsOf({ ...production, ...stripeSettings }), [
    'production needs text messages, and this version captures them and sends none',
  ]);
});

test('a port is a port', () => {
  // The simulators take the next two.
  assert.equal(readConfig({ PORT: '65533' }).courierSimulatorPort, 65535);
  assert.equal(faultsOf({ PORT: '65536' }).length, 1);
  assert.equal(faultsOf({ TUCKSHOP_COURIER_SIMULATOR_PORT: '70000' }).length, 1);
});

test('a mail server and a sender come together and well formed, and no password is shown', () => {
  const good = {
    TUCKSHOP_SMTP_URL: 'smtp://post:secret@mail.example:587',
    TUCKSHOP_MAIL_FROM: '小卖部 <post@shop.example>',
  };
  assert.deepEqual(readConfig(good).smtp, {
    url: good.TUCKSHOP_SMTP_URL,
    from: good.TUCKSHOP_MAIL_FROM,
  });
  assert.equal(readConfig({}).smtp, undefined);
  assert.equal(readConfig({ ...good, TUCKSHOP_MAIL_FROM: 'post@shop.example' }).smtp?.from[0], 'p');
  const bad = [
    { TUCKSHOP_SMTP_URL: 'http://post:secret@mail.example' },
    { TUCKSHOP_SMTP_URL: '' },
    { TUCKSHOP_SMTP_URL: 'smtp://post:secret@mail.example?disableFileAccess=false' },
    { TUCKSHOP_MAIL_FROM: 'Shop <post@shop>' },
    { TUCKSHOP_MAIL_FROM: 'Shop\r\nBcc: x@y.cn <post@shop.example>' },
    { TUCKSHOP_MAIL_FROM: '' },
  ];
  for (const wrong of bad) {
    const faults = faultsOf({ ...good, ...wrong });
    assert.equal(faults.length, 1, JSON.stringify(wrong));
    assert.match(faults[0]!, new RegExp(`^${Object.keys(wrong)[0]!} `));
    assert.doesNotMatch(faults[0]!, /secret/);
  }
});

test('the account at 快递100 is whole or not there, and nothing secret is shown', () => {
  const good = {
    TUCKSHOP_KUAIDI100_CUSTOMER: 'A1B2C3D4E5F6',
    TUCKSHOP_KUAIDI100_KEY: 'secret-key-1',
    TUCKSHOP_KUAIDI100_SALT: 'secret-salt-2',
  };
  assert.deepEqual(readConfig(good).kuaidi100, {
    customer: 'A1B2C3D4E5F6',
    key: 'secret-key-1',
    salt: 'secret-salt-2',
    pollUrl: 'https://poll.kuaidi100.com',
    guessUrl: 'https://www.kuaidi100.com',
  });
  const elsewhere = readConfig({ ...good, TUCKSHOP_KUAIDI100_URL: 'http://127.0.0.1:9' }).kuaidi100;
  assert.deepEqual([elsewhere?.pollUrl, elsewhere?.guessUrl], Array(2).fill('http://127.0.0.1:9'));
  assert.equal(readConfig({}).kuaidi100, undefined);
  const bad: Record<string, string>[] = [
    { TUCKSHOP_KUAIDI100_KEY: '' },
    { TUCKSHOP_KUAIDI100_SALT: 'secret' },
    { TUCKSHOP_KUAIDI100_CUSTOMER: 'secret secret' },
    { TUCKSHOP_KUAIDI100_URL: 'poll.kuaidi100.com' },
    { TUCKSHOP_KUAIDI100_URL: 'https://poll.kuaidi100.com/' },
  ];
  for (const wrong of bad) {
    const faults = faultsOf({ ...good, ...wrong });
    assert.equal(faults.length, 1, JSON.stringify(wrong));
    assert.match(faults[0]!, new RegExp(`^${Object.keys(wrong)[0]!} `));
    assert.doesNotMatch(faults[0]!, /secret/);
  }
  const plainly = faultsOf({
    ...production,
    ...stripeSettings,
    TUCKSHOP_KUAIDI100_URL: 'http://poll.example',
  });
  assert.match(plainly[0]!, /^TUCKSHOP_KUAIDI100_URL must be an https address in production/);
});

// Real: reading settings and keys; nothing else is started.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { selfSigned } from '../../test/support/self-signed.ts';
import { ConfigFault, readConfig } from './config.ts';
import { readPaymentSettings } from './payment-settings.ts';

type Env = Record<string, string>;

function read(env: Env, mode: 'sandbox' | 'production' = 'sandbox') {
  const faults: { en: string; 'zh-CN': string }[] = [];
  const settings = readPaymentSettings(env, mode, faults);
  for (const fault of faults) assert.match(fault['zh-CN'], /[\u4e00-\u9fff]/);
  return { settings, faults: faults.map(({ en }) => en) };
}

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const spki = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const bare = (pem: string) => pem.replaceAll(/-----.*-----|\n/g, '');
const from = new Date('2026-01-01T00:00:00Z');
const until = new Date('2036-01-01T00:00:00Z');
const certificate = selfSigned({ ...pair, serial: '11', from, until });
const folder = mkdtempSync(join(tmpdir(), 'tuckshop-keys-'));
after(() => rmSync(folder, { recursive: true }));

const wechat = {
  TUCKSHOP_PAYMENTS: 'wechat',
  TUCKSHOP_WECHAT_APP_ID: 'wx0123456789abcdef',
  TUCKSHOP_WECHAT_MERCHANT_ID: '1900000001',
  TUCKSHOP_WECHAT_SERIAL: 'A'.repeat(40),
  TUCKSHOP_WECHAT_PRIVATE_KEY: pkcs8,
  TUCKSHOP_WECHAT_API_KEY: 'secret-0123456789abcdefghijklmno',
};
const alipay = {
  TUCKSHOP_PAYMENTS: 'alipay',
  TUCKSHOP_ALIPAY_APP_ID: '2021000000000001',
  TUCKSHOP_ALIPAY_SELLER_ID: '2088000000000001',
  TUCKSHOP_ALIPAY_PRIVATE_KEY: bare(pkcs8),
  TUCKSHOP_ALIPAY_PUBLIC_KEY: bare(spki),
};
const stripe = {
  TUCKSHOP_PAYMENTS: 'stripe',
  TUCKSHOP_STRIPE_SECRET_KEY: 'sk_live_secret0123456789',
  TUCKSHOP_STRIPE_WEBHOOK_SECRET: 'whsec_secret0123456789',
  TUCKSHOP_STRIPE_ACCOUNT: 'acct_0123456789',
};

test('a sandbox pays at the simulator, a production names who takes its payments', () => {
  assert.deepEqual(read({}), { settings: { providers: ['simulator'] }, faults: [] });
  assert.match(read({}, 'production').faults.join(), /set TUCKSHOP_PAYMENTS$/);
  const simulated = read({ TUCKSHOP_PAYMENTS: 'simulator' }, 'production');
  assert.match(simulated.faults.join(), /which production refuses/);
});

test('several stand side by side in the order they are named, and notices come from outside', () => {
  const env = { ...wechat, ...alipay, ...stripe, TUCKSHOP_PAYMENTS: 'alipay, wechat,stripe' };
  const { settings, faults } = read(env, 'production');
  assert.deepEqual(faults, []);
  assert.deepEqual(settings.providers, ['alipay', 'wechat', 'stripe']);
  assert.equal(settings.alipay?.privateKey.asymmetricKeyType, 'rsa');
  assert.deepEqual(settings.stripe?.methods, ['card']);
  const origin = { TUCKSHOP_PUBLIC_ORIGIN: 'https://shop.example' };
  assert.equal(readConfig({ ...origin, ...alipay }).noticeOrigin, 'https://shop.example');
  assert.equal(readConfig(origin).noticeOrigin, 'http://127.0.0.1:3000');
  for (const list of ['paypal', 'alipay,alipay', 'alipay,paypal']) {
    const { faults: told } = read({ ...alipay, TUCKSHOP_PAYMENTS: list });
    assert.match(told.join(), /^TUCKSHOP_PAYMENTS is/, list);
  }
});

test('keys are text on one line or many, bare, or in a file', () => {
  const file = join(folder, 'key.pem');
  writeFileSync(file, pkcs8);
  for (const text of [pkcs8, pkcs8.replaceAll('\n', '\\n'), bare(pkcs8), file]) {
    const { settings, faults } = read({ ...wechat, TUCKSHOP_WECHAT_PRIVATE_KEY: text });
    assert.deepEqual(faults, []);
    assert.ok(settings.wechat!.privateKey.equals(pair.privateKey));
  }
});

test('everything a provider needs is asked for at once, and no secret is shown', () => {
  for (const [whole, count] of [
    [wechat, 5],
    [alipay, 4],
    [stripe, 3],
  ] as const) {
    const { faults } = read({ TUCKSHOP_PAYMENTS: whole.TUCKSHOP_PAYMENTS });
    assert.equal(faults.length, count, faults.join('\n'));
  }
  const bad: Env[] = [
    { ...wechat, TUCKSHOP_WECHAT_API_KEY: 'secret' },
    { ...wechat, TUCKSHOP_WECHAT_PRIVATE_KEY: '/no/secret' },
    { ...wechat, TUCKSHOP_WECHAT_PUBLIC_KEY: spki },
    { ...wechat, TUCKSHOP_WECHAT_FREEZE: 'yes' },
    { ...wechat, TUCKSHOP_WECHAT_TRANSFER_SCENE: '1005' },
    { ...alipay, TUCKSHOP_ALIPAY_PAYOUTS: 'on' },
    { ...alipay, TUCKSHOP_ALIPAY_CERTIFICATE: 'secret' },
    { ...stripe, TUCKSHOP_STRIPE_METHODS: 'card,cash' },
    { ...stripe, TUCKSHOP_STRIPE_SECRET_KEY: 'pk_live_secret0123456789' },
  ];
  for (const env of bad) {
    const { faults } = read(env);
    assert.ok(faults.length > 0, Object.keys(env).at(-1));
    assert.doesNotMatch(faults.join(), /secret/);
    assert.throws(() => readConfig(env), ConfigFault);
  }
});

test('what belongs to a sandbox is refused in production', () => {
  const test = { ...stripe, TUCKSHOP_STRIPE_SECRET_KEY: 'sk_test_secret0123456789' };
  const sandbox = { ...alipay, TUCKSHOP_ALIPAY_GATEWAY: 'https://sandbox.example/gateway.do' };
  for (const env of [test, sandbox] as Env[]) {
    assert.deepEqual(read(env).faults, []);
    assert.equal(read(env, 'production').faults.length, 1);
  }
});

test('payouts, certificates, public keys and purposes are read', () => {
  const { settings, faults } = read({
    ...alipay,
    ...wechat,
    TUCKSHOP_PAYMENTS: 'alipay,wechat',
    TUCKSHOP_ALIPAY_PAYOUTS: 'on',
    TUCKSHOP_ALIPAY_APP_CERTIFICATE: certificate,
    TUCKSHOP_ALIPAY_CERTIFICATE: certificate,
    TUCKSHOP_ALIPAY_ROOT_CERTIFICATE: certificate,
    TUCKSHOP_WECHAT_PUBLIC_KEY: spki,
    TUCKSHOP_WECHAT_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119',
    TUCKSHOP_WECHAT_TRANSFER_SCENE: '1005',
    TUCKSHOP_WECHAT_TRANSFER_REPORT: '岗位类型=卖家;报酬说明=货款',
    TUCKSHOP_WECHAT_FREEZE: 'on',
  });
  assert.deepEqual(faults, []);
  assert.ok(settings.alipay?.paysOut && 'rootCertificate' in settings.alipay.trust);
  assert.equal(settings.wechat?.publicKey?.id, 'PUB_KEY_ID_0119');
  assert.equal(settings.wechat?.freeze, true);
  assert.deepEqual(settings.wechat?.transferScene?.reports.at(1), {
    type: '报酬说明',
    content: '货款',
  });
});

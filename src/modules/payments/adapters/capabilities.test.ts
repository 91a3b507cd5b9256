// Real: what the adapters declare, held against the room's page. Nothing is called.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { dayMs, hourMs, systemClock as clock } from '#platform/clock.ts';
import type { PaymentProvider } from '../provider.ts';
import { createAlipayProvider } from './alipay/alipay.ts';
import { createSimulatorProvider } from './simulator.ts';
import { createStripeProvider } from './stripe/stripe.ts';
import { createWechatProvider } from './wechat/wechat.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const wechat = {
  appId: 'wx0',
  merchantId: '1',
  serial: 'A',
  privateKey,
  apiKey: Buffer.alloc(32),
  publicKey: undefined,
  clock,
  noticeUrl: '',
  freeze: false,
  transferScene: undefined,
};
const alipay = {
  appId: '1',
  sellerId: '2',
  privateKey,
  trust: { publicKey },
  clock,
  paysOut: false,
  subMerchantId: undefined,
};
const scene = { id: '1005', reports: [] };

const providers: [string, PaymentProvider][] = [
  ['simulator', createSimulatorProvider({ baseUrl: '', merchantId: '', secret: '', clock })],
  ['WeChat Pay', createWechatProvider(wechat)],
  [
    '… with freeze and transfers',
    createWechatProvider({ ...wechat, freeze: true, transferScene: scene }),
  ],
  ['Alipay', createAlipayProvider(alipay)],
  [
    '… with payouts and a sub merchant',
    createAlipayProvider({ ...alipay, paysOut: true, subMerchantId: '3' }),
  ],
  [
    'Stripe by card and Alipay',
    createStripeProvider({
      secretKey: 'sk_test_1',
      webhookSecret: '',
      accountId: '',
      clock,
      methods: ['card', 'alipay'],
    }),
  ],
];

const days = (ms: number | null) => (ms === null ? '–' : `${ms / dayMs} days`);
const yes = (is: boolean) => (is ? 'yes' : '–');

function tableOf(): string {
  const rows = providers.map(([name, { capabilities: can }]) => [
    name,
    can.clients.join(', '),
    can.hold === 'freeze' ? `books, freeze ${days(can.freezeMsMax)}` : 'books',
    yes(can.split),
    can.payout === 'none' ? '–' : can.payout,
    `${yes(can.refundAfterSettlement)}, ${can.refundMsMax === null ? 'no end' : days(can.refundMsMax)}`,
    `${can.billReadyMs / hourMs} h`,
    yes(can.disputes),
  ]);
  const head = [
    '',
    'paid from',
    'holds',
    'shares',
    'pays out to',
    'refunds once settled, for',
    'bill after',
    'disputes',
  ];
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

const page = new URL('../README.md', import.meta.url);
const between = /<!-- capabilities -->\n([^]*?)<!-- \/capabilities -->/;
/** Tables are laid out by the formatter: only their words count. */
const words = (table: string) =>
  table
    .replaceAll(/ *\| */g, '|')
    .replaceAll(/-{3,}/g, '---')
    .trim();

test('the room’s page says what each provider can do', () => {
  const text = readFileSync(page, 'utf8');
  if (process.env['TUCKSHOP_UPDATE_SNAPSHOTS']) {
    const made = `<!-- capabilities -->\n\n${tableOf()}\n\n<!-- /capabilities -->`;
    writeFileSync(page, text.replace(between, made));
    return;
  }
  assert.equal(words(between.exec(text)?.[1] ?? ''), words(tableOf()));
});

test('what can be shared out has a desk for it', () => {
  for (const [name, { capabilities, shares }] of providers) {
    if (capabilities.split) assert.ok(shares, name);
    assert.equal(capabilities.hold === 'freeze', capabilities.freezeMsMax !== null, name);
  }
});

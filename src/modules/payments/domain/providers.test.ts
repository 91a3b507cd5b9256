// Pure: which provider takes a payment, pays out, or is asked; and where it tells us.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import type { PaymentProvider, ProviderCapabilities } from '../provider.ts';
import { createMinuteLimit } from './minute-limit.ts';
import { noticeUrlOf } from './notice-url.ts';
import { createProviders } from './providers.ts';

type Can = Pick<ProviderCapabilities, 'clients' | 'payout'>;
const provider = (name: string, can: Can) => ({ name, capabilities: can }) as PaymentProvider;
const wechat = provider('wechat', { clients: ['wechat', 'phone'], payout: 'wechat-user' });
const stripe = provider('stripe', { clients: ['desktop', 'phone'], payout: 'connected-account' });
const bank = provider('bank', { clients: [], payout: 'bank-account' });

test('a payer gets the first provider that can take the payment there, or else the first', () => {
  const { forPayer, all } = createProviders([wechat, stripe, bank]);
  const kinds = ['wechat', 'phone', 'desktop'] as const;
  const names = kinds.map((kind) => forPayer({ kind, ip: '192.0.2.1' }).name);
  assert.deepEqual(names, ['wechat', 'wechat', 'stripe']);
  assert.deepEqual(all, [wechat, stripe, bank]);
  const alone = createProviders([wechat]);
  assert.equal(alone.forPayer({ kind: 'desktop', ip: '192.0.2.1' }).name, 'wechat');
});

test('who reaches bank accounts pays out; where nobody does, nobody', () => {
  assert.equal(createProviders([wechat, stripe, bank]).forPayouts(), bank);
  assert.equal(createProviders([wechat, stripe]).forPayouts(), undefined);
});

test('a payment is its provider’s; one from before providers were noted is the first one’s', () => {
  const providers = createProviders([wechat, stripe]);
  assert.equal(providers.find('stripe'), stripe);
  assert.equal(providers.find('bank'), undefined);
  assert.equal(providers.of({ provider: 'stripe', asked_provider: 'wechat' }), stripe);
  assert.equal(providers.of({ provider: null, asked_provider: 'stripe' }), stripe);
  assert.equal(providers.of({ provider: null, asked_provider: null }), wechat);
  assert.equal(providers.of({ provider: null }), wechat);
  assert.throws(() => providers.of({ provider: 'bank' }), {
    message: 'the payment provider bank is not set up any more',
  });
});

test('a provider tells us at an address of its own', () => {
  const platform = { config: { noticeOrigin: 'https://shop.example' } };
  const url = noticeUrlOf({ platform }, { name: 'wechat' });
  assert.equal(url, 'https://shop.example/api/v1/payments/notices/wechat');
});

test('so many a minute are let through, and as many in the next', () => {
  let at = 7 * minuteMs;
  const isLet = createMinuteLimit({ now: () => new Date(at) }, 2);
  assert.deepEqual([isLet(), isLet(), isLet(), isLet()], [true, true, false, false]);
  at += minuteMs - 1;
  assert.equal(isLet(), false, 'the same minute');
  at += 1;
  assert.deepEqual([isLet(), isLet(), isLet()], [true, true, false]);
});

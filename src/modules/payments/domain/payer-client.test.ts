import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf } from './payer-client.ts';

const kindOf = (userAgent: string) => clientOf({ ip: '10.0.0.1', userAgent }).kind;

test('a payer is inside WeChat, on a phone, or at a desk', () => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148 Safari/604.1';
  const android = 'Mozilla/5.0 (Linux; Android 16; Pixel 10) Chrome/140.0.0.0 Mobile Safari/537.36';
  assert.equal(kindOf(`${iphone} MicroMessenger/8.0.60`), 'wechat');
  assert.equal(kindOf(`${android} MicroMessenger/8.0.60`), 'wechat');
  assert.equal(kindOf(iphone), 'phone');
  assert.equal(kindOf(android), 'phone');
  assert.equal(kindOf('Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36'), 'desktop');
  assert.equal(kindOf('Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) Mobile/15E148'), 'desktop');
  assert.equal(kindOf(''), 'desktop');
});

test('who does not say where he is sits at a desk', () => {
  assert.deepEqual(clientOf(undefined), { kind: 'desktop', ip: '127.0.0.1' });
  assert.equal(clientOf({ ip: '10.0.0.1', userAgent: 'x' }).ip, '10.0.0.1');
});

// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isPushTarget } from './endpoint.ts';

const keys = {
  p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url'),
  auth: Buffer.alloc(16, 2).toString('base64url'),
};
const endpoint = 'https://push.example/send/abc';

it('takes what a browser hands out', () => {
  assert.ok(isPushTarget({ endpoint, ...keys }));
});

it('takes no address that leads inside, and no keys that are none', () => {
  for (const bad of [
    'http://push.example/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest',
    'https://10.0.0.8/x',
    'https://printer.local/x',
    'https://user:pass@push.example/x',
    `https://push.example/${'a'.repeat(1000)}`,
    'nothing',
  ]) {
    assert.equal(isPushTarget({ endpoint: bad, ...keys }), false, bad);
  }
  assert.equal(isPushTarget({ endpoint, ...keys, auth: 'AA' }), false);
  assert.equal(isPushTarget({ endpoint, ...keys, p256dh: 'AA' }), false);
});

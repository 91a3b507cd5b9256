// Real: all of it, with real keys. Handed in: the time.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  createNonceWindow,
  keyIdOf,
  newNonce,
  signingTimestamp,
  signingWindowMs,
  signNotice,
  signRequest,
  verifyNotice,
  verifyRequest,
  type SignedRequest,
} from './signing.ts';

const now = new Date('2026-11-24T04:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const secret = 'a secret of the merchant';
const request: SignedRequest = {
  method: 'POST',
  pathAndQuery: '/v1/payments?x=1',
  timestamp: signingTimestamp(now),
  nonce: 'nonce-of-this-test-0001',
  body: Buffer.from('{"amountFen":"168000"}'),
};
const judge = (change: Partial<SignedRequest>, at = now, key = secret) =>
  verifyRequest(
    { ...request, ...change },
    { signature: signRequest(request, secret), secret: key, now: at },
  );

describe('signed requests', () => {
  it('accepts what was signed', () => assert.equal(judge({}), 'ok'));
  it('signs the documented text, so that others can speak to it', () => {
    const plain = { ...request, timestamp: '1795492800', body: Buffer.from('{}') };
    assert.equal(
      signRequest(plain, 'k'),
      'ff07f9f3ac93f44795d0aee0ef2e203a55ce043e4414319137b02ddaaabaecd3',
    );
  });
  it('refuses a tampered body', () =>
    assert.equal(judge({ body: Buffer.from('{"amountFen":"1"}') }), 'wrong-signature'));
  it('refuses another path', () =>
    assert.equal(judge({ pathAndQuery: '/v1/refunds?x=1' }), 'wrong-signature'));
  it('refuses another query', () =>
    assert.equal(judge({ pathAndQuery: '/v1/payments?x=2' }), 'wrong-signature'));
  it('refuses another method', () => assert.equal(judge({ method: 'PUT' }), 'wrong-signature'));
  it('refuses another nonce', () =>
    assert.equal(judge({ nonce: 'nonce-of-this-test-0002' }), 'wrong-signature'));
  it('refuses a timestamp other than the signed one', () =>
    assert.equal(judge({ timestamp: signingTimestamp(later(1000)) }), 'wrong-signature'));
  it('refuses a wrong secret', () => assert.equal(judge({}, now, 'another'), 'wrong-signature'));
  it('accepts up to the edge of the window in both directions', () => {
    assert.equal(judge({}, later(signingWindowMs)), 'ok');
    assert.equal(judge({}, later(-signingWindowMs)), 'ok');
  });
  it('refuses a timestamp outside the window in both directions', () => {
    assert.equal(judge({}, later(signingWindowMs + 1)), 'stale');
    assert.equal(judge({}, later(-signingWindowMs - 1)), 'stale');
  });
  it('refuses malformed parts before any arithmetic', () => {
    assert.equal(judge({ timestamp: 'soon' }), 'malformed');
    assert.equal(judge({ nonce: 'short' }), 'malformed');
    assert.equal(judge({ nonce: 'a nonce with\nnew lines in it' }), 'malformed');
    for (const signature of ['', 'ab', 'z'.repeat(64)]) {
      assert.equal(verifyRequest(request, { signature, secret, now }), 'malformed');
    }
  });
});

describe('signed notices', () => {
  const keys = generateKeyPairSync('ed25519');
  const stranger = generateKeyPairSync('ed25519');
  const notice = { timestamp: request.timestamp, nonce: request.nonce, body: request.body };
  const signature = signNotice(notice, keys.privateKey);
  const verdict = (change: Partial<typeof notice>, at = now, publicKey = keys.publicKey) =>
    verifyNotice({ ...notice, ...change }, { signature, publicKey, now: at });

  it('accepts what the pinned key signed', () => assert.equal(verdict({}), 'ok'));
  it('refuses a notice whose body was tampered with', () =>
    assert.equal(verdict({ body: Buffer.from('{}') }), 'wrong-signature'));
  it('refuses a notice under another nonce', () =>
    assert.equal(verdict({ nonce: 'nonce-of-this-test-0002' }), 'wrong-signature'));
  it('refuses another key', () =>
    assert.equal(verdict({}, now, stranger.publicKey), 'wrong-signature'));
  it('refuses an old notice', () => assert.equal(verdict({}, later(signingWindowMs + 1)), 'stale'));
  it('refuses a signature that is none', () =>
    assert.equal(
      verifyNotice(notice, { signature: 'nonsense', publicKey: keys.publicKey, now }),
      'malformed',
    ));
  it('names a key by its fingerprint', () => {
    assert.match(keyIdOf(keys.publicKey), /^[0-9a-f]{16}$/);
    assert.notEqual(keyIdOf(keys.publicKey), keyIdOf(stranger.publicKey));
  });
});

describe('nonce window', () => {
  it('lets a nonce pass once', () => {
    const nonces = createNonceWindow();
    assert.equal(nonces.claim('one', now), true);
    assert.equal(nonces.claim('one', now), false);
    assert.equal(nonces.claim('two', now), true);
  });
  it('remembers a nonce for as long as its timestamp could pass', () => {
    const nonces = createNonceWindow();
    nonces.claim('early', now);
    nonces.claim('late', later(2 * signingWindowMs - 1));
    assert.equal(nonces.claim('late', later(4 * signingWindowMs - 2)), false);
    assert.equal(nonces.claim('early', later(2 * signingWindowMs)), false);
  });
  it('forgets what no window could accept any more', () => {
    const nonces = createNonceWindow(1);
    nonces.claim('first', now);
    assert.equal(nonces.claim('first', later(10 * signingWindowMs)), true);
  });
  it('refuses when full instead of forgetting', () => {
    const nonces = createNonceWindow(1);
    nonces.claim('first', now);
    assert.equal(nonces.claim('second', now), false);
  });
  it('makes nonces that its own rule accepts and that differ', () => {
    const nonce = newNonce();
    assert.equal(
      verifyRequest({ ...request, nonce }, { signature: 'f'.repeat(64), secret, now }),
      'wrong-signature',
    );
    assert.notEqual(nonce, newNonce());
  });
});

// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { matchingStep, newTotpSecret, otpauthUrl, totpCode } from './totp.ts';

// @source RFC 6238 appendix B: the ASCII secret 12345678901234567890 in base32
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it('gives the codes of the standard', () => {
  const codes = [
    [59, '287082'],
    [1111111109, '081804'],
    [20000000000, '353130'],
  ] as const;
  for (const [second, code] of codes) {
    assert.equal(totpCode(secret, new Date(second * 1000)), code);
    assert.equal(matchingStep(secret, code, new Date(second * 1000)), Math.floor(second / 30));
  }
});

it('takes codes one step beside, and none further off', () => {
  const at = new Date('2026-07-01T00:00:00Z');
  const step = at.getTime() / 30_000;
  for (const away of [-2, -1, 0, 1, 2]) {
    const code = totpCode(secret, new Date(at.getTime() + away * 30_000));
    const expected = Math.abs(away) <= 1 ? step + away : undefined;
    assert.equal(matchingStep(secret, code, at), expected);
  }
});

it('makes secrets of 160 bits that an app can read', () => {
  const made = newTotpSecret();
  assert.match(made, /^[A-Z2-7]{32}$/);
  assert.notEqual(made, newTotpSecret());
  const url = new URL(otpauthUrl(made, '掌柜 & co'));
  assert.equal(url.protocol, 'otpauth:');
  assert.equal(url.searchParams.get('secret'), made);
  assert.equal(url.searchParams.get('issuer'), 'Tuckshop');
});

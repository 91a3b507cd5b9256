// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { mailDomainOf, maskMailAddress, normalizeMailAddress } from './mail-address.ts';

it('takes an address in one form', () => {
  assert.equal(normalizeMailAddress('  Lin.Xiao+shop@Uni.EDU.cn '), 'lin.xiao+shop@uni.edu.cn');
  assert.equal(mailDomainOf('lin@uni.edu.cn'), 'uni.edu.cn');
  assert.equal(maskMailAddress('lin@uni.edu.cn'), 'l***@uni.edu.cn');
});

it('takes nothing that is none, or that could carry a second one', () => {
  const none = [
    '',
    'lin',
    'lin@',
    '@uni.cn',
    'lin@uni',
    'lin@127.0.0.1',
    'lin@[127.0.0.1]',
    'a@b.cn, c@d.cn',
    'a@b.cn\r\nBcc: c@d.cn',
    '"a b"@c.cn',
    'a..b@c.cn',
    '.a@c.cn',
    'a@-c.cn',
    'a@c..cn',
    '林@c.cn',
    `${'a'.repeat(65)}@c.cn`,
    `a@${'b.'.repeat(130)}cn`,
  ];
  for (const text of none) assert.equal(normalizeMailAddress(text), undefined, text);
});

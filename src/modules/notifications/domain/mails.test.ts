// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { digestMail, noticeMail } from './mails.ts';

const frame = {
  origin: 'https://shop.example',
  locale: 'zh-CN',
  unsubscribePage: 'https://x/u/t',
} as const;
const evil = '<img src=x onerror=alert(1)>"\'&';

it('writes what members typed as text, in both forms', () => {
  const { html, text, subject } = noticeMail({ text: evil, link: '/orders/1' }, frame);
  assert.doesNotMatch(html, /<img|onerror=alert\(1\)>/);
  assert.ok(text.includes(evil));
  assert.equal(subject, `小卖部：${evil}`);
  const digest = digestMail(
    'weekly',
    [{ title: evil, lines: [{ text: evil, link: '/n/1' }] }],
    frame,
  );
  assert.doesNotMatch(digest.html, /<img/);
  assert.match(digest.html, /href="https:\/\/shop\.example\/n\/1"/);
  assert.ok(digest.text.endsWith('https://x/u/t'));
});

it('keeps a subject in one short line', () => {
  const { subject } = noticeMail(
    { text: `a\r\nBcc: x@y.cn ${'长'.repeat(200)}`, link: '/' },
    frame,
  );
  assert.doesNotMatch(subject, /[\r\n]/);
  assert.equal([...subject].length, 90);
});

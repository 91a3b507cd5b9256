// Real: the sender, sockets, a small mail server in this process.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bodyOf, headerOf, smtpCatcher } from '../../../test/support/smtp-catcher.ts';
import { Outage, Unreached } from '../refusal.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const catcher = await smtpCatcher();
const mailer = createSmtpMailer({ url: catcher.url, from: '小卖部 <post@shop.example>' });
const mail = {
  to: 'lin@uni.edu.cn',
  template: 'test/mail',
  subject: '一周小结',
  text: '你好，小林',
};

it('hands a mail over in text and HTML, with a way to end it by one click', async () => {
  await mailer.sendMail({
    ...mail,
    html: '<p>你好，小林</p>',
    unsubscribeUrl: 'https://shop.example/u?t=1',
  });
  const [caught] = catcher.mails;
  assert.deepEqual([caught!.from, caught!.to], ['post@shop.example', ['lin@uni.edu.cn']]);
  assert.equal(headerOf(caught!, 'Subject'), '一周小结');
  assert.equal(headerOf(caught!, 'From'), '小卖部 <post@shop.example>');
  assert.equal(headerOf(caught!, 'List-Unsubscribe'), '<https://shop.example/u?t=1>');
  assert.equal(headerOf(caught!, 'List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');
  assert.match(bodyOf(caught!, 'text/plain'), /你好，小林/);
  assert.match(bodyOf(caught!, 'text/html'), /<p>你好，小林<\/p>/);
});

it('lets nothing typed become a header or a second receiver', async () => {
  await mailer.sendMail({ ...mail, subject: 'a\r\nBcc: evil@x.cn', text: '.\r\n..\r\nQUIT' });
  const caught = catcher.mails.at(-1)!;
  assert.deepEqual(caught.to, ['lin@uni.edu.cn']);
  assert.equal(headerOf(caught, 'Bcc'), undefined);
  assert.equal(headerOf(caught, 'List-Unsubscribe'), undefined);
  assert.match(bodyOf(caught, 'text/plain'), /^\.\r?\n\.\.\r?\nQUIT/);
});

it('a mail that is not taken is an outage', async () => {
  catcher.refuseNext('550 no such mailbox');
  await assert.rejects(
    mailer.sendMail(mail),
    (error) => error instanceof Outage && !(error instanceof Unreached),
  );
  const nobody = createSmtpMailer({ url: 'smtp://127.0.0.1:9', from: 'post@shop.example' });
  await assert.rejects(nobody.sendMail(mail), Unreached);
});

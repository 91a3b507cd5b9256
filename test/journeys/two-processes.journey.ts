// Real: the product twice on one PostgreSQL, each with its own connections, sockets and memories, as
// two web processes have them; HTTP and sockets. Simulated: the sandbox's outside world.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import WebSocket from 'ws';
import { createClient } from '../support/client.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const second = await product.beside();
const one = await people.join(product, '在第一台');
const other = await people.join(product, '在第二台');

/** The same member, served by the second process. */
const otherThere = createClient(second.url, second.app.routes);
await people.passTime(other, 61_000);
const code = await people.codeFor(product, other, other.phone);
await otherThere.call('signIn', { body: { phone: other.phone, code } });

const { conversationId } = await one.call<{ conversationId: string }>('startConversation', {
  body: { memberId: other.memberId },
});
const params = { conversationId };

type Heard = { type: string; seq?: number; memberId?: string };
async function listen(url: string, cookie: string): Promise<Heard[]> {
  const heard: Heard[] = [];
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/realtime`, {
    headers: { cookie },
  });
  after(() => socket.terminate());
  socket.on('message', (text: Buffer) => heard.push(JSON.parse(text.toString('utf8')) as Heard));
  await people.until(async () => heard.some(({ type }) => type === 'realtime/ready'));
  return heard;
}

const here = await listen(product.url, one.cookie());
const there = await listen(second.url, otherThere.cookie());
const has = (heard: Heard[], type: string, seq?: number) => () =>
  Promise.resolve(
    heard.some((wake) => wake.type === type && (seq === undefined || wake.seq === seq)),
  );

test('a message sent through one process reaches the socket on the other, and is read there', async () => {
  await one.call('sendMessage', { params, body: { clientId: 'a', text: '听得到吗' } });
  await people.until(has(there, 'chat/message', 1));
  const { items } = await otherThere.call<{ items: { text: string }[] }>('listMessages', {
    params,
    query: { after: 0 },
  });
  assert.deepEqual(
    items.map(({ text }) => text),
    ['听得到吗'],
  );
});

test('a read mark and typing on one process reach the other', async () => {
  await otherThere.call('markConversationRead', { params, body: { seq: 1 } });
  await people.until(has(here, 'chat/read', 1));
  await otherThere.call('sayTyping', { params });
  await people.until(has(here, 'chat/typing'));
  const { otherReadSeq } = await one.call<{ otherReadSeq: number }>('getConversation', { params });
  assert.equal(otherReadSeq, 1);
});

test('the same message sent through both at once is one message', async () => {
  const body = { clientId: 'twice', text: '只有一条' };
  const sent = await Promise.all(
    [otherThere, other, otherThere, other].map((client) =>
      client.call<{ seq: number }>('sendMessage', { params, body }),
    ),
  );
  assert.deepEqual(
    sent.map(({ seq }) => seq),
    [2, 2, 2, 2],
  );
});

test('a session revoked on one process is cut on the other', async () => {
  const { items } = await other.call<{ items: { id: string; isCurrent: boolean }[] }>(
    'listSessions',
  );
  const away = items.filter(({ isCurrent }) => !isCurrent);
  for (const { id } of away) await other.call('revokeSession', { params: { sessionId: id } });
  await otherThere.refused('listConversations', 'platform/sign-in-required');
});

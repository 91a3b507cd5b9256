// Real: the product in two processes of the operating system on one PostgreSQL and one data folder:
// this one does everything, and `src/main.ts` with TUCKSHOP_ROLE=web beside it only serves; HTTP and
// sockets. Simulated: the sandbox's outside world, which both share.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import WebSocket from 'ws';
import { hourMs, minuteMs } from '#platform/clock.ts';
import { createClient, type Client } from '../support/client.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const second = await product.beside();
assert.notEqual(second.pid, process.pid);
const one = await people.join(product, '在第一台');
const other = await people.join(product, '在第二台');

/** The same member, served by the second process. */
const otherThere = createClient(second.url, product.app.routes);
await people.passTime(other, 61_000);
await clockStandsAhead(otherThere, 61_000);
const code = await people.codeFor(product, otherThere, other.phone);
await otherThere.call('signIn', { body: { phone: other.phone, code } });

const { conversationId } = await one.call<{ conversationId: string }>('startConversation', {
  body: { memberId: other.memberId },
});
const params = { conversationId };

/** Who has moved the clock through one process has moved it for the other a moment later. */
function clockStandsAhead(client: Client, aheadMs: number): Promise<void> {
  return people.until(async () => (await client.call('getClock'))['aheadMs'] === aheadMs);
}

type Heard = { type: string; seq?: number; memberId?: string; noteId?: string };
async function listen(url: string, cookie: string): Promise<Heard[]> {
  const heard: Heard[] = [];
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/realtime`, {
    headers: { cookie },
  });
  after(() => socket.terminate());
  socket.on('message', (text: Buffer) => heard.push(JSON.parse(text.toString('utf8')) as Heard));
  socket.on('close', (code) => heard.push({ type: `closed ${code}` }));
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

/** The newest note of those the caller follows. */
async function newestFollowed(client: Client): Promise<string | undefined> {
  const query = { kind: 'following' };
  return (await client.call<{ items: { id: string }[] }>('getFeed', { query })).items[0]?.id;
}

async function publish(client: Client, title: string): Promise<string> {
  const pictureId = await people.uploadPicture(client);
  const body = { title, body: ['两台都看得到。'], pictureIds: [pictureId] };
  return (await client.call<{ noteId: string }>('publishNote', { body })).noteId;
}

test('a note published on one is in its followers’ feed on the other in the next read', async () => {
  await otherThere.call('followMember', { params: { memberId: one.memberId } });
  await one.call('followMember', { params: { memberId: other.memberId } });
  for (const title of ['第一条', '第二条']) {
    const here = await publish(one, title);
    assert.equal(await newestFollowed(otherThere), here);
    const there = await publish(otherThere, title);
    assert.equal(await newestFollowed(one), there);
  }
});

test('the clock moved on one is moved on the other, and notes still go live there', async () => {
  await people.passTime(one, hourMs);
  await clockStandsAhead(otherThere, 61_000 + hourMs);
  await Promise.all([people.passTime(one, minuteMs), people.passTime(otherThere, minuteMs)]);
  const aheadMs = 61_000 + hourMs + 2 * minuteMs;
  for (const client of [one, otherThere]) await clockStandsAhead(client, aheadMs);
  // The follow is an hour old now: its notes come by the timeline, which the first process writes.
  const [noteId, noteThere] = [await publish(one, '一小时后'), await publish(otherThere, '也是')];
  await people.until(async () => there.some((wake) => wake.noteId === noteId));
  await people.until(async () => (await newestFollowed(otherThere)) === noteId);
  await people.until(async () => (await newestFollowed(one)) === noteThere);
});

test('a limit counts what was done on both', async () => {
  const noteId = await newestFollowed(one);
  const comment = (client: Client, at: number) =>
    client.send('commentOnNote', { params: { noteId: noteId! }, body: { text: `第 ${at} 条` } });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => comment(at % 2 ? other : otherThere, at)),
  );
  const done = answers.filter(({ status }) => status < 300);
  assert.equal(done.length, 15);
  for (const { status, body } of answers.filter((one) => !done.includes(one))) {
    assert.deepEqual([status, (body as { code: string }).code], [429, 'reactions/too-fast']);
  }
});

test('what the simulated courier and provider are told on one holds for both', async () => {
  const fault = { body: { loseNext: 1 } };
  await otherThere.call('setProviderFault', fault);
  assert.equal(product.sandbox.payments.control.faults().loseNext, 1);
  await otherThere.call('setProviderFault', { body: { loseNext: 0 } });
  const parcel = { params: { waybillNo: 'SF0000000001' }, body: { to: 'DELIVERED' } };
  await otherThere.refused('advanceParcel', 'sandbox/no-such-parcel', parcel);
});

test('a session revoked on one process is cut on the other', async () => {
  const { items } = await other.call<{ items: { id: string; isCurrent: boolean }[] }>(
    'listSessions',
  );
  const away = items.filter(({ isCurrent }) => !isCurrent);
  for (const { id } of away) await other.call('revokeSession', { params: { sessionId: id } });
  await people.until(has(there, 'closed 4001'));
  await otherThere.refused('listConversations', 'platform/sign-in-required');
});

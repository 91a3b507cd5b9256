import type { Ground } from './ground.ts';
import { closedLoop, openCaller, warmUp, type Caller } from './load.ts';
import { startBenchProduct } from './product.ts';
import type { Report } from './report.ts';
import { bigTown, memberIdOf, tokenOf } from './town-sql.ts';
import { openTowns } from './town.ts';

const clients = 32;

type Talker = { caller: Caller; path: string; headers: Record<string, string>; sent: number };

/** Messages sent in 32 conversations at once, each by one member to another, in the big town. */
export async function benchChat(seconds: number): Promise<Report> {
  const towns = await openTowns();
  try {
    const ground = await towns.open(bigTown);
    const product = await startBenchProduct(ground, false);
    try {
      const talkers = await Promise.all(
        Array.from({ length: clients }, (_, at) => talkerOf(ground, product.port, at)),
      );
      const send = (client: number) => sendOne(talkers[client]!);
      await warmUp(clients, send);
      const measured = await closedLoop(clients, seconds * 1000, send);
      for (const { caller } of talkers) caller.close();
      const { rssMb } = await product.counted();
      return {
        name: 'chat',
        table: [{ what: 'messages sent, 32 conversations', ...measured }],
        figures: {
          perSecond: measured.perSecond,
          p50Ms: measured.p50Ms,
          p95Ms: measured.p95Ms,
          rssMb,
        },
        targets: [],
      };
    } finally {
      await product.stop();
    }
  } finally {
    await towns.close();
  }
}

/** A member with a conversation with somebody who follows them, so that nothing limits the two. */
async function talkerOf(ground: Ground, port: number, at: number): Promise<Talker> {
  const caller = await openCaller(port);
  const reader = at * 2;
  const headers = {
    authorization: `Bearer ${tokenOf(reader)}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ memberId: await memberIdOf(ground, reader + 1) });
  const answer = await caller.send('POST', '/api/v1/conversations', headers, body);
  const { conversationId } = JSON.parse(answer.text) as { conversationId?: string };
  if (!conversationId) throw new Error(`no conversation: ${answer.status} ${answer.text}`);
  return { caller, headers, path: `/api/v1/conversations/${conversationId}/messages`, sent: 0 };
}

async function sendOne(talker: Talker): Promise<void> {
  talker.sent += 1;
  const clientId = `${process.pid}-${Date.now()}-${talker.sent}`;
  const body = JSON.stringify({ clientId, text: '还在的，明天中午南门可以自提。' });
  // The caller reads bytes as latin1 and writes UTF-8.
  const answer = await talker.caller.send('POST', talker.path, talker.headers, body);
  if (answer.status >= 300) throw new Error(`not sent: ${answer.status} ${answer.text}`);
}

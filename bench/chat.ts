import type { Ground } from './ground.ts';
import { closedLoop, openCaller, warmUp, type Caller } from './load.ts';
import { startBenchProduct } from './product.ts';
import type { Report } from './report.ts';
import { bigTown, memberIdOf, tokenOf } from './town-sql.ts';
import { openTowns } from './town.ts';

const clients = 32;
/** Each client lends its connection to so many members in turn: nobody may write 30 times a minute. */
const talkersEach = 36;

type Talker = { caller: Caller; path: string; headers: Record<string, string> };

/** Messages sent in 32 conversations at once, each by one member to another, in the big town. */
export async function benchChat(seconds: number): Promise<Report> {
  const towns = await openTowns();
  try {
    const ground = await towns.open(bigTown);
    const product = await startBenchProduct(ground, false);
    try {
      const groups = await Promise.all(
        Array.from({ length: clients }, (_, at) => talkersOf(ground, product.port, at)),
      );
      let sent = 0;
      const send = (client: number) => sendOne(groups[client]!, (sent += 1));
      await warmUp(clients, send);
      const measured = await closedLoop(clients, seconds * 1000, send);
      for (const [first] of groups) first!.caller.close();
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

const headersOf = (member: number) => ({
  authorization: `Bearer ${tokenOf(member)}`,
  'content-type': 'application/json',
});

/** Members with a conversation each; it was answered, so that nothing holds them back. */
async function talkersOf(ground: Ground, port: number, client: number): Promise<Talker[]> {
  const caller = await openCaller(port);
  const talkers: Talker[] = [];
  for (let at = 0; at < talkersEach; at += 1) {
    const member = (client * talkersEach + at) * 2;
    const headers = headersOf(member);
    const body = JSON.stringify({ memberId: await memberIdOf(ground, member + 1) });
    const answer = await caller.send('POST', '/api/v1/conversations', headers, body);
    const { conversationId } = JSON.parse(answer.text) as { conversationId?: string };
    if (!conversationId) throw new Error(`no conversation: ${answer.status} ${answer.text}`);
    const path = `/api/v1/conversations/${conversationId}/messages`;
    const talker = { caller, headers, path };
    // Whoever wrote first, in an earlier run perhaps: now both have.
    for (const one of [{ ...talker, headers: headersOf(member + 1) }, talker]) {
      await sendOne([one], at);
    }
    talkers.push(talker);
  }
  return talkers;
}

async function sendOne(talkers: Talker[], number: number): Promise<void> {
  const talker = talkers.shift()!;
  talkers.push(talker);
  const { caller, path, headers } = talker;
  const clientId = `${process.pid}-${Date.now()}-${number}`;
  const body = JSON.stringify({ clientId, text: '还在的，明天中午南门可以自提。' });
  // The caller reads bytes as latin1 and writes UTF-8.
  const answer = await caller.send('POST', path, headers, body);
  if (answer.status >= 300) throw new Error(`not sent: ${answer.status} ${answer.text}`);
}

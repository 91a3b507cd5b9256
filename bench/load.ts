import net from 'node:net';

export type Measured = {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  done: number;
};

/** Runs clients in a closed loop for a time: each starts its next piece of work when the last is done. */
export async function closedLoop(
  clients: number,
  forMs: number,
  work: (client: number) => Promise<void>,
): Promise<Measured> {
  const took: number[] = [];
  const start = performance.now();
  const end = start + forMs;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        const began = performance.now();
        await work(client);
        took.push(performance.now() - began);
      }
    }),
  );
  return measuredOf(took, performance.now() - start);
}

function measuredOf(took: number[], overMs: number): Measured {
  return { perSecond: (took.length / overMs) * 1000, ...quantiles(took), done: took.length };
}

/** The middle of some times, and what all but a twentieth stayed under. */
export function quantiles(took: readonly number[]): Pick<Measured, 'p50Ms' | 'p95Ms'> {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** How often each client works before it is measured, so that every connection has its plans. */
export const warmEach = 10;

/** Runs clients until each has worked so often. */
export async function warmUp(
  clients: number,
  work: (client: number) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = 0; turn < warmEach; turn += 1) await work(client);
    }),
  );
}

/** The value in the middle. */
export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

export type Answer = { status: number; text: string };
export type Caller = {
  send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<Answer>;
  close(): void;
};

/**
 * One client with a kept connection and one call at a time. Written out because it shares two
 * cores with what it measures: Node's own client takes as much CPU as the product's answer.
 */
export async function openCaller(port: number): Promise<Caller> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let waiting: PromiseWithResolvers<Answer> | undefined;
  let got = '';
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    got += part;
    const answer = wholeAnswer(got);
    if (!answer) return;
    got = '';
    waiting?.resolve(answer);
  });
  socket.on('close', () => waiting?.reject(new Error('the product closed the connection')));
  socket.on('error', (error) => waiting?.reject(error));
  return {
    send(method, path, headers, body) {
      waiting = Promise.withResolvers<Answer>();
      const all = { host: 'bench', ...headers, 'content-length': Buffer.byteLength(body) };
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
}

/** The answer, once all of it is there; bytes are read as latin1, so a character is a byte. */
function wholeAnswer(got: string): Answer | undefined {
  const headEnd = got.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(got.slice(0, headEnd))?.[1];
  if (!length) throw new Error('an answer without a length');
  const text = got.slice(headEnd + 4);
  if (text.length < Number(length)) return undefined;
  return { status: Number(got.slice(9, 12)), text };
}

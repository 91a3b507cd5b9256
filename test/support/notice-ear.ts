import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isRefusal } from '#platform/refusal.ts';
import type { Payments } from '#payments';

/** Where a provider tells the payments room alone; answers as the API's route does. */
export async function startNoticeEar(receive: Payments['receiveNotice']) {
  /** How long each notice took to be answered, in milliseconds. */
  const tookMs: number[] = [];
  /** How often each answer was given. */
  const answers = new Map<string, number>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const heardAt = performance.now();
      const provider = request.url!.split('/').at(-1)!;
      void receive({ provider, headers: request.headers, rawBody: Buffer.concat(parts) })
        .then(
          ({ outcome }) => ({ outcome, status: 200 }),
          (error: unknown) =>
            isRefusal(error)
              ? { outcome: 'refused', status: 401 }
              : { outcome: 'out', status: 503 },
        )
        .then(({ outcome, status }) => {
          answers.set(outcome, (answers.get(outcome) ?? 0) + 1);
          tookMs.push(performance.now() - heardAt);
          response.writeHead(status).end();
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tookMs,
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a party outside gets it, and what it answers. */
export type PartyRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** As it stands on the request line, for signatures. */
  target: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
};
export type PartyAnswer = {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

export type LocalParty = { url: string; close(): Promise<void> };

/** Serves a stand-in for an outside party on this machine; `undefined` hangs up without an answer. */
export async function startLocalParty(
  answer: (request: PartyRequest) => PartyAnswer | undefined,
): Promise<LocalParty> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const target = request.url ?? '/';
      const { pathname, searchParams } = new URL(target, 'http://localhost');
      const told = answer({
        method: request.method ?? 'GET',
        path: pathname,
        query: searchParams,
        target,
        headers: request.headers,
        body: Buffer.concat(parts),
      });
      if (!told) return void request.destroy();
      response.writeHead(told.status, told.headers).end(told.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

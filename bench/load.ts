import http from 'node:http';

export type Measured = {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
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
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    perSecond: (took.length / overMs) * 1000,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    done: took.length,
  };
}

export type Caller = (
  method: string,
  path: string,
  headers?: Record<string, string>,
  body?: string,
) => Promise<{ status: number; text: string }>;

/** A kept-alive client with as many connections as there are clients. */
export function createCaller(port: number, connections: number): Caller {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  return (method, path, headers = {}, body = '') =>
    new Promise((resolve, reject) => {
      const length = body ? { 'content-length': String(Buffer.byteLength(body)) } : {};
      const options = { host: '127.0.0.1', port, method, path, agent };
      const request = http.request(
        { ...options, headers: { ...headers, ...length } },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => (text += part));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      request.on('error', reject);
      request.end(body);
    });
}

import autocannon from 'autocannon';

export type Shot = { perSecond: number; p99Ms: number };
/** One request of a client; a path below the origin. */
export type Asked = { path: string; token?: string; method?: 'GET' | 'POST'; body?: string };

/**
 * Lets clients ask in a closed loop for a time, after three seconds of warming up.
 * @param asked each client goes through these in an order of its own
 */
export async function shoot(
  origin: string,
  asked: readonly Asked[],
  { clients, seconds }: { clients: number; seconds: number },
): Promise<Shot> {
  const requests = asked.map(({ path, token, method = 'GET', body }) => ({
    path,
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body } : {}),
  }));
  const setupClient: NonNullable<Parameters<typeof autocannon>[0]['setupClient']> = (client) =>
    client.setRequests(requests.toSorted(() => Math.random() - 0.5));
  const load = { url: origin, connections: clients, setupClient };
  await autocannon({ ...load, duration: 3 });
  const result = await autocannon({ ...load, duration: Math.max(2, seconds) });
  if (result.non2xx > 0) throw new Error(`${asked[0]?.path}: ${result.non2xx} answers were no 2xx`);
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 };
}

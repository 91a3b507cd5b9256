import pg from 'pg';

/**
 * Does a piece of work on a connection of its own. A server that ends it fails the query it is at,
 * or the next one; the process lives on.
 */
export async function onConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // Without anybody to hear it, the end of a connection would be the end of the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

import { onConnection } from '#platform/db/one-connection.ts';

/** One statement on the small facts a sandbox keeps in the database, on a connection of its own. */
export async function querySettings(
  databaseUrl: string,
  text: string,
  values: unknown[],
): Promise<{ value: unknown }[]> {
  const { rows } = await onConnection(databaseUrl, (client) =>
    client.query<{ value: unknown }>(text, values),
  );
  return rows;
}

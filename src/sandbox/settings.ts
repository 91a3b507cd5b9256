import pg from 'pg';

/** One statement on the small facts a sandbox keeps in the database, on a connection of its own. */
export async function querySettings(
  databaseUrl: string,
  text: string,
  values: unknown[],
): Promise<{ value: unknown }[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<{ value: unknown }>(text, values)).rows;
  } finally {
    await client.end();
  }
}

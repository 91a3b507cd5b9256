import { createSecrets } from '../secrets.ts';
import { StartFault } from './start-fault.ts';
import { onConnection } from './one-connection.ts';

const settingName = 'platform/key-fingerprint';

/**
 * Makes sure that a database is opened with the key it was written with; the first key is noted.
 * With another one phones, real names and addresses could never be read again.
 * @throws StartFault start/key-differs
 */
export async function assertKeyFits(url: string, secretKey: Buffer): Promise<void> {
  const fingerprint = createSecrets(secretKey).fingerprint(settingName, '');
  await onConnection(url, async (client) => {
    await client.query(
      `insert into platform.setting (name, value, changed_at) values ($1, $2::jsonb, now())
       on conflict (name) do nothing`,
      [settingName, JSON.stringify(fingerprint)],
    );
    const { rows } = await client.query<{ value: string }>(
      'select value from platform.setting where name = $1',
      [settingName],
    );
    if (rows[0]?.value !== fingerprint) throw new StartFault('start/key-differs');
  });
}

import { StartFault } from '#platform/db/start-fault.ts';
import { querySettings } from './settings.ts';

/** Where the simulators are reached by every process that shares the database. */
export type SimulatorPlaces = {
  payments: string;
  /** Where the payer's browser finds the cashier. */
  cashier: string;
  courier: string;
};

const settingName = 'sandbox/simulators';

/** Writes down where the simulators of this start are. */
export async function tellPlaces(databaseUrl: string, places: SimulatorPlaces): Promise<void> {
  await querySettings(
    databaseUrl,
    `insert into platform.setting (name, value, changed_at) values ($1, $2::jsonb, now())
     on conflict (name) do update set value = excluded.value, changed_at = now()`,
    [settingName, JSON.stringify(places)],
  );
}

/** @throws StartFault start/nobody-to-join when no simulator was ever started for this database. */
export async function findPlaces(
  databaseUrl: string,
  dataFolder: string,
): Promise<SimulatorPlaces> {
  const text = 'select value from platform.setting where name = $1';
  const [row] = await querySettings(databaseUrl, text, [settingName]);
  if (!row) throw new StartFault('start/nobody-to-join', { folder: dataFolder });
  return row.value as SimulatorPlaces;
}

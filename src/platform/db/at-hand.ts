import { join } from 'node:path';
import type { Config } from '../config.ts';
import { startEmbeddedDatabase, type Progress } from './embedded.ts';

/**
 * Runs a command's work on the database at hand: the one that the settings name, else the
 * embedded one of the data folder, beside the running product or without it.
 * @param log what there is to say while the embedded one starts
 */
export async function onDatabaseAtHand<T>(
  config: Config,
  log: (line: Progress) => void,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl) return work(config.databaseUrl);
  const dataFolder = join(config.dataFolder, 'postgres');
  const server = await startEmbeddedDatabase({ dataFolder, log });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, StartFault } from '#platform/db/start-fault.ts';

/** The sandbox's own keys, made at the first start and kept beside its data. */
export type SandboxKeys = { secretKey: Buffer; merchantSecret: string };

/**
 * Reads the keys of a data folder, or makes them.
 * @throws StartFault start/keys-unreadable when they are there and damaged
 */
export async function loadSandboxKeys(dataFolder: string): Promise<SandboxKeys> {
  const file = join(dataFolder, 'keys.json');
  const found = await readKeys(file);
  if (found) return found;
  const keys = { secretKey: randomBytes(32), merchantSecret: randomBytes(32).toString('hex') };
  await mkdir(dataFolder, { recursive: true });
  const text = JSON.stringify({ ...keys, secretKey: keys.secretKey.toString('base64') }, null, 2);
  // Whole or not at all: a process killed in the middle must not leave half a key.
  await writeFile(`${file}.new`, text, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return keys;
}

/**
 * Reads the keys of a Tuckshop that is there already, and makes none.
 * @throws StartFault start/nobody-to-join, start/keys-unreadable
 */
export async function keysToJoin(dataFolder: string): Promise<SandboxKeys> {
  const found = await readKeys(join(dataFolder, 'keys.json'));
  if (found) return found;
  throw new StartFault('start/nobody-to-join', { folder: dataFolder });
}

async function readKeys(file: string): Promise<SandboxKeys | undefined> {
  try {
    return parse(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return undefined;
  }
}

function parse(text: string, file: string): SandboxKeys {
  try {
    const { secretKey, merchantSecret } = JSON.parse(text) as Record<string, string>;
    const key = Buffer.from(secretKey!, 'base64');
    if (key.length === 32 && merchantSecret) return { secretKey: key, merchantSecret };
  } catch (error) {
    throw new StartFault('start/keys-unreadable', { file }, error);
  }
  throw new StartFault('start/keys-unreadable', { file });
}

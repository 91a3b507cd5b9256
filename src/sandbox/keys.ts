import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The sandbox's own keys, made at the first start and kept beside its data. */
export type SandboxKeys = { secretKey: Buffer; merchantSecret: string };

/** Reads the keys of a data folder, or makes them. */
export async function loadSandboxKeys(dataFolder: string): Promise<SandboxKeys> {
  const file = join(dataFolder, 'keys.json');
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    return {
      secretKey: Buffer.from(kept['secretKey']!, 'base64'),
      merchantSecret: kept['merchantSecret']!,
    };
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
  }
  const keys = { secretKey: randomBytes(32), merchantSecret: randomBytes(32).toString('hex') };
  await mkdir(dataFolder, { recursive: true });
  const text = JSON.stringify({ ...keys, secretKey: keys.secretKey.toString('base64') }, null, 2);
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  return keys;
}

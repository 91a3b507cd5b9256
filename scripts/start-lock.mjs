// Two starts of one clone at the same moment must not install into the same folder.
// Plain JavaScript for any Node from 18 on: it runs before anything is installed.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Stop, say } from './words.mjs';

const stepMs = 250;
const stepsMax = 2400;

/**
 * Does the work while no other process does; a lock left by a process that is gone is taken over.
 * @template T @param {string} file @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function whileHoldingLock(file, work) {
  await take(file);
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} file */
async function take(file) {
  for (let step = 0; step < stepsMax; step += 1) {
    if (tryTake(file)) return;
    if (step === 4) {
      say({
        en: 'Another start of this folder is at work: waiting for it ...',
        zh: '这个文件夹正由另一次启动在准备，稍等……',
      });
    }
    await wait(stepMs);
  }
  throw new Stop({
    en: `Another start has held ${file} for ten minutes. If none is running, delete that file and try again.`,
    zh: `另一次启动已经占用 ${file} 十分钟。如果确实没有在运行，请删除这个文件再试一次。`,
  });
}

/** @param {string} file */
function tryTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== 'EEXIST') throw error;
    if (!holderLives(file)) rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file */
function holderLives(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // An empty file is a lock being written at this moment.
    if (!pid) return true;
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return /** @type {{ code?: string }} */ (error).code === 'EPERM';
  }
}

import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Whether a process lives; one that ended and was not yet collected counts as gone. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ESRCH') return false;
    if (code !== 'EPERM') throw error;
  }
  if (process.platform !== 'linux') return true;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return false;
  return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

const stepMs = 20;

/** Waits until a process is gone; false when it still lives after that time. */
export async function isGoneWithin(pid: number, patienceMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += stepMs) {
    if (!(await isAlive(pid))) return true;
    await wait(stepMs);
  }
  return false;
}

/** Tells a process from a later one with the same number; empty where the system does not say. */
export async function birthOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return '';
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  // After the name in brackets the 20th field is the start time in clock ticks since boot.
  const startedAtTick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${boot.trim()} ${startedAtTick}`;
}

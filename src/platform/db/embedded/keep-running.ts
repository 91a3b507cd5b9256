import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from '../../processes.ts';
import type { Locale } from '../../refusal.ts';
import { StartFault } from '../start-fault.ts';

export type Keeper = {
  /** The server's process as it was last seen. */
  pid(): number;
  /** Ends the watch; a start under way is given up. The server itself stays as it is. */
  stop(): Promise<void>;
};

export type Keeping = {
  /** Starts the server again, or finds the one another process has started; answers its process. */
  revive(signal: AbortSignal): Promise<number>;
  log(line: Record<Locale, string>): void;
};

const lookMs = 200;
const pauseMsMax = 5_000;

/**
 * Watches a server and starts it again when it has ended without being asked to: killed, out of
 * memory, or stopped by a full disk, for as long as it takes. What keeps it from starting is said
 * once, not at the first try (the ended server's last children may still hold its memory).
 */
export function keepRunning(pid: number, { revive, log }: Keeping): Keeper {
  const ending = new AbortController();
  let present = pid;
  const reviveAtLast = async (): Promise<void> => {
    let said: string | undefined;
    for (let tries = 1; !ending.signal.aborted; tries += 1) {
      try {
        present = await revive(ending.signal);
        return log(lines.again(present));
      } catch (error) {
        if (tries > 1) said = say(error, said, log);
        await rest(Math.min(tries * lookMs, pauseMsMax), ending.signal);
      }
    }
  };
  const watch = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await rest(lookMs, ending.signal);
      if (ending.signal.aborted || (await isAlive(present))) continue;
      log(lines.ended());
      await reviveAtLast();
    }
  };
  const watching = watch();
  return {
    pid: () => present,
    async stop() {
      ending.abort();
      await watching;
    },
  };
}

const lines = {
  ended: () => ({
    'zh-CN': '数据库意外停止，正在重新启动……',
    en: 'The database ended unexpectedly: starting it again ...',
  }),
  again: (pid: number) => ({
    'zh-CN': `数据库已恢复运行（进程 ${pid}）`,
    en: `The database is running again (process ${pid})`,
  }),
};

/** Says a fault that was not the last one said; answers what was said last. */
function say(error: unknown, said: string | undefined, log: Keeping['log']): string | undefined {
  const isFault = error instanceof StartFault;
  const words = (locale: Locale) => (isFault ? error.inWords(locale) : String(error));
  if (words('en') !== said) log({ 'zh-CN': words('zh-CN'), en: words('en') });
  return words('en');
}

/** Waits without holding the process, and not a moment longer than wanted. */
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
}

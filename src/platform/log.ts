type Level = 'info' | 'warn' | 'error';
export type Log = Record<Level, (event: string, fields?: Record<string, unknown>) => void>;

/** One JSON line an event on standard error; `event` begins with the room's name. */
export const log: Log = {
  info: (event, fields) => write('info', event, fields),
  warn: (event, fields) => write('warn', event, fields),
  error: (event, fields) => write('error', event, fields),
};

let quiet = process.env['TUCKSHOP_LOG'] === 'off';

/** Silences the log, for tests and for commands whose output is read by people. */
export function silenceLog(): void {
  quiet = true;
}

function write(level: Level, event: string, fields: Record<string, unknown> = {}): void {
  if (quiet && level !== 'error') return;
  const at = new Date().toISOString();
  process.stderr.write(`${JSON.stringify({ at, level, event, ...fields }, plain)}\n`);
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Error) return { message: value.message, stack: value.stack };
  return value;
}

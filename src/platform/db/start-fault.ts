import type { Locale } from '../refusal.ts';

type Words = Record<Locale, string>;

/** What can keep Tuckshop from starting, each with one sentence that says what to do. */
const faults = {
  'start/disk-full': {
    'zh-CN':
      '{folder} 所在的磁盘快满了（只剩 {freeMb} MB，至少需要 {needMb} MB）。请腾出空间后再启动，已有的数据都还在。',
    en: 'The disk that holds {folder} is full ({freeMb} MB free, {needMb} MB needed): free some space and start again, nothing that was stored is lost.',
  },
  'start/data-corrupt': {
    'zh-CN':
      '数据文件夹 {folder} 已损坏（{reason}）。请恢复备份，或者把这个文件夹移走，再从空的数据开始。',
    en: 'The data folder {folder} is damaged ({reason}): restore a backup of it, or move it away to begin with empty data.',
  },
  'start/data-other-version': {
    'zh-CN':
      '数据文件夹 {folder} 属于 PostgreSQL {found}，而这个版本自带的是 {ours}。请用当时的 Tuckshop 启动它，或者把这个文件夹移走，再从空的数据开始。',
    en: 'The data folder {folder} was made by PostgreSQL {found}, this Tuckshop brings {ours}: start it with the Tuckshop it was made by, or move it away to begin with empty data.',
  },
  'start/no-permission': {
    'zh-CN':
      '当前用户不能读写 {path}（属于 {owner}）。请用原来的用户启动，或者给当前用户读写权限，也可以用 TUCKSHOP_DATA 换一个文件夹。',
    en: 'This user may not read and write {path} (it belongs to {owner}): start as the same user as before, give this user the right, or name another folder in TUCKSHOP_DATA.',
  },
  'start/port-taken': {
    'zh-CN': '端口 {port} 已被另一个程序占用。请先停掉它，或者换一个端口：PORT={other} npm start。',
    en: 'Port {port} is taken by another program: stop that one, or choose another port with PORT={other} npm start.',
  },
  'start/port-forbidden': {
    'zh-CN': '当前用户不能使用端口 {port}。请换一个 1024 以上的端口，例如：PORT=3000 npm start。',
    en: 'This user may not use port {port}: choose one above 1023, for example PORT=3000 npm start.',
  },
  'start/database-wont-start': {
    'zh-CN': '数据库没有启动起来：{reason}。详细记录在 {logFile}。',
    en: 'The database did not start: {reason}. Its log: {logFile}.',
  },
  'start/database-unsupported': {
    'zh-CN':
      '自带的数据库不能在这台机器（{machine}）上运行。请自行准备 PostgreSQL 15 或更新的版本，并用 DATABASE_URL 告诉 Tuckshop。',
    en: 'The database that comes along cannot run on this machine ({machine}): provide a PostgreSQL 15 or newer and name it in DATABASE_URL.',
  },
} satisfies Record<string, Words>;

export type StartFaultCode = keyof typeof faults;
export type StartFaultParams = Record<string, string | number>;

/** Something outside the program keeps it from starting, and whoever starts it can mend it. */
export class StartFault extends Error {
  readonly code: StartFaultCode;
  readonly params: StartFaultParams;

  constructor(code: StartFaultCode, params: StartFaultParams = {}, cause?: unknown) {
    super(wordsOf(code, params, 'en'), { cause });
    this.name = 'StartFault';
    this.code = code;
    this.params = params;
  }

  /** The one sentence to show. */
  inWords(locale: Locale): string {
    return wordsOf(this.code, this.params, locale);
  }
}

/** Every code, for a test that wants to see both texts of each. */
export const startFaultCodes = Object.keys(faults) as StartFaultCode[];

/**
 * The fault behind an error of `listen` on the port a person chose; other errors come back as
 * they are. `throw listenFault(error, port)`.
 */
export function listenFault(error: unknown, port: number): unknown {
  const code = errnoOf(error);
  if (code === 'EADDRINUSE') {
    return new StartFault('start/port-taken', { port, other: portBeside(port) }, error);
  }
  if (code === 'EACCES') return new StartFault('start/port-forbidden', { port }, error);
  return error;
}

/** The system's code of an error (`EACCES`), if it has one. */
export function errnoOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

const portMax = 65_535;

function portBeside(port: number): number {
  return port + 10 <= portMax ? port + 10 : port - 10;
}

function wordsOf(code: StartFaultCode, params: StartFaultParams, locale: Locale): string {
  return faults[code][locale].replace(
    /\{(\w+)\}/g,
    (_all, name: string) => `${params[name] ?? '?'}`,
  );
}

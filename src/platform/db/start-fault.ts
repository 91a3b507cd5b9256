import { createServer } from 'node:net';
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
    'zh-CN':
      '端口 {port} 已被另一个程序占用（小卖部要用 PORT 和它后面的两个）。请先停掉那个程序，或者换一个端口：PORT={other} npm start。',
    en: 'Port {port} is taken by another program (Tuckshop uses PORT and the two after it): stop that one, or choose another port with PORT={other} npm start.',
  },
  'start/port-forbidden': {
    'zh-CN': '当前用户不能使用端口 {port}。请换一个 1024 以上的端口，例如：PORT=3000 npm start。',
    en: 'This user may not use port {port}: choose one above 1023, for example PORT=3000 npm start.',
  },
  'start/database-wont-start': {
    'zh-CN': '数据库没有启动起来：{reason}。详细记录在 {logFile}。',
    en: 'The database did not start: {reason}. Its log: {logFile}.',
  },
  'start/already-running': {
    'zh-CN':
      '小卖部已经在用数据文件夹 {folder}（进程 {pid}，{origin}）。请直接打开它，或者先停掉它，也可以用 TUCKSHOP_DATA 换一个文件夹。',
    en: 'Tuckshop already runs on the data folder {folder} (process {pid}, {origin}): open that one, stop it first, or name another folder in TUCKSHOP_DATA.',
  },
  'start/nobody-to-join': {
    'zh-CN':
      'TUCKSHOP_ROLE=web 会加入一个已有的小卖部，但数据文件夹 {folder} 和它的数据库里还没有。请先不带 TUCKSHOP_ROLE，用同一个数据库和数据文件夹启动一次。',
    en: 'TUCKSHOP_ROLE=web joins a Tuckshop that is there, and there is none yet in the data folder {folder} and its database: first start one without TUCKSHOP_ROLE on the same database and data folder.',
  },
  'start/database-unreachable': {
    'zh-CN':
      'DATABASE_URL 指定的数据库（{address}）用不了：{reason}。请检查地址和密码，并确认它正在运行。',
    en: 'The database that DATABASE_URL names ({address}) cannot be used: {reason}. Check the address and the password, and that it runs.',
  },
  'start/database-unsafe': {
    'zh-CN':
      '数据库关闭了 {settings}，崩溃时可能丢失已经确认的付款。请在它的设置里打开，再启动小卖部。',
    en: 'The database runs with {settings} off, so a crash could lose acknowledged payments: turn that on in its settings, then start Tuckshop again.',
  },
  'start/keys-unreadable': {
    'zh-CN':
      '密钥文件 {file} 无法读取，没有它就打不开已保存的实名信息。请从备份恢复这个文件，或者把整个数据文件夹移走，再从空的数据开始。',
    en: 'The key file {file} cannot be read, and stored real names cannot be opened without it: restore it from a backup, or move the whole data folder away to begin with empty data.',
  },
  'start/key-differs': {
    'zh-CN':
      '这个数据库是用另一把密钥写入的，用现在的密钥打不开其中的实名、手机号和地址。请从备份恢复数据文件夹里的 keys.json（或原来的 TUCKSHOP_SECRET_KEY）。',
    en: 'This database was written with another key, and its real names, phones and addresses cannot be opened with this one: restore keys.json of the data folder (or the former TUCKSHOP_SECRET_KEY) from a backup.',
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

/**
 * Tries a port before anything is made, so that a taken one is told at once.
 * @throws StartFault start/port-taken, start/port-forbidden
 */
export async function assertPortFree(port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((done, fail) => {
    probe.once('error', (error) => fail(listenFault(error, port)));
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

/** The system's code of an error (`EACCES`), if it has one. */
export function errnoOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

const portMax = 65_535;
const portsUsed = 3;

function portBeside(port: number): number {
  return port + 10 + portsUsed <= portMax ? port + 10 : port - 10 - portsUsed;
}

function wordsOf(code: StartFaultCode, params: StartFaultParams, locale: Locale): string {
  return faults[code][locale].replace(
    /\{(\w+)\}/g,
    (_all, name: string) => `${params[name] ?? '?'}`,
  );
}

import { parseArgs } from 'node:util';
import { toString as qrText } from 'qrcode';
import { createAdmin } from '#admin';
import { createIdentity } from '#identity';
import { restartRebuilds } from '#search';
import { systemClock, type Clock } from '#platform/clock.ts';
import { createCommandRunner } from '#platform/command.ts';
import { ConfigFault, readConfig, type Config } from '#platform/config.ts';
import { onDatabaseAtHand } from '#platform/db/at-hand.ts';
import { openDatabase, type Database } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { StartFault } from '#platform/db/start-fault.ts';
import { createDeadlines } from '#platform/deadlines.ts';
import { createOutbox } from '#platform/outbox.ts';
import { isRefusal, type Locale } from '#platform/refusal.ts';
import type { Platform } from '#platform/room.ts';
import { createSecrets } from '#platform/secrets.ts';
import { loadSandboxKeys } from './sandbox/keys.ts';
import { openSandboxClock } from './sandbox/sandbox-clock.ts';

const locale: Locale = /^zh/i.test(Intl.DateTimeFormat().resolvedOptions().locale) ? 'zh-CN' : 'en';
type Words = Record<Locale, string>;

const words = {
  usage: {
    'zh-CN': `用法：npm run operator -- --phone 13800000009
  --nickname 昵称   这个手机号还没有注册时，先建一个账号
  --remove          收回运营权限
  --check-log       检查运营日志是否被改动过
  --rebuild-search  让运行中的小卖部重新整理搜索`,
    en: `Usage: npm run operator -- --phone 13800000009
  --nickname NAME   makes an account first, if nobody has joined with this phone
  --remove          takes the operator's role back
  --check-log       checks that the operators' log was not tampered with
  --rebuild-search  has the running product make what is searched anew`,
  },
  unknown: {
    'zh-CN': '这个手机号还没有注册。先注册，或加上 --nickname 昵称 直接建一个账号。',
    en: 'Nobody has joined with this phone: sign up first, or add --nickname NAME to make an account.',
  },
  invalid: { 'zh-CN': '请填写 11 位的手机号。', en: 'Please give an 11-digit mobile number.' },
  made: {
    'zh-CN': '已设为运营。用验证器 App 扫描下面的二维码（或手动输入地址），然后登录并打开 /admin：',
    en: 'Done: an operator now. Scan this with an authenticator app (or enter the address), then sign in and open /admin:',
  },
  once: {
    'zh-CN': '这个密钥只显示这一次；丢了就再运行一遍，旧的随即作废。',
    en: 'The secret is shown this once; if it is lost, run this again and the former one is void.',
  },
  removed: { 'zh-CN': '运营权限已收回。', en: "Done: the operator's role was taken back." },
  intact: {
    'zh-CN': '运营日志完整，没有被改动。',
    en: 'The log holds: nothing was changed or lost.',
  },
  rebuilding: {
    'zh-CN': '运行中的小卖部会在后台重新整理搜索，期间照常可用。',
    en: 'The running product makes what is searched anew in the background; search works meanwhile.',
  },
  broken: {
    'zh-CN': '运营日志被改动过（运营编号: 第几条）：',
    en: 'The log was tampered with (operator: entry):',
  },
} satisfies Record<string, Words>;

/** The command cannot do what was asked; its sentence is all there is to say. */
class Stop extends Error {}

const say = (text: string) => void process.stdout.write(`${text}\n`);

type Doors = ReturnType<typeof openDoors>;
type Args = {
  phone?: string | undefined;
  nickname?: string | undefined;
  remove?: boolean | undefined;
  'check-log'?: boolean | undefined;
  'rebuild-search'?: boolean | undefined;
};

/** The two rooms on a platform that has no outside world: this command sends and wakes nothing. */
function openDoors(config: Config, database: Database, clock: Clock, secretKey: Buffer) {
  const nothing = () => undefined;
  const platform: Platform = {
    config,
    database,
    clock,
    run: createCommandRunner(database, clock),
    outbox: createOutbox(),
    deadlines: createDeadlines(),
    realtime: {
      wake: nothing,
      upgrade: nothing,
      cut: nothing,
      forget: nothing,
      isHearing: () => false,
      whenStale: nothing,
      close: () => Promise.resolve(),
    },
    blobs: absent('blobs'),
    pictures: absent('pictures'),
    pictureShelf: absent('pictureShelf'),
    linkPreviews: absent('linkPreviews'),
    secrets: createSecrets(secretKey),
    messenger: absent('messenger'),
  };
  const identity = createIdentity(platform);
  return { database, clock, identity, admin: createAdmin(platform, { identity }) };
}

function absent(part: string): never {
  const get = () => {
    throw new Error(`the operator command has no ${part}`);
  };
  return new Proxy({}, { get }) as never;
}

async function makeOperator(doors: Doors, phone: string, nickname: string | undefined) {
  const { database, clock, identity, admin } = doors;
  const { otpauthUrl } = await database.transaction(async (tx) => {
    const memberId =
      (await identity.findMemberByPhone(tx, phone)) ??
      (nickname === undefined
        ? stop(words.unknown)
        : await identity.registerMember(tx, { phone, nickname, joinedAt: clock.now() }));
    return admin.makeOperator(tx, { memberId });
  });
  say(words.made[locale]);
  say(await qrText(otpauthUrl, { type: 'terminal', small: true }));
  say(`${otpauthUrl}\n\n${words.once[locale]}`);
}

async function removeOperator({ database, identity, admin }: Doors, phone: string) {
  await database.transaction(async (tx) => {
    const memberId = (await identity.findMemberByPhone(tx, phone)) ?? stop(words.unknown);
    await admin.removeOperator(tx, memberId);
  });
  say(words.removed[locale]);
}

async function checkLog({ database, admin }: Doors) {
  const broken = await admin.verifyAuditLog(database.sql);
  if (broken.length === 0) return say(words.intact[locale]);
  const places = broken.map(({ operatorId, seq }) => `  ${operatorId}: ${seq}`);
  throw new Stop([words.broken[locale], ...places].join('\n'));
}

async function rebuildSearch(doors: Doors) {
  await restartRebuilds(doors);
  say(words.rebuilding[locale]);
}

function stop(sentence: Words): never {
  throw new Stop(sentence[locale]);
}

async function work(doors: Doors, args: Args): Promise<void> {
  if (args['check-log']) return checkLog(doors);
  if (args['rebuild-search']) return rebuildSearch(doors);
  if (args.remove) return removeOperator(doors, args.phone!);
  return makeOperator(doors, args.phone!, args.nickname);
}

/** Runs on the named database, or on the embedded one: the running product's, if it runs. */
function run(args: Args): Promise<void> {
  const config = readConfig(process.env);
  const progress = (line: Words) => void process.stderr.write(`${line[locale]}\n`);
  return onDatabaseAtHand(config, progress, async (url) => {
    await migrate(url);
    const isSandbox = config.mode === 'sandbox';
    const clock = isSandbox ? await openSandboxClock(url) : systemClock;
    const key = config.secretKey ?? (await loadSandboxKeys(config.dataFolder)).secretKey;
    const database = openDatabase({ url, connectionsMax: 2, applicationName: 'tuckshop-operator' });
    try {
      await work(openDoors(config, database, clock, key), args);
    } finally {
      await database.close();
    }
  });
}

/** What went wrong as one sentence, where whoever runs this can mend it. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof Stop) return error.message;
  if (error instanceof ConfigFault || error instanceof StartFault) return error.inWords(locale);
  if (isRefusal(error, 'identity/phone-invalid')) return words.invalid[locale];
  const { code } = error as { code?: string };
  return code?.startsWith('ERR_PARSE_ARGS') ? words.usage[locale] : undefined;
}

try {
  const { values } = parseArgs({
    options: {
      phone: { type: 'string' },
      nickname: { type: 'string' },
      remove: { type: 'boolean' },
      'check-log': { type: 'boolean' },
      'rebuild-search': { type: 'boolean' },
    },
  });
  if (!values.phone && !values['check-log'] && !values['rebuild-search']) stop(words.usage);
  await run(values);
} catch (error) {
  const sentence = sentenceOf(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

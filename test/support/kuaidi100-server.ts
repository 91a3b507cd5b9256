import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** Written anew here, from the provider's documents: the adapter's own must not judge itself. */
const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest('hex').toUpperCase();

export const account = { customer: 'A1B2C3D4E5F6', key: 'QwErTyUi1234', salt: 'salt-of-ours' };

type Param = {
  com: string;
  num: string;
  phone?: string;
  company: string;
  number: string;
  key: string;
  parameters: { callbackurl: string; salt: string; resultv2: string; phone?: string };
};
export type Scan = {
  time: string;
  context: string;
  statusCode?: string;
  areaName?: string | null;
};
type Says = { state: string; data: Scan[]; com?: string; nu?: string; to?: string };

const phoneNeeded = new Set(['shunfeng', 'zhongtong']);
const halfAnHourMs = 30 * 60_000;

type World = {
  now(): Date;
  says: Map<string, Says>;
  askedAt: Map<string, number>;
  subscriptions: Map<string, Param['parameters']>;
  calls: { path: string; param: Param | undefined }[];
  /** The next answer, whatever is asked; and whether numbers asked too often are locked. */
  answers: { next: { status: number; body: string } | undefined; locks: boolean };
};

/** 快递100 on this machine: checks signatures and customers, and locks numbers asked too often. */
export async function startKuaidi100(now: () => Date = () => new Date()) {
  const world: World = {
    now,
    says: new Map(),
    askedAt: new Map(),
    subscriptions: new Map(),
    calls: [],
    answers: { next: undefined, locks: false },
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { status, text } = answerTo(world, request.url ?? '/', new URLSearchParams(body));
      response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...world, url, say: (nu: string, said: Says) => void world.says.set(nu, said) };
}

function answerTo(world: World, path: string, form: URLSearchParams) {
  const { pathname } = new URL(path, 'http://x');
  const param = form.get('param');
  world.calls.push({ path: pathname, param: param ? (JSON.parse(param) as Param) : undefined });
  const forced = world.answers.next;
  world.answers.next = undefined;
  if (forced) return { status: forced.status, text: forced.body };
  return { status: 200, text: JSON.stringify(said(world, pathname, form)) };
}

function said(world: World, pathname: string, form: URLSearchParams): unknown {
  if (pathname === '/poll/query.do') return query(world, form);
  if (pathname === '/poll') return subscribe(world, form);
  return [{ lengthPre: 15, comCode: 'yuantong', name: '圆通速递' }, { comCode: 'nobody' }];
}

const no = (returnCode: string, message: string) => ({ result: false, returnCode, message });

function query({ says, askedAt, answers, now }: World, form: URLSearchParams): unknown {
  const text = form.get('param') ?? '';
  if (form.get('customer') !== account.customer) return no('601', '非法的客户编码');
  if (form.get('sign') !== md5(text + account.key + account.customer)) {
    return no('503', '验证签名失败');
  }
  const param = JSON.parse(text) as Param;
  if (phoneNeeded.has(param.com) && !param.phone) return no('408', '验证码错误');
  const last = askedAt.get(param.num) ?? -Infinity;
  if (answers.locks && now().getTime() - last < halfAnHourMs) {
    return no('505', '该单号查询过于频繁，已锁单');
  }
  askedAt.set(param.num, now().getTime());
  const told = says.get(param.num);
  if (!told) return no('500', '查询无结果，请隔段时间再查');
  return resultOf(param.num, { com: param.com, ...told });
}

function subscribe({ subscriptions }: World, form: URLSearchParams): unknown {
  const param = JSON.parse(form.get('param') ?? '{}') as Param;
  if (param.key !== account.key) return no('600', '您不是合法的订阅者');
  if (phoneNeeded.has(param.company) && !param.parameters.phone) return no('700', '缺少手机号');
  if (subscriptions.has(param.number)) return no('501', '重复订阅');
  subscriptions.set(param.number, param.parameters);
  return { result: true, returnCode: '200', message: '提交成功' };
}

function resultOf(nu: string, said: Says) {
  return {
    message: 'ok',
    nu: said.nu === undefined ? nu : said.nu,
    ischeck: said.state.startsWith('3') ? '1' : '0',
    com: said.com,
    status: '200',
    state: said.state,
    data: said.data.map((scan) => ({ ...scan, ftime: scan.time })),
    ...(said.to ? { routeInfo: { to: { number: 'CN330100000000', name: said.to } } } : {}),
  };
}

/** A notice as the provider pushes it: a form of `param` and its signature. */
export function pushOf(nu: string, said: Says & { com: string }, salt = account.salt): Buffer {
  const param = JSON.stringify({
    status: said.state.startsWith('3') ? 'shutdown' : 'polling',
    billstatus: 'got',
    message: '',
    autoCheck: '0',
    comOld: '',
    comNew: '',
    lastResult: resultOf(nu, said),
  });
  return Buffer.from(new URLSearchParams({ sign: md5(param + salt), param }).toString());
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

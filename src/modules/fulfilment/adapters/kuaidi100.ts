import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { hourMs, secondMs } from '#platform/clock.ts';
import { callOut } from '#platform/http/outgoing.ts';
import { log } from '#platform/log.ts';
import { Outage } from '#platform/refusal.ts';
import type { Courier, ParcelToTrack, PushedNews, Tracking } from '../courier.ts';
import { queryEveryMs } from '../domain/rules.ts';
import { carrierCodeOf, comNameOf, trackingOf, trackResult } from './kuaidi100-words.ts';

export type Kuaidi100Options = {
  customer: string;
  key: string;
  /** Signs what is pushed to us; known to nobody else. */
  salt: string;
  /** Where queries and subscriptions go, without a slash at the end. */
  pollUrl: string;
  /** Where carriers are guessed. */
  guessUrl: string;
  /** Where news are pushed to: an address of ours that the provider reaches. */
  callbackUrl: string;
  /** How long an answer may take, in milliseconds; 8 s when not given. */
  timeoutMs?: number;
};

const party = 'courier';
/** It pushes news by itself; asking only finds what got lost, and each asking costs money. */
const lookEveryMs = 6 * hourMs;
const guessTimeoutMs = 1.5 * secondMs;

/**
 * 快递100, which speaks for the carriers: queries, subscriptions, and the notices it pushes.
 * @source carriers.json kuaidi100; api.kuaidi100.com/document/5f0ffb5ebc8da837cbd8aefc
 */
export function createKuaidi100Courier(options: Kuaidi100Options): Courier {
  return {
    name: 'kuaidi100',
    pace: { askEveryMs: queryEveryMs, lookEveryMs },
    register: (parcel) => subscribe(options, parcel),
    track: (parcel) => query(options, parcel),
    guess: (waybillNo) => guess(options, waybillNo),
    push: {
      read: (rawBody) => readPush(options, rawBody),
      answer: (outcome) => pushAnswers[outcome],
    },
  };
}

/** Upper-case MD5, which is what the provider calls a signature. */
export function kuaidi100Sign(...parts: string[]): string {
  return createHash('md5').update(parts.join(''), 'utf8').digest('hex').toUpperCase();
}

const failure = z.object({
  returnCode: z.union([z.string(), z.number()]).transform(String),
  message: z.string().default(''),
});
/** "查询无结果": no carrier has seen this number yet. */
const nothingYet = '500';

async function query(options: Kuaidi100Options, parcel: ParcelToTrack): Promise<Tracking> {
  const { customer, key, pollUrl } = options;
  const com = comOf(parcel);
  const param = JSON.stringify({
    com,
    num: parcel.waybillNo,
    ...phoneOf(parcel),
    from: parcel.fromCity,
    to: parcel.toCity,
    resultv2: '4',
    show: '0',
    order: 'desc',
  });
  const sign = kuaidi100Sign(param, key, customer);
  const answer = await post(options, `${pollUrl}/poll/query.do`, { customer, sign, param });
  const failed = failure.safeParse(answer);
  if (failed.success && failed.data.returnCode === nothingYet) return { state: 'NONE', events: [] };
  const said = trackResult.safeParse(answer);
  if (failed.success || !said.success) throw new Outage(party, wordsOf(answer));
  const isAsked = said.data.com === com && isSameNumber(said.data.nu, parcel.waybillNo);
  if (!isAsked) throw new Outage(party, `it answered about ${said.data.com} ${said.data.nu}`);
  return trackingOf(said.data);
}

/** Known already counts as subscribed; what it cannot follow is left to queries. */
const subscribed = new Set(['200', '501']);
const cannotFollow = new Set(['700', '701', '702']);

async function subscribe(options: Kuaidi100Options, parcel: ParcelToTrack): Promise<void> {
  const { key, salt, callbackUrl, pollUrl } = options;
  const param = JSON.stringify({
    company: comOf(parcel),
    number: parcel.waybillNo,
    from: parcel.fromCity,
    to: parcel.toCity,
    key,
    parameters: { callbackurl: callbackUrl, salt, resultv2: '4', ...phoneOf(parcel) },
  });
  const answer = await post(options, `${pollUrl}/poll`, { schema: 'json', param });
  const said = failure.safeParse(answer);
  const returnCode = said.success ? said.data.returnCode : '';
  if (subscribed.has(returnCode)) return;
  if (!cannotFollow.has(returnCode)) throw new Outage(party, wordsOf(answer));
  log.warn('fulfilment/not-subscribed', { carrier: parcel.carrier, cause: wordsOf(answer) });
}

const guesses = z.array(z.object({ comCode: z.string() })).max(50);

async function guess(options: Kuaidi100Options, waybillNo: string): Promise<string[]> {
  const asked = new URLSearchParams({ num: waybillNo, key: options.key });
  const url = `${options.guessUrl}/autonumber/auto?${asked.toString()}`;
  const answer = await call({ method: 'GET', url, timeoutMs: guessTimeoutMs });
  const said = guesses.safeParse(answer);
  if (!said.success) throw new Outage(party, wordsOf(answer));
  return said.data.flatMap(({ comCode }) => carrierCodeOf(comCode) ?? []);
}

const pushed = z.object({ comOld: z.string().nullish(), lastResult: trackResult });
const pushAnswers = {
  taken: { result: true, returnCode: '200', message: '成功' },
  forged: { result: false, returnCode: '500', message: '验证签名失败' },
  unreadable: { result: false, returnCode: '500', message: '推送内容无法解析' },
};

/** A notice is a form of `param` and `sign`; nothing of it is believed before its signature is. */
function readPush({ salt }: Kuaidi100Options, rawBody: Buffer): ReturnType<typeof newsOf> {
  const form = new URLSearchParams(rawBody.toString('utf8'));
  const param = form.get('param') ?? '';
  const wanted = Buffer.from(kuaidi100Sign(param, salt));
  const given = Buffer.from(form.get('sign') ?? '');
  const isSigned = given.length === wanted.length && timingSafeEqual(given, wanted);
  return isSigned ? newsOf(param) : 'forged';
}

function newsOf(param: string): PushedNews | 'forged' | 'unreadable' {
  const said = pushed.safeParse(parseJson(param));
  if (!said.success) return 'unreadable';
  const { lastResult, comOld } = said.data;
  const carrier = carrierCodeOf(comOld ?? '') ?? carrierCodeOf(lastResult.com);
  if (!carrier) return 'unreadable';
  const waybill = { carrier, waybillNo: lastResult.nu.trim().toUpperCase() };
  return { waybill, tracking: trackingOf(lastResult) };
}

function comOf({ carrier }: ParcelToTrack): string {
  const com = comNameOf(carrier);
  if (!com) throw new Outage(party, `it is not asked about ${carrier}`);
  return com;
}

/** Needed for SF and ZTO, welcome for others; the last four digits are enough. */
function phoneOf({ phoneTail }: ParcelToTrack): { phone?: string } {
  return phoneTail ? { phone: phoneTail } : {};
}

function isSameNumber(one: string, other: string): boolean {
  return one.trim().toUpperCase() === other.toUpperCase();
}

function post(options: Kuaidi100Options, url: string, form: Record<string, string>) {
  const timeoutMs = options.timeoutMs ?? 8 * secondMs;
  const body = Buffer.from(new URLSearchParams(form).toString());
  return call({ method: 'POST', url, body, timeoutMs });
}

type Ask = { method: 'GET' | 'POST'; url: string; body?: Buffer; timeoutMs: number };

async function call(ask: Ask): Promise<unknown> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  let text: string;
  try {
    const answer = await callOut({ ...ask, headers, answerBytesMax: 1024 * 1024 });
    text = answer.body.toString('utf8');
    if (answer.status !== 200) throw new Error(`status ${answer.status}: ${text.slice(0, 200)}`);
  } catch (error) {
    throw new Outage(party, error);
  }
  return parseJson(text) ?? text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Its answer for the log, as far as that helps. */
function wordsOf(answer: unknown): string {
  const said = failure.safeParse(answer);
  if (said.success) return `${said.data.returnCode} ${said.data.message}`.slice(0, 200);
  return `unreadable: ${JSON.stringify(answer)}`.slice(0, 200);
}

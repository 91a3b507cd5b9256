import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { hourMs, minuteMs, secondMs, type Clock } from '#platform/clock.ts';
import { callOut } from '#platform/http/outgoing.ts';
import { newNonce, signingTimestamp, signNotice } from '#platform/signing.ts';
import { createDueQueue } from '../due-queue.ts';
import type { SandboxLog } from '../log.ts';
import type { FaultBox } from './faults.ts';
import { newOpaqueId } from './ids.ts';
import type { NoticeBody, NoticeRecord } from './records.ts';
import type { Store } from './store.ts';

/**
 * The waits after each refused delivery: 15 tries more over 24 h 4 min.
 * @source WeChat Pay’s published schedule: 15 retries over 24 h 4 min
 */
export const retryWaitsMs: readonly number[] = [
  ...[15, 15, 30].map((seconds) => seconds * secondMs),
  ...[3, 10, 20, 30, 30, 30, 60].map((minutes) => minutes * minuteMs),
  ...[3, 3, 3, 6, 6].map((hours) => hours * hourMs),
];

/** @source WeChat Pay: a notice is answered in 5 s */
const answerWithinMs = 5 * secondMs;
/** How long a notice waits for another one to overtake it, under the `reorder` fault. */
const overtakeWithinMs = secondMs;
const atOnceMax = 32;

export type Notices = {
  /** Writes a notice without sending it; the caller commits it together with what it tells. */
  write(notifyUrl: string, says: Omit<NoticeBody, NoticeOwn>): NoticeRecord;
  /** Sends a committed notice, now or when the faults in force say so. */
  send(notice: NoticeRecord): void;
  /** Sends a notice once more, whatever became of it. False when there is none of this id. */
  sendAgain(eventId: string): boolean;
  /** Takes up what an earlier process left unsent. */
  resume(): void;
  /** How many notices are being sent or due. */
  pendingCount(): number;
  close(): Promise<void>;
};

type NoticeOwn = 'eventId' | 'merchantId';

export type NoticesOptions = {
  store: Store;
  faults: FaultBox;
  clock: Clock;
  log: SandboxLog;
  merchantId: string;
  keyId: string;
  privateKey: KeyObject;
};

/** The office that tells the merchant what happened, again and again until it says 2xx. */
export function createNotices(options: NoticesOptions): Notices {
  const { store, faults, clock } = options;
  const closing = new AbortController();
  const queue = createDueQueue<Due>(clock, ({ eventId, attempts }) => {
    const notice = store.notice(eventId);
    if (notice?.state === 'PENDING' && notice.attempts === attempts) line.push(eventId);
  });
  const enqueue = (notice: NoticeRecord, at = new Date(notice.nextAt)) => queue.add(at, notice);
  const line = createLine(async (eventId) => {
    try {
      const next = await deliver(options, eventId, closing.signal);
      if (next?.state === 'PENDING') enqueue(next);
    } catch (error) {
      // The file cannot be written: the notice stays pending in it, for the next start.
      options.log.error('payment-simulator/notice-failed', { eventId, error });
    }
  });
  const overtaking = createOvertaking(enqueue, line);
  return {
    write: (notifyUrl, says) => writeNotice(options, notifyUrl, says),
    send(notice) {
      if (notice.state !== 'PENDING') return;
      if (faults.current().reorder) overtaking(notice);
      else enqueue(notice);
    },
    sendAgain(eventId) {
      if (!store.notice(eventId)) return false;
      line.push(eventId);
      return true;
    },
    resume() {
      for (const notice of store.notices()) if (notice.state === 'PENDING') enqueue(notice);
    },
    pendingCount: () => line.size() + queue.dueCount(),
    async close() {
      queue.close();
      closing.abort();
      await line.close();
    },
  };
}

type Due = Pick<NoticeRecord, 'eventId' | 'attempts'>;

function writeNotice(
  { faults, clock, merchantId }: NoticesOptions,
  notifyUrl: string,
  says: Omit<NoticeBody, NoticeOwn>,
): NoticeRecord {
  const isLost = faults.take('loseNext') || faults.strikes('loseRate') > 0;
  const now = clock.now();
  const eventId = newOpaqueId('evt');
  return {
    kind: 'notice',
    eventId,
    body: { eventId, ...says, merchantId },
    notifyUrl,
    state: isLost ? 'LOST' : 'PENDING',
    attempts: 0,
    copies: 1 + faults.strikes('duplicate'),
    nextAt: new Date(now.getTime() + faults.current().delayMs).toISOString(),
  };
}

/** Of two notices the later goes first; one that nobody overtakes in time goes on its own. */
function createOvertaking(enqueue: (notice: NoticeRecord, at: Date) => void, line: Line) {
  let waiting: { notice: NoticeRecord; until: Date } | undefined;
  return (notice: NoticeRecord) => {
    const overtaken = waiting;
    if (overtaken && overtaken.until > new Date(notice.nextAt)) {
      waiting = undefined;
      line.push(notice.eventId, overtaken.notice.eventId);
      return;
    }
    const until = new Date(new Date(notice.nextAt).getTime() + overtakeWithinMs);
    waiting = { notice, until };
    enqueue(notice, until);
  };
}

type Line = {
  /** Sends these one after another; several calls run side by side. */
  push(...eventIds: string[]): void;
  size(): number;
  close(): Promise<void>;
};

function createLine(run: (eventId: string) => Promise<void>): Line {
  const waiting: string[][] = [];
  const running = new Set<Promise<void>>();
  const taken = new Set<string>();
  let closed = false;
  const runAll = async (eventIds: string[]) => {
    for (const eventId of eventIds) {
      if (!closed) await run(eventId);
      taken.delete(eventId);
    }
  };
  const next = () => {
    while (!closed && running.size < atOnceMax && waiting.length > 0) {
      const task = runAll(waiting.shift()!).finally(() => {
        running.delete(task);
        next();
      });
      running.add(task);
    }
  };
  return {
    push(...eventIds) {
      const fresh = eventIds.filter((eventId) => !taken.has(eventId));
      for (const eventId of fresh) taken.add(eventId);
      if (fresh.length > 0) waiting.push(fresh);
      next();
    },
    size: () => waiting.length + running.size,
    async close() {
      closed = true;
      await Promise.allSettled(running);
    },
  };
}

/** One round of delivery, written down; undefined when the office closed in the middle of it. */
async function deliver(
  options: NoticesOptions,
  eventId: string,
  closing: AbortSignal,
): Promise<NoticeRecord | undefined> {
  const { store, faults, log, clock } = options;
  const notice = store.notice(eventId);
  if (!notice) return undefined;
  const letters = lettersOf(options, notice);
  if (faults.take('foreignMerchantNext')) {
    await post(options, { ...letters[0]!, body: foreign(notice.body) }, closing);
  }
  const statuses = await Promise.all(letters.map((letter) => post(options, letter, closing)));
  if (closing.aborted) return undefined;
  const isTaken = statuses.some((status) => status >= 200 && status < 300);
  const waitMs = retryWaitsMs[notice.attempts];
  const next: NoticeRecord = {
    ...notice,
    attempts: notice.attempts + 1,
    lastStatus: statuses[0] ?? 0,
    state: isTaken ? 'DELIVERED' : waitMs === undefined ? 'GIVEN_UP' : 'PENDING',
    nextAt: new Date(clock.now().getTime() + (waitMs ?? 0)).toISOString(),
  };
  store.commit([next]);
  if (next.state === 'GIVEN_UP') log.warn('payment-simulator/notice-given-up', { eventId });
  return next;
}

type Letter = { url: string; body: NoticeBody; key: KeyObject };

/** What goes out in this round: every copy with the faults in force worked in. */
function lettersOf({ faults, privateKey }: NoticesOptions, notice: NoticeRecord): Letter[] {
  const copies = notice.attempts === 0 ? notice.copies : 1;
  return Array.from({ length: copies }, () => ({
    url: notice.notifyUrl,
    body: faults.take('wrongAmountNext') ? withOtherAmount(notice.body) : notice.body,
    key: faults.take('forgeNext') ? generateKeyPairSync('ed25519').privateKey : privateKey,
  }));
}

/** One POST to the merchant; the HTTP status, or 0 where no answer came in time. */
async function post(options: NoticesOptions, letter: Letter, closing: AbortSignal) {
  const bytes = Buffer.from(JSON.stringify(letter.body));
  const timestamp = signingTimestamp(options.clock.now());
  const signed = { timestamp, nonce: newNonce(), body: bytes };
  try {
    const answer = await callOut({
      method: 'POST',
      url: letter.url,
      headers: {
        'content-type': 'application/json',
        'sim-key-id': options.keyId,
        'sim-timestamp': signed.timestamp,
        'sim-nonce': signed.nonce,
        'sim-signature': signNotice(signed, letter.key),
      },
      body: bytes,
      timeoutMs: answerWithinMs,
      signal: closing,
      answerBytesMax: 64 * 1024,
    });
    return answer.status;
  } catch (error) {
    const fields = { eventId: letter.body.eventId, reason: String(error) };
    if (!closing.aborted) options.log.info('payment-simulator/notice-unanswered', fields);
    return 0;
  }
}

const foreign = (body: NoticeBody): NoticeBody => ({
  ...body,
  eventId: newOpaqueId('evt'),
  merchantId: 'SOMEBODY-ELSE',
});

function withOtherAmount(body: NoticeBody): NoticeBody {
  const amountFen = BigInt(body.amountFen);
  return { ...body, amountFen: String(amountFen > 1n ? amountFen - 1n : 2n) };
}

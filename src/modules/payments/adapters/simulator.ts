import { createPublicKey, type KeyObject } from 'node:crypto';
import type * as z from 'zod';
import { hourMs, secondMs, type Clock } from '#platform/clock.ts';
import { callOut } from '#platform/http/outgoing.ts';
import { Outage } from '#platform/refusal.ts';
import {
  createNonceWindow,
  keyIdOf,
  newNonce,
  signingTimestamp,
  signRequest,
  verifyNotice,
} from '#platform/signing.ts';
import type {
  BillLine,
  NoticeHeaders,
  PaymentOrder,
  PaymentProvider,
  PaymentStatus,
  ProviderCapabilities,
  ProviderNotice,
  RefundOrder,
  SettlingStatus,
  TransferOrder,
  UnknownStatus,
} from '../provider.ts';
import { Denial, parsed, party } from './wire.ts';
import {
  billAnswer,
  errorAnswer,
  keysAnswer,
  noticeBody,
  paymentAnswer,
  settlingAnswer,
} from './simulator-answers.ts';

export type SimulatorProviderOptions = {
  /** Where the simulator's API is, without a slash at the end. */
  baseUrl: string;
  merchantId: string;
  secret: string;
  clock: Clock;
  /** Where it tells how transfers ended; a payment brings its own address. */
  transferNotifyUrl?: string;
  /** How long an answer may take, in milliseconds; 5 s when not given. */
  timeoutMs?: number;
};

/**
 * The payment simulator as the house's provider. Its public key is fetched once, before the first
 * notice is believed, and pinned for as long as the process lives.
 */
export function createSimulatorProvider(options: SimulatorProviderOptions): PaymentProvider {
  const call = createCaller(options);
  const pinnedKeys = createKeyPin(call);
  const nonces = createNonceWindow();
  return {
    name: 'simulator',
    merchantId: options.merchantId,
    capabilities,
    createPayment: (order) => createPayment(call, order),
    queryPayment: (outTradeNo) => queryPayment(call, outTradeNo),
    closePayment: (outTradeNo) => closePayment(call, outTradeNo),
    refund: (order) => refund(call, order),
    queryRefund: ({ outRefundNo }) =>
      querySettling(call, `/v1/refunds/${encodeURIComponent(outRefundNo)}`),
    transfer: (order) => transfer(call, order, options.transferNotifyUrl),
    queryTransfer: (no) => querySettling(call, `/v1/transfers/${encodeURIComponent(no)}`),
    downloadBill: (day) => downloadBill(call, day),
    async verifyNotice(headers, rawBody) {
      const notice = readHeaders(headers, rawBody);
      const publicKey = (await pinnedKeys()).get(notice.keyId);
      if (!publicKey) return 'forged';
      const now = options.clock.now();
      const verdict = verifyNotice(notice, { signature: notice.signature, publicKey, now });
      if (verdict !== 'ok' || !nonces.claim(notice.nonce, now)) return 'forged';
      return readNotice(rawBody);
    },
  };
}

/** It can all that a bank account needs, and keeps nothing back itself. */
const capabilities: ProviderCapabilities = {
  clients: ['desktop', 'phone', 'wechat'],
  hold: 'books',
  freezeMsMax: null,
  split: false,
  payout: 'bank-account',
  refundAfterSettlement: true,
  refundMsMax: null,
  billReadyMs: hourMs,
  disputes: true,
};

async function createPayment(call: Caller, order: PaymentOrder) {
  const { outTradeNo, description, notifyUrl, returnUrl } = order;
  const body = {
    outTradeNo,
    description,
    notifyUrl,
    returnUrl,
    amountFen: String(order.amountFen),
    expiresAt: order.expiresAt.toISOString(),
  };
  const answer = await call.json(paymentAnswer, { method: 'POST', path: '/v1/payments', body });
  const cashier = { kind: 'page' as const, url: answer.cashierUrl };
  return { providerRef: answer.paymentId, cashier };
}

async function refund(call: Caller, order: RefundOrder) {
  const { outRefundNo, outTradeNo, amountFen, reason } = order;
  const body = { outRefundNo, outTradeNo, reason, amountFen: String(amountFen) };
  return statusOf(await call.json(settlingAnswer, { method: 'POST', path: '/v1/refunds', body }));
}

async function transfer(call: Caller, order: TransferOrder, notifyUrl: string | undefined) {
  const { outTransferNo, amountFen, account, name } = order;
  const payee = { account, name };
  const body = { outTransferNo, amountFen: String(amountFen), payee, notifyUrl };
  return statusOf(await call.json(settlingAnswer, { method: 'POST', path: '/v1/transfers', body }));
}

async function queryPayment(call: Caller, outTradeNo: string): Promise<PaymentStatus> {
  const path = `/v1/payments/by-out-trade-no/${encodeURIComponent(outTradeNo)}`;
  try {
    const answer = await call.json(paymentAnswer, { method: 'GET', path });
    if (answer.state !== 'PAID') return { state: answer.state };
    const { state, transactionId, amountFen, paidAt } = answer;
    return { state, transactionId, amountFen, paidAt };
  } catch (error) {
    if (error instanceof Denial && error.status === 404) return { state: 'UNKNOWN' };
    throw error;
  }
}

async function closePayment(call: Caller, outTradeNo: string): Promise<'CLOSED' | 'PAID'> {
  const path = `/v1/payments/${encodeURIComponent(outTradeNo)}/close`;
  try {
    await call.json(paymentAnswer, { method: 'POST', path });
    return 'CLOSED';
  } catch (error) {
    if (error instanceof Denial && error.code === 'ALREADY_PAID') return 'PAID';
    if (error instanceof Denial && error.status === 404) return 'CLOSED';
    throw error;
  }
}

async function querySettling(call: Caller, path: string): Promise<SettlingStatus | UnknownStatus> {
  try {
    return statusOf(await call.json(settlingAnswer, { method: 'GET', path }));
  } catch (error) {
    if (error instanceof Denial && error.status === 404) return { state: 'UNKNOWN' };
    throw error;
  }
}

function statusOf(answer: z.output<typeof settlingAnswer>): SettlingStatus {
  const { transactionId, ...status } = answer;
  return { ...status, providerRef: transactionId };
}

async function downloadBill(call: Caller, day: string): Promise<BillLine[]> {
  const text = await call.text({ method: 'GET', path: `/v1/bills/${encodeURIComponent(day)}` });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => parsed(billAnswer, line));
}

function readHeaders(headers: NoticeHeaders, body: Buffer) {
  const header = (name: string) => String(headers[name] ?? '');
  return {
    keyId: header('sim-key-id'),
    timestamp: header('sim-timestamp'),
    nonce: header('sim-nonce'),
    signature: header('sim-signature'),
    body,
  };
}

function readNotice(rawBody: Buffer): ProviderNotice {
  const body = parsed(noticeBody, rawBody.toString('utf8'));
  const { eventId, type, transactionId, amountFen, merchantId, occurredAt, reason } = body;
  const common = { eventId, transactionId, amountFen, merchantId, occurredAt, reason };
  if ('disputeId' in body) {
    const dispute = { id: body.disputeId, evidenceBy: body.evidenceBy };
    return { ...common, type: body.type, outNo: body.outTradeNo, dispute };
  }
  if ('outTradeNo' in body) return { ...common, type: body.type, outNo: body.outTradeNo };
  if ('outRefundNo' in body) return { ...common, type, outNo: body.outRefundNo };
  return { ...common, type, outNo: body.outTransferNo };
}

/** The keys the simulator had when first asked; a failed asking is forgotten and tried again. */
function createKeyPin(call: Caller): () => Promise<ReadonlyMap<string, KeyObject>> {
  let pinned: Promise<ReadonlyMap<string, KeyObject>> | undefined;
  const fetchKeys = async () => {
    const { keys } = await call.json(keysAnswer, { method: 'GET', path: '/v1/keys' });
    const publicKeys = keys.map(({ publicKeyPem }) => createPublicKey(publicKeyPem));
    return new Map(publicKeys.map((key) => [keyIdOf(key), key]));
  };
  return () => {
    pinned ??= fetchKeys().catch((error: unknown) => {
      pinned = undefined;
      throw error;
    });
    return pinned;
  };
}

type Call = { method: 'GET' | 'POST'; path: string; body?: unknown };
type Caller = {
  json<T extends z.ZodType>(shape: T, call: Call): Promise<z.output<T>>;
  text(call: Call): Promise<string>;
};

function createCaller(options: SimulatorProviderOptions): Caller {
  const text = async (call: Call) => {
    const answer = await send(options, call);
    if (answer.status >= 200 && answer.status < 300) return answer.text;
    if (answer.status < 400 || answer.status >= 500 || answer.status === 429) {
      throw new Outage(party, new Error(`status ${answer.status}`));
    }
    const { code } = parsed(errorAnswer, answer.text);
    // The clock was moved while the call was on its way: asking again helps.
    if (code === 'STALE_TIMESTAMP') throw new Outage(party, new Error(code));
    throw new Denial(answer.status, code);
  };
  return { text, json: async (shape, call) => parsed(shape, await text(call)) };
}

async function send(options: SimulatorProviderOptions, { method, path, body }: Call) {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
  const timestamp = signingTimestamp(options.clock.now());
  const signed = { method, pathAndQuery: path, timestamp, nonce: newNonce(), body: bytes };
  try {
    const answer = await callOut({
      method,
      url: options.baseUrl + path,
      headers: {
        'content-type': 'application/json',
        'sim-merchant': options.merchantId,
        'sim-timestamp': timestamp,
        'sim-nonce': signed.nonce,
        'sim-signature': signRequest(signed, options.secret),
      },
      body: bytes,
      timeoutMs: options.timeoutMs ?? 5 * secondMs,
    });
    return { status: answer.status, text: answer.body.toString('utf8') };
  } catch (error) {
    throw new Outage(party, error);
  }
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  ApiError,
  jsonBody,
  requireSignature,
  textField,
  timeField,
  urlField,
  type ApiClient,
  type Fields,
} from '../signed-api.ts';
import { closePayment, createPayment, paymentStateAt, type Desk } from './bank.ts';
import { dailyBill } from './bill.ts';
import type { PaymentRecord, RefundRecord, TransferRecord } from './records.ts';
import { openRefund, openTransfer } from './settling.ts';

const number = /^[\w|*-]{1,64}$/;
const amount = /^[1-9]\d{0,14}$/;
const words = /^[^\p{Cc}]{1,200}$/u;
/** How long a call that is never answered holds its connection before it is cut. */
const silenceMs = 60_000;

export type ApiOptions = { desk: Desk; client: ApiClient; cashierOrigin: () => string };

/** The merchant's side: every call signed, amounts in whole fen as text. */
export function registerApiRoutes(app: FastifyInstance, options: ApiOptions): void {
  const { desk, client } = options;
  const signed = requireSignature(client, desk.clock);
  void app.register(async (api) => {
    api.addHook('preHandler', signed);
    // Faults strike after the signature check: strangers cannot use them up.
    const unanswered = new WeakSet<FastifyRequest>();
    api.addHook('preHandler', async (request) => {
      if (desk.faults.take('apiDownNext')) {
        throw new ApiError(503, 'SYSTEM_BUSY', 'the provider is down for a moment');
      }
      if (desk.faults.take('apiTimeoutNext')) unanswered.add(request);
    });
    api.addHook('onSend', async (request, reply) => {
      if (unanswered.has(request)) await neverAnswer(reply);
    });
    paymentRoutes(api, options);
    refundRoutes(api, desk);
    transferRoutes(api, desk);
    billRoutes(api, desk);
  });
}

function paymentRoutes(api: FastifyInstance, { desk, cashierOrigin }: ApiOptions): void {
  const view = (payment: PaymentRecord) => ({
    paymentId: payment.paymentId,
    outTradeNo: payment.outTradeNo,
    amountFen: payment.amountFen,
    state: paymentStateAt(payment, desk.clock.now()),
    cashierUrl: `${cashierOrigin()}/cashier/${payment.paymentId}`,
    expiresAt: payment.expiresAt,
    transactionId: payment.transactionId,
    paidAt: payment.paidAt,
  });
  const find = (params: unknown): PaymentRecord =>
    known(desk.store.payment(String((params as Fields)['outTradeNo'])), 'NO_SUCH_PAYMENT');
  api.post('/v1/payments', async (request) => {
    const fields = jsonBody(request);
    return view(
      createPayment(desk, {
        outTradeNo: textField(fields, 'outTradeNo', number),
        amountFen: textField(fields, 'amountFen', amount),
        description: textField(fields, 'description', words),
        notifyUrl: urlField(fields, 'notifyUrl'),
        returnUrl: urlField(fields, 'returnUrl'),
        expiresAt: timeField(fields, 'expiresAt'),
      }),
    );
  });
  api.get('/v1/payments/by-out-trade-no/:outTradeNo', async ({ params }) => view(find(params)));
  api.post('/v1/payments/:outTradeNo/close', async ({ params }) =>
    view(closePayment(desk, find(params))),
  );
}

function refundRoutes(api: FastifyInstance, desk: Desk): void {
  const view = (refund: RefundRecord) => ({
    outRefundNo: refund.outRefundNo,
    outTradeNo: refund.outTradeNo,
    ...settlingView(refund),
  });
  api.post('/v1/refunds', async (request) => {
    const fields = jsonBody(request);
    return view(
      openRefund(desk, {
        outRefundNo: textField(fields, 'outRefundNo', number),
        outTradeNo: textField(fields, 'outTradeNo', number),
        amountFen: textField(fields, 'amountFen', amount),
        reason: textField(fields, 'reason', words),
      }),
    );
  });
  api.get('/v1/refunds/:no', async ({ params }) =>
    view(known(desk.store.refund(String((params as Fields)['no'])), 'NO_SUCH_REFUND')),
  );
}

function transferRoutes(api: FastifyInstance, desk: Desk): void {
  const view = (transfer: TransferRecord) => ({
    outTransferNo: transfer.outTransferNo,
    payee: transfer.payee,
    ...settlingView(transfer),
  });
  api.post('/v1/transfers', async (request) => {
    const fields = jsonBody(request);
    const payee = (fields['payee'] ?? {}) as Fields;
    return view(
      openTransfer(desk, {
        outTransferNo: textField(fields, 'outTransferNo', number),
        amountFen: textField(fields, 'amountFen', amount),
        payee: {
          account: textField(payee, 'account', /^[\w@.+-]{4,64}$/),
          name: textField(payee, 'name', words),
        },
        notifyUrl: fields['notifyUrl'] === undefined ? undefined : urlField(fields, 'notifyUrl'),
      }),
    );
  });
  api.get('/v1/transfers/:no', async ({ params }) =>
    view(known(desk.store.transfer(String((params as Fields)['no'])), 'NO_SUCH_TRANSFER')),
  );
}

function billRoutes(api: FastifyInstance, desk: Desk): void {
  api.get('/v1/bills/:day', async ({ params }, reply) => {
    const day = textField(params as Fields, 'day', /^\d{4}-\d\d-\d\d$/);
    const lines = dailyBill(desk.store, day).map((entry) => `${JSON.stringify(entry)}\n`);
    return reply.type('application/x-ndjson; charset=utf-8').send(lines.join(''));
  });
}

function settlingView(record: RefundRecord | TransferRecord) {
  return {
    amountFen: record.amountFen,
    state: record.state,
    transactionId: record.transactionId,
    finishedAt: record.finishedAt,
    reason:
      record.verdict.state === 'FAILED' && record.finishedAt ? record.verdict.reason : undefined,
  };
}

function known<T>(record: T | undefined, code: string): T {
  if (record !== undefined) return record;
  throw new ApiError(404, code, 'nothing is known under this number');
}

async function neverAnswer(reply: FastifyReply): Promise<void> {
  const { socket } = reply.raw;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, silenceMs).unref();
    socket?.once('close', resolve);
  });
  socket?.destroy();
}

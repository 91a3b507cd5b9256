import type { FastifyInstance } from 'fastify';
import {
  ApiError,
  jsonBody,
  requireSignature,
  type ApiClient,
  type Fields,
} from '../signed-api.ts';
import { declinePayment, disputePayment, payPayment, type Desk } from './bank.ts';
import type { Faults } from './faults.ts';
import { failLater } from './settling.ts';
import type { NoticeRecord, PaymentRecord } from './records.ts';

export type Control = {
  faults(): Faults;
  /** Sets the given faults, leaves the others. */
  setFaults(change: Partial<Faults>): Faults;
  resetFaults(): Faults;
  /** The payer pays, or fails to, without looking at the cashier page. */
  pay(outTradeNo: string): PaymentRecord;
  decline(outTradeNo: string): PaymentRecord;
  /** The payer disputes a payment at their bank, or it is decided. */
  dispute(outTradeNo: string, step: 'opened' | 'won' | 'lost'): void;
  /** A refund or transfer that had succeeded fails after all. @throws ApiError 404 */
  failLater(outNo: string): void;
  /** What was told about a number (trade, refund or transfer), or everything, oldest first. */
  notices(outNo?: string): NoticeRecord[];
  sendAgain(eventId: string): boolean;
  /** Waits until nothing is due or under way by the handed clock. */
  drain(): Promise<void>;
};

/** The hand on the simulator, for tests and the sandbox's console. */
export function createControl(desk: Desk, dueCount: () => number): Control {
  const payment = (outTradeNo: string) => {
    const found = desk.store.payment(outTradeNo);
    if (found) return found;
    throw new ApiError(404, 'NO_SUCH_PAYMENT', 'there is no such payment');
  };
  return {
    faults: () => desk.faults.current(),
    setFaults: (change) => desk.faults.set(change),
    resetFaults: () => desk.faults.reset(),
    pay: (outTradeNo) => payPayment(desk, payment(outTradeNo)),
    decline: (outTradeNo) => declinePayment(desk, payment(outTradeNo)),
    dispute: (outTradeNo, step) => disputePayment(desk, payment(outTradeNo), step),
    failLater(outNo) {
      const found = desk.store.refund(outNo) ?? desk.store.transfer(outNo);
      if (!found) throw new ApiError(404, 'NO_SUCH_NUMBER', 'there is no such refund or transfer');
      failLater(desk, found);
    },
    notices: (outNo) =>
      [...desk.store.notices()].filter(({ body }) => outNo === undefined || isAbout(body, outNo)),
    sendAgain: (eventId) => desk.notices.sendAgain(eventId),
    async drain() {
      while (dueCount() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}

function isAbout(body: NoticeRecord['body'], outNo: string): boolean {
  return [body.outTradeNo, body.outRefundNo, body.outTransferNo].includes(outNo);
}

const listMax = 500;

/** The same over HTTP, for the merchant's own hand only. */
export function registerControlRoutes(
  app: FastifyInstance,
  options: { control: Control; desk: Desk; client: ApiClient },
): void {
  const { control } = options;
  const signed = requireSignature(options.client, options.desk.clock);
  void app.register(async (api) => {
    api.addHook('preHandler', signed);
    api.get('/control/faults', async () => control.faults());
    api.put('/control/faults', async (request) =>
      control.setFaults(jsonBody(request) as Partial<Faults>),
    );
    api.delete('/control/faults', async () => control.resetFaults());
    api.post('/control/payments/:no/pay', async ({ params }) => control.pay(no(params)));
    api.post('/control/payments/:no/decline', async ({ params }) => control.decline(no(params)));
    for (const step of ['opened', 'won', 'lost'] as const) {
      api.post(`/control/payments/:no/dispute-${step}`, async ({ params }) => {
        control.dispute(no(params), step);
        return { disputed: step };
      });
    }
    api.post('/control/settlings/:no/fail', async ({ params }) => {
      control.failLater(no(params));
      return { failed: true };
    });
    api.get('/control/notices', async ({ query }) => {
      const { outNo } = query as { outNo?: string };
      return { items: control.notices(outNo).slice(-listMax) };
    });
    api.post('/control/notices/:no/again', async ({ params }) => {
      if (control.sendAgain(no(params))) return { sent: true };
      throw new ApiError(404, 'NO_SUCH_NOTICE', 'there is no such notice');
    });
  });
}

const no = (params: unknown) => String((params as Fields)['no']);

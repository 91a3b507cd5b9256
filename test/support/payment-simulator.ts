import { createMovableClock } from '#platform/clock.ts';
import {
  startPaymentSimulator,
  type PaymentSimulatorOptions,
} from '../../src/sandbox/payment-simulator/index.ts';
import { signedCall, startEar } from './sandbox-merchant.ts';

export const merchant = { merchantId: 'M-TEST', secret: 'a shared secret', name: '小卖部' };

/** A simulator on a free port with a merchant beside it; `close` ends both. */
export async function startSandboxPayments(options: Partial<PaymentSimulatorOptions> = {}) {
  const clock = createMovableClock(options.clock);
  const simulator = await startPaymentSimulator({
    port: 0,
    host: '127.0.0.1',
    merchant,
    settleMs: 0,
    ...options,
    clock,
  });
  const ear = await startEar(() => simulator.url, clock);
  const client = { ...merchant, url: simulator.url, clientId: merchant.merchantId, clock };
  const call = (method: string, path: string, body?: unknown, timeoutMs?: number) =>
    signedCall(client, { method, path, body, timeoutMs });
  const order = (change: Record<string, unknown> = {}) => ({
    outTradeNo: 'T-1',
    amountFen: '168000',
    description: '旁轴风格微单机身 银色 ×1',
    notifyUrl: ear.url,
    returnUrl: `${new URL(ear.url).origin}/orders/1`,
    expiresAt: new Date(clock.now().getTime() + 30 * 60_000).toISOString(),
    ...change,
  });
  /** Opens a payment and pays it. */
  const paid = async (change: Record<string, unknown> = {}) => {
    const body = order(change);
    const opened = await call('POST', '/v1/payments', body);
    if (opened.status !== 200) throw new Error(opened.text);
    simulator.control.pay(body.outTradeNo);
    return body;
  };
  const close = async () => {
    await simulator.close();
    await ear.close();
  };
  return { clock, simulator, control: simulator.control, ear, client, call, order, paid, close };
}

import { createMovableClock } from '#platform/clock.ts';
import {
  startCourierSimulator,
  type CourierSimulatorOptions,
} from '../../src/sandbox/courier-simulator/index.ts';
import { signedCall } from './sandbox-merchant.ts';

export const customer = { customerId: 'C-TEST', secret: 'a secret of the courier' };

/** A courier on a free port and a signed client of it. */
export async function startSandboxCourier(options: Partial<CourierSimulatorOptions> = {}) {
  const clock = createMovableClock(options.clock);
  const simulator = await startCourierSimulator({
    port: 0,
    host: '127.0.0.1',
    customer,
    ...options,
    clock,
  });
  const client = { url: simulator.url, clientId: customer.customerId, secret: customer.secret };
  const call = (method: string, path: string, body?: unknown) =>
    signedCall({ ...client, clock }, { method, path, body });
  return { clock, simulator, control: simulator.control, call, close: () => simulator.close() };
}

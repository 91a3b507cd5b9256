import { secondMs, type Clock } from '#platform/clock.ts';
import { callOut } from '#platform/http/outgoing.ts';
import { Outage } from '#platform/refusal.ts';
import { newNonce, signingTimestamp, signRequest } from '#platform/signing.ts';
import type { CourierSimulator, ParcelEvent } from './courier-simulator/index.ts';
import type { Faults, PaymentSimulator } from './payment-simulator/index.ts';
import type { SimulatorPlaces } from './places.ts';
import type { ApiClient } from './signed-api.ts';

/** The hand on the simulators that the sandbox's own operations have. */
export type SimulatorHand = {
  setFaults(change: Partial<Faults>): Promise<Faults>;
  /** False when nobody knows the parcel. */
  advance(waybillNo: string, to: ParcelEvent['state']): Promise<boolean>;
};

/** On simulators of this process. */
export function handOn(payments: PaymentSimulator, courier: CourierSimulator): SimulatorHand {
  return {
    setFaults: async (change) => payments.control.setFaults(change),
    advance: async (waybillNo, to) => courier.control.advance(waybillNo, to),
  };
}

type Far = { places: SimulatorPlaces; client: ApiClient; clock: Clock };

/** On simulators of another process, by their signed control. */
export function handFromAfar(far: Far): SimulatorHand {
  const { payments, courier } = far.places;
  return {
    async setFaults(change) {
      const call = { method: 'PUT', origin: payments, path: '/control/faults', body: change };
      const { status, text } = await send(far, call);
      if (status !== 200) throw new Outage('payment simulator', new Error(text));
      return JSON.parse(text) as Faults;
    },
    async advance(waybillNo, to) {
      const path = `/control/waybills/${encodeURIComponent(waybillNo)}/advance`;
      const call = { method: 'POST', origin: courier, path, body: { to } };
      const { status, text } = await send(far, call);
      // 409: its way has ended, and pushing it on changes nothing.
      if (status === 200 || status === 409) return true;
      if (status === 404) return false;
      throw new Outage('courier simulator', new Error(text));
    },
  };
}

type Call = { method: string; origin: string; path: string; body: unknown };

async function send({ client, clock }: Far, { method, origin, path, body }: Call) {
  const bytes = Buffer.from(JSON.stringify(body));
  const timestamp = signingTimestamp(clock.now());
  const signed = { method, pathAndQuery: path, timestamp, nonce: newNonce(), body: bytes };
  try {
    const answer = await callOut({
      method,
      url: origin + path,
      headers: {
        'content-type': 'application/json',
        'sim-merchant': client.clientId,
        'sim-timestamp': timestamp,
        'sim-nonce': signed.nonce,
        'sim-signature': signRequest(signed, client.secret),
      },
      body: bytes,
      timeoutMs: 5 * secondMs,
    });
    return { status: answer.status, text: answer.body.toString('utf8') };
  } catch (error) {
    throw new Outage('simulators', error);
  }
}

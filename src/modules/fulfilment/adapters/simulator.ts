import * as z from 'zod';
import { secondMs, type Clock } from '#platform/clock.ts';
import { callOut } from '#platform/http/outgoing.ts';
import { Outage } from '#platform/refusal.ts';
import { newNonce, signingTimestamp, signRequest } from '#platform/signing.ts';
import type { Courier, Tracking } from '../courier.ts';
import { simulatorLabels } from './simulator-labels.ts';

export type SimulatorCourierOptions = {
  /** Where the simulator's API is, without a slash at the end. */
  baseUrl: string;
  customerId: string;
  secret: string;
  clock: Clock;
  /** How long an answer may take, in milliseconds; 5 s when not given. */
  timeoutMs?: number;
};

const party = 'courier';

const trackAnswer = z.object({
  state: z.enum([
    'NONE',
    'PICKED_UP',
    'IN_TRANSIT',
    'OUT_FOR_DELIVERY',
    'DELIVERED',
    'LOST',
    'RETURNED',
  ]),
  events: z.array(
    z.object({
      at: z.iso.datetime().transform((text) => new Date(text)),
      code: z.string(),
      zh: z.string(),
      en: z.string(),
      city: z.string(),
    }),
  ),
});

/** The courier simulator as the house's courier. */
export function createSimulatorCourier(options: SimulatorCourierOptions): Courier {
  return {
    name: 'simulator',
    // Its clock jumps with ours, and it is our own: it is asked in every round.
    pace: { askEveryMs: 0, lookEveryMs: 0 },
    labels: simulatorLabels((call) => send(options, call)),
    async register({ carrier, waybillNo, fromCity, toCity, ...parcel }) {
      const handedInAt = parcel.handedInAt.toISOString();
      const body = { carrier, waybillNo, fromCity, toCity, handedInAt };
      await send(options, { method: 'POST', path: '/v1/waybills', body });
    },
    async track({ carrier, waybillNo }) {
      const waybill = [carrier, waybillNo].map(encodeURIComponent).join('/');
      const text = await send(options, { method: 'GET', path: `/v1/waybills/${waybill}/track` });
      return readTracking(text);
    },
  };
}

function readTracking(text: string): Tracking {
  try {
    return trackAnswer.parse(JSON.parse(text));
  } catch (error) {
    throw new Outage(party, error);
  }
}

export type Call = { method: 'GET' | 'POST'; path: string; body?: unknown };

/**
 * One signed call. Whatever is not a 200 is called an outage: our own checks let no waybill
 * through that the courier could call malformed, so its noes are all about itself.
 */
async function send(options: SimulatorCourierOptions, call: Call): Promise<string> {
  const body = Buffer.from(call.body === undefined ? '' : JSON.stringify(call.body));
  const timestamp = signingTimestamp(options.clock.now());
  const { method, path } = call;
  const signed = { method, pathAndQuery: path, timestamp, nonce: newNonce(), body };
  try {
    const answer = await callOut({
      method,
      url: options.baseUrl + path,
      headers: {
        'content-type': 'application/json',
        'sim-merchant': options.customerId,
        'sim-timestamp': timestamp,
        'sim-nonce': signed.nonce,
        'sim-signature': signRequest(signed, options.secret),
      },
      body,
      timeoutMs: options.timeoutMs ?? 5 * secondMs,
    });
    const text = answer.body.toString('utf8');
    if (answer.status === 200) return text;
    throw new Error(`status ${answer.status}: ${text.slice(0, 200)}`);
  } catch (error) {
    throw new Outage(party, error);
  }
}

import { createHmac } from 'node:crypto';
import { hourMs, type Clock } from '#platform/clock.ts';
import type { StripeOptions } from '../../src/modules/payments/adapters/stripe/stripe.ts';
import { startLocalParty, type PartyAnswer, type PartyRequest } from './local-party.ts';
import { createStripeDesk, seconds, type Json } from './stripe-desk.ts';

export const stripeAccount = 'acct_0000000000000001';
const secretKey = 'sk_test_only_on_this_machine';
const webhookSecret = 'whsec_only_on_this_machine';

/** A stand-in for Stripe's API on this machine: keys, idempotency and objects as it documents them. */
export async function startStripeParty(clock: Clock) {
  const desk = createStripeDesk(clock);
  const faults: { answer?: PartyAnswer; hangUp?: boolean } = {};
  const remembered = new Map<string, { asked: string; answer: PartyAnswer; at: number }>();
  const party = await startLocalParty((request) => {
    const { answer, hangUp } = faults;
    delete faults.answer;
    delete faults.hangUp;
    if (answer) return answer;
    if (request.headers.authorization !== `Bearer ${secretKey}`) {
      return problem(401, { type: 'invalid_request_error', message: 'no such key' });
    }
    const told = remember(request);
    return hangUp ? undefined : told;
  });
  const remember = (request: PartyRequest): PartyAnswer => {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string') return reply(request);
    const asked = `${request.path}\n${request.body.toString()}`;
    const now = clock.now().getTime();
    const found = remembered.get(key);
    // Keys are forgotten after a day.
    const known = found && now - found.at < 24 * hourMs ? found : undefined;
    if (known && known.asked !== asked) return problem(400, { type: 'idempotency_error' });
    const answer = known?.answer ?? reply(request);
    remembered.set(key, { asked, answer, at: known?.at ?? now });
    return answer;
  };
  const reply = (request: PartyRequest): PartyAnswer => {
    const sent = request.method === 'POST' ? request.body.toString() : request.query.toString();
    const { status, body } = desk.answer(request.method, request.path, unbracket(sent));
    return status === 200 ? json(200, body) : problem(status, body);
  };
  const { port } = new URL(party.url);
  let numbers = 0;
  return {
    ...party,
    desk,
    faults,
    options: (change: Partial<StripeOptions> = {}): StripeOptions => ({
      secretKey,
      webhookSecret,
      accountId: stripeAccount,
      clock,
      methods: ['card'],
      at: { protocol: 'http', host: '127.0.0.1', port },
      timeoutMs: 1000,
      ...change,
    }),
    /** A notice as it comes over the wire. */
    notice(
      type: string,
      object: Json,
      how: { account?: string; secret?: string; ageMs?: number; id?: string } = {},
    ) {
      const event = {
        id: how.id ?? `evt_${(numbers += 1)}`,
        object: 'event',
        type,
        created: seconds(clock.now()),
        data: { object },
        ...(how.account && { account: how.account }),
      };
      const rawBody = Buffer.from(JSON.stringify(event));
      const timestamp = seconds(new Date(clock.now().getTime() - (how.ageMs ?? 0)));
      const signature = createHmac('sha256', how.secret ?? webhookSecret)
        .update(`${timestamp}.`)
        .update(rawBody)
        .digest('hex');
      return {
        headers: {
          'content-type': 'application/json',
          'stripe-signature': `t=${timestamp},v1=${signature}`,
        },
        rawBody,
      };
    },
  };
}

const json = (status: number, body: unknown): PartyAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const problem = (status: number, error: Json) => json(status, { error });

/** `a[b][0]=c` as the object it stands for. */
function unbracket(form: string): Json {
  const root: Json = {};
  for (const [name, value] of new URLSearchParams(form)) {
    const path = name.replaceAll(']', '').split('[');
    let at = root;
    for (const [place, part] of path.entries()) {
      if (place === path.length - 1) at[part] = value;
      else at = (at[part] ??= {}) as Json;
    }
  }
  return root;
}

import type { Clock } from '#platform/clock.ts';

export type Json = Record<string, unknown>;
type Answer = { status: number; body: Json };

export const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
const ok = (body: Json): Answer => ({ status: 200, body });
const no = (status: number, code: string): Answer => ({
  status,
  body: { type: 'invalid_request_error', code, message: code },
});
const list = (data: Json[]) => ok({ object: 'list', data, has_more: false, url: '/v1/x' });

function createWorld(clock: Clock) {
  return {
    clock,
    numbers: 0,
    sessions: new Map<string, Json>(),
    intents: new Map<string, Json>(),
    charges: new Map<string, Json>(),
    refunds: [] as Json[],
    transfers: [] as Json[],
    balance: [] as Json[],
    refundsEnd: 'succeeded',
  };
}
type World = ReturnType<typeof createWorld>;

const newId = (world: World, prefix: string) =>
  `${prefix}_${String((world.numbers += 1)).padStart(8, '0')}`;

function moved(world: World, type: string, source: Json): void {
  const created = seconds(world.clock.now());
  world.balance.push({
    id: newId(world, 'txn'),
    type,
    source,
    created,
    amount: 1,
    currency: 'hkd',
  });
}

/** What a stand-in for Stripe knows: sessions, payments, refunds, transfers and the balance. */
export function createStripeDesk(clock: Clock) {
  const world = createWorld(clock);
  return {
    ...world,
    endRefundsAs: (status: string) => void (world.refundsEnd = status),
    sessionOf: (outTradeNo: string) =>
      [...world.sessions.values()].find((one) => one['client_reference_id'] === outTradeNo)!,
    /** The payer pays; answers the charge. */
    pay(outTradeNo: string): Json {
      const session = this.sessionOf(outTradeNo);
      const { metadata, transfer_group: group } = session['payment_intent_data'] as Json;
      const intentId = newId(world, 'pi');
      const charge: Json = {
        id: newId(world, 'ch'),
        object: 'charge',
        amount: session['amount_total'],
        currency: 'cny',
        created: seconds(clock.now()),
        payment_intent: intentId,
        status: 'succeeded',
        metadata,
        refundedFen: 0,
      };
      const intent = {
        id: intentId,
        object: 'payment_intent',
        status: 'succeeded',
        metadata,
        transfer_group: group,
        latest_charge: charge['id'],
      };
      world.intents.set(intentId, intent);
      world.charges.set(String(charge['id']), charge);
      Object.assign(session, {
        status: 'complete',
        payment_status: 'paid',
        payment_intent: intentId,
        url: null,
      });
      moved(world, 'charge', charge);
      return charge;
    },
    answer(method: string, path: string, asked: Json): Answer {
      const found = routes.find(([verb, pattern]) => verb === method && pattern.test(path));
      if (!found) return no(404, 'url_invalid');
      return found[2](world, asked, found[1].exec(path)?.[1] ?? '');
    },
  };
}

type Work = (world: World, asked: Json, id: string) => Answer;

const createSession: Work = (world, asked) => {
  const item = ((asked['line_items'] as Json)['0'] as Json)['price_data'] as Json;
  const inMinutes = (Number(asked['expires_at']) - seconds(world.clock.now())) / 60;
  if (inMinutes < 30 || inMinutes > 24 * 60) return no(400, 'parameter_invalid');
  if ('payment_method_types' in asked) return no(400, 'parameter_unknown');
  const id = newId(world, 'cs_test');
  const session = {
    ...asked,
    id,
    object: 'checkout.session',
    url: `https://checkout.stripe.com/c/pay/${id}`,
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
    amount_total: Number(item['unit_amount']),
  };
  world.sessions.set(id, session);
  return ok(session);
};

const getSession: Work = (world, asked, id) => {
  const session = world.sessions.get(id);
  if (!session) return no(404, 'resource_missing');
  const intent = world.intents.get(String(session['payment_intent']));
  if (!intent || !asked['expand']) return ok(session);
  const charge = world.charges.get(String(intent['latest_charge']));
  return ok({ ...session, payment_intent: { ...intent, latest_charge: charge } });
};

const expire: Work = (world, _asked, id) => {
  const session = world.sessions.get(id);
  if (!session) return no(404, 'resource_missing');
  if (session['status'] !== 'open') return no(400, 'checkout_session_not_open');
  Object.assign(session, { status: 'expired', url: null });
  return ok(session);
};

const search: Work = (world, { query }) => {
  const [, wanted] = /^metadata\['out_trade_no'\]:'([\w-]+)'$/.exec(String(query))!;
  const found = [...world.intents.values()].filter(
    ({ metadata }) => (metadata as Json)['out_trade_no'] === wanted,
  );
  const data = found.map((intent) => ({
    ...intent,
    latest_charge: world.charges.get(String(intent['latest_charge'])),
  }));
  return ok({ object: 'search_result', data, has_more: false, url: '/v1/x' });
};

const getIntent: Work = (world, _asked, id) => {
  const intent = world.intents.get(id);
  return intent ? ok(intent) : no(404, 'resource_missing');
};

const refund: Work = (world, asked) => {
  const intent = world.intents.get(String(asked['payment_intent']));
  if (!intent) return no(404, 'resource_missing');
  const charge = world.charges.get(String(intent['latest_charge']))!;
  const amount = Number(asked['amount']);
  const left = Number(charge['amount']) - Number(charge['refundedFen']);
  if (charge['disputed']) return no(400, 'charge_disputed');
  if (amount > left) return no(400, 'charge_already_refunded');
  charge['refundedFen'] = Number(charge['refundedFen']) + amount;
  const made = {
    id: newId(world, 're'),
    object: 'refund',
    amount,
    currency: 'cny',
    created: seconds(world.clock.now()),
    payment_intent: intent['id'],
    status: world.refundsEnd,
    metadata: asked['metadata'],
  };
  world.refunds.push(made);
  moved(world, 'refund', made);
  return ok(made);
};

const listRefunds: Work = (world, { payment_intent: wanted }) => {
  if (!world.intents.has(String(wanted))) return no(404, 'resource_missing');
  return list(world.refunds.filter(({ payment_intent: of }) => of === wanted));
};

const transfer: Work = (world, asked) => {
  if (String(asked['destination']).endsWith('0000')) return no(400, 'account_invalid');
  const source = asked['source_transaction'];
  if (typeof source === 'string' && !world.charges.has(source)) return no(404, 'resource_missing');
  const made = {
    ...asked,
    id: newId(world, 'tr'),
    object: 'transfer',
    amount: Number(asked['amount']),
    created: seconds(world.clock.now()),
    reversed: false,
  };
  world.transfers.push(made);
  moved(world, 'transfer', made);
  return ok(made);
};

const listTransfers: Work = (world, { transfer_group: wanted }) =>
  list(world.transfers.filter(({ transfer_group: of }) => of === wanted));

const reverse: Work = (world, asked, id) => {
  const found = world.transfers.find((one) => one['id'] === id);
  if (!found) return no(404, 'resource_missing');
  found['reversed'] = Number(asked['amount']) === found['amount'];
  return ok({ id: newId(world, 'trr'), object: 'transfer_reversal' });
};

const balance: Work = (world, { created }) => {
  const { gte, lt } = created as { gte: string; lt: string };
  return list(
    world.balance.filter(({ created: at }) => Number(at) >= Number(gte) && Number(at) < Number(lt)),
  );
};

const routes: [string, RegExp, Work][] = [
  ['POST', /^\/v1\/checkout\/sessions$/, createSession],
  ['GET', /^\/v1\/checkout\/sessions\/(\w+)$/, getSession],
  ['POST', /^\/v1\/checkout\/sessions\/(\w+)\/expire$/, expire],
  ['GET', /^\/v1\/payment_intents\/search$/, search],
  ['GET', /^\/v1\/payment_intents\/(\w+)$/, getIntent],
  ['POST', /^\/v1\/refunds$/, refund],
  ['GET', /^\/v1\/refunds$/, listRefunds],
  ['POST', /^\/v1\/transfers$/, transfer],
  ['GET', /^\/v1\/transfers$/, listTransfers],
  ['POST', /^\/v1\/transfers\/(\w+)\/reversals$/, reverse],
  ['GET', /^\/v1\/balance_transactions$/, balance],
];

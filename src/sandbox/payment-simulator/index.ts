import { createPublicKey } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '#platform/clock.ts';
import { keyIdOf } from '#platform/signing.ts';
import { createDueQueue } from '../due-queue.ts';
import { silentLog, type SandboxLog } from '../log.ts';
import { answerErrorsAsJson, originOf, readBodiesAsBytes, type ApiClient } from '../signed-api.ts';
import { registerApiRoutes } from './api-routes.ts';
import type { Desk } from './bank.ts';
import { registerCashierRoutes } from './cashier-routes.ts';
import { createControl, registerControlRoutes, type Control } from './control-routes.ts';
import { createFaultBox } from './faults.ts';
import { createNotices } from './notices.ts';
import { privateKeyOf, type RefundRecord, type TransferRecord } from './records.ts';
import { settle } from './settling.ts';
import { openStore, type Store } from './store.ts';

export type { Control } from './control-routes.ts';
export type { Faults } from './faults.ts';
export type { NoticeRecord, PaymentRecord } from './records.ts';

export type PaymentSimulatorOptions = {
  /** 0 takes any free port. */
  port: number;
  host: string;
  clock: Clock;
  /** Where it remembers; without it a restart forgets everything. */
  dataFile?: string;
  merchant: { merchantId: string; secret: string; /** As the cashier names it. */ name?: string };
  /** Where a browser reaches the cashier, when that is not this host and port. */
  publicOrigin?: string;
  /** How long refunds and transfers stay in PROCESSING, by the clock; 1 s when not given. */
  settleMs?: number;
  log?: SandboxLog;
};

export type PaymentSimulator = { url: string; control: Control; close(): Promise<void> };

/**
 * Starts a payment provider that moves no money: its own HTTP service with a signed API, a
 * cashier page and signed notices, and with faults on demand.
 * @throws the system's error when the port is taken or the file cannot be opened.
 */
export async function startPaymentSimulator(
  options: PaymentSimulatorOptions,
): Promise<PaymentSimulator> {
  const store = await openStore(options.dataFile);
  const { desk, start, dueCount, stop } = openDesk(options, store);
  const control = createControl(desk, dueCount);
  let url = '';
  const origin = () => options.publicOrigin ?? url;
  const app = buildApp(options, { desk, control, origin });
  const close = async () => {
    await app.close();
    await stop();
    store.close();
  };
  try {
    await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    await close();
    throw error;
  }
  url = originOf(app.server.address() as AddressInfo, options.host);
  // Only whoever holds the port may shorten the file and send what is left unsent.
  store.tidy();
  start();
  return { url, control, close };
}

function openDesk(options: PaymentSimulatorOptions, store: Store) {
  const { clock, settleMs = 1000, log = silentLog } = options;
  const privateKey = privateKeyOf(store.identity);
  const keyId = keyIdOf(createPublicKey(privateKey));
  const { merchantId } = options.merchant;
  const faults = createFaultBox();
  const notices = createNotices({ store, faults, clock, log, merchantId, keyId, privateKey });
  const settling = createDueQueue<RefundRecord | TransferRecord>(clock, (due) => {
    try {
      settle(desk, due);
    } catch (error) {
      // The file cannot be written: the record stays in PROCESSING in it, for the next start.
      log.error('payment-simulator/settling-failed', { error });
    }
  });
  const settleLater: Desk['settleLater'] = (record) =>
    settling.add(new Date(record.settlesAt), record);
  const desk: Desk = { store, faults, clock, notices, settleMs, settleLater };
  return {
    desk,
    start() {
      notices.resume();
      for (const record of [...store.refunds(), ...store.transfers()]) {
        if (record.state === 'PROCESSING') settleLater(record);
      }
    },
    dueCount: () => settling.dueCount() + notices.pendingCount(),
    async stop() {
      settling.close();
      await notices.close();
    },
  };
}

function buildApp(
  { merchant, log = silentLog }: PaymentSimulatorOptions,
  parts: { desk: Desk; control: Control; origin: () => string },
): FastifyInstance {
  const { desk, control, origin } = parts;
  const app = fastify({ logger: false, bodyLimit: 64 * 1024, forceCloseConnections: true });
  readBodiesAsBytes(app);
  answerErrorsAsJson(app, (error) => log.error('payment-simulator/failed', { error }));
  const client: ApiClient = { clientId: merchant.merchantId, secret: merchant.secret };
  app.get('/v1/keys', async () => publicKeys(desk.store));
  registerApiRoutes(app, { desk, client, cashierOrigin: origin });
  registerControlRoutes(app, { control, desk, client });
  registerCashierRoutes(app, { desk, merchantName: merchant.name ?? merchant.merchantId });
  return app;
}

function publicKeys(store: Store) {
  const publicKey = createPublicKey(privateKeyOf(store.identity));
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { keys: [{ keyId: keyIdOf(publicKey), algorithm: 'Ed25519', publicKeyPem }] };
}

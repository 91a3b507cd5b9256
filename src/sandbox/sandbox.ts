import { join } from 'node:path';
import type { AppOptions } from '../app.ts';
import { courierFromSettings, createSimulatorCourier } from '#fulfilment';
import { createSimulatorProvider } from '#payments';
import { hourMs } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { openDatabase } from '#platform/db/database.ts';
import type { Messenger } from '#platform/messenger.ts';
import { createSecrets } from '#platform/secrets.ts';
import { startCourierSimulator, type CourierSimulator } from './courier-simulator/index.ts';
import { handFromAfar, handOn, type SimulatorHand } from './hand.ts';
import type { SandboxKeys } from './keys.ts';
import { createMessageCapture, type MessageCapture } from './message-capture/index.ts';
import { startPaymentSimulator, type PaymentSimulator } from './payment-simulator/index.ts';
import { findPlaces, tellPlaces, type SimulatorPlaces } from './places.ts';
import { createSandboxRealNameProvider } from './real-name-simulator.ts';
import { sandboxRefusals, sandboxRoutes } from './routes.ts';
import type { SandboxClock } from './sandbox-clock.ts';

type OutsideWorld = Pick<
  AppOptions,
  'messenger' | 'paymentProvider' | 'courier' | 'realNameProvider' | 'codeLimits' | 'sandbox'
>;

/** What every process of a sandbox has of its outside world. */
export type SandboxShare = {
  clock: SandboxClock;
  messages: MessageCapture;
  /** What the composition root takes from here. */
  outside: OutsideWorld;
  /** Called whenever the clock was moved from outside, with how far it leapt. */
  onMoved(react: Reaction): void;
  close(): Promise<void>;
};

type Reaction = (byMs: number) => Promise<void>;

/** The outside world of a sandbox: provider, courier, messages and a clock that can be moved. */
export type Sandbox = SandboxShare & { payments: PaymentSimulator; courier: CourierSimulator };

export type SandboxOptions = {
  config: Config;
  databaseUrl: string;
  clock: SandboxClock;
  keys: SandboxKeys;
};
type Simulators = Pick<Sandbox, 'payments' | 'courier'>;
type Far = { places: SimulatorPlaces; hand: SimulatorHand };

/** A whole town calls from one machine here: what limits an address must let a town in. */
const codeLimits: AppOptions['codeLimits'] = {
  codePerIp: { scope: 'code-per-ip', max: 3000, windowMs: hourMs },
  triesPerIp: { scope: 'code-tries-per-ip', max: 3000, windowMs: hourMs },
};

const merchantId = 'tuckshop-sandbox';
const customerId = 'tuckshop-sandbox';

/** Starts the simulators on their own ports beside the product's, for all its processes. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { payments, courier } = await startSimulators(options);
  const close = () => Promise.all([payments.close(), courier.close()]);
  try {
    const places = {
      payments: loopback(payments.url),
      cashier: cashierOrigin(options.config) ?? new URL(payments.url).origin,
      courier: loopback(courier.url),
    };
    await tellPlaces(options.databaseUrl, places);
    const share = await shareOf(options, { places, hand: handOn(payments, courier) });
    return {
      ...share,
      payments,
      courier,
      close: async () => void (await close(), await share.close()),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The sandbox of another process on the same database: its simulators, clock and messages.
 * @throws StartFault start/nobody-to-join
 */
export async function joinSandbox(options: SandboxOptions): Promise<SandboxShare> {
  const { config, databaseUrl, clock, keys } = options;
  const places = await findPlaces(databaseUrl, config.dataFolder);
  const client = { clientId: merchantId, secret: keys.merchantSecret };
  return shareOf(options, { places, hand: handFromAfar({ places, client, clock }) });
}

async function shareOf(options: SandboxOptions, far: Far): Promise<SandboxShare> {
  const { clock, databaseUrl, keys } = options;
  const database = openDatabase({ url: databaseUrl, connectionsMax: 2 });
  const secrets = createSecrets(keys.secretKey);
  const messages = createMessageCapture({ database, secrets, clock, limit: 500 });
  const messenger = await messengerOf(options.config, messages);
  const reactions: Reaction[] = [];
  const onMoved: Reaction = async (byMs) => {
    for (const react of reactions) await react(byMs);
  };
  return {
    clock,
    messages,
    outside: outsideOf(options, { ...far, messages, messenger, onMoved }),
    onMoved: (react) => void reactions.push(react),
    close: () => database.close(),
  };
}

/** Mails leave the house where a mail server was named; texts never do in a sandbox. */
async function messengerOf({ smtp }: Config, messages: MessageCapture): Promise<Messenger> {
  if (!smtp) return messages;
  // Read only where it is used: a start without mail does not wait for it.
  const { createSmtpMailer } = await import('#platform/mail/smtp-mailer.ts');
  return { send: messages.send, ...createSmtpMailer(smtp) };
}

async function startSimulators({ config, clock, keys }: SandboxOptions): Promise<Simulators> {
  const payments = await startPaymentSimulator({
    port: config.paymentSimulatorPort,
    host: config.host,
    clock,
    dataFile: join(config.dataFolder, 'payment-simulator.jsonl'),
    merchant: { merchantId, secret: keys.merchantSecret, name: '小卖部 Tuckshop' },
    publicOrigin: cashierOrigin(config),
  });
  const courier = await startCourierSimulator({
    port: config.courierSimulatorPort,
    host: '127.0.0.1',
    clock,
    dataFile: join(config.dataFolder, 'courier-simulator.jsonl'),
    customer: { customerId, secret: keys.merchantSecret },
  });
  return { payments, courier };
}

/** The cashier is reached under the product's own name, on the simulator's port. */
function cashierOrigin(config: Config): string | undefined {
  if (config.paymentSimulatorPort === 0) return undefined;
  const { protocol, hostname } = new URL(config.publicOrigin);
  return `${protocol}//${hostname}:${config.paymentSimulatorPort}`;
}

type Near = Far & { messages: MessageCapture; messenger: Messenger; onMoved: Reaction };

function outsideOf(
  { config, clock, keys }: SandboxOptions,
  { places, hand, messages, messenger, onMoved }: Near,
): OutsideWorld {
  const notices = `${config.noticeOrigin}/api/v1/payments/notices/simulator`;
  return {
    messenger,
    paymentProvider: createSimulatorProvider({
      baseUrl: places.payments,
      merchantId,
      secret: keys.merchantSecret,
      clock,
      transferNotifyUrl: notices,
    }),
    courier:
      // A sandbox may follow real parcels.
      courierFromSettings(config) ??
      createSimulatorCourier({
        baseUrl: places.courier,
        customerId,
        secret: keys.merchantSecret,
        clock,
      }),
    realNameProvider: createSandboxRealNameProvider(),
    codeLimits,
    sandbox: {
      routes: sandboxRoutes({ clock, messages, hand, onMoved }),
      refusals: sandboxRefusals,
      formTargets: [places.cashier],
      toolsHref: '/sandbox',
      readClock: clock.readAgain,
    },
  };
}

/** A service that listens on every address is called on this machine's own. */
function loopback(url: string): string {
  const parsed = new URL(url);
  if (parsed.hostname === '0.0.0.0' || parsed.hostname === '[::]') parsed.hostname = '127.0.0.1';
  return parsed.origin;
}

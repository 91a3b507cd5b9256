import { join } from 'node:path';
import type { AppOptions } from '../app.ts';
import { createSimulatorCourier } from '#fulfilment';
import { createSimulatorProvider } from '#payments';
import { hourMs } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { Messenger } from '#platform/messenger.ts';
import { startCourierSimulator, type CourierSimulator } from './courier-simulator/index.ts';
import type { SandboxKeys } from './keys.ts';
import { createMessageCapture, type MessageCapture } from './message-capture/index.ts';
import { startPaymentSimulator, type PaymentSimulator } from './payment-simulator/index.ts';
import { createSandboxRealNameProvider } from './real-name-simulator.ts';
import { sandboxRefusals, sandboxRoutes } from './routes.ts';
import type { SandboxClock } from './sandbox-clock.ts';

type OutsideWorld = Pick<
  AppOptions,
  'messenger' | 'paymentProvider' | 'courier' | 'realNameProvider' | 'codeLimits' | 'sandbox'
>;

/** The outside world of a sandbox: provider, courier, messages and a clock that can be moved. */
export type Sandbox = {
  clock: SandboxClock;
  messages: MessageCapture;
  payments: PaymentSimulator;
  courier: CourierSimulator;
  /** What the composition root takes from here. */
  outside: OutsideWorld;
  /** Called whenever the clock was moved from outside, with how far it leapt. */
  onMoved(react: Reaction): void;
  close(): Promise<void>;
};

type Reaction = (byMs: number) => Promise<void>;
export type SandboxOptions = { config: Config; clock: SandboxClock; keys: SandboxKeys };
type Simulators = Pick<Sandbox, 'messages' | 'payments' | 'courier'>;

/** A whole town calls from one machine here: what limits an address must let a town in. */
const codeLimits: AppOptions['codeLimits'] = {
  codePerIp: { scope: 'code-per-ip', max: 3000, windowMs: hourMs },
  triesPerIp: { scope: 'code-tries-per-ip', max: 3000, windowMs: hourMs },
};

const merchantId = 'tuckshop-sandbox';
const customerId = 'tuckshop-sandbox';

/** Starts the simulators on their own ports beside the product's. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const simulators = await startSimulators(options);
  const messenger = await messengerOf(options.config, simulators.messages);
  const reactions: Reaction[] = [];
  const onMoved: Reaction = async (byMs) => {
    for (const react of reactions) await react(byMs);
  };
  return {
    ...simulators,
    clock: options.clock,
    outside: outsideOf(options, { ...simulators, messenger }, onMoved),
    onMoved: (react) => void reactions.push(react),
    async close() {
      await Promise.all([simulators.payments.close(), simulators.courier.close()]);
    },
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
  const messages = createMessageCapture({ clock, limit: 500 });
  return { payments, courier, messages };
}

/** The cashier is reached under the product's own name, on the simulator's port. */
function cashierOrigin(config: Config): string | undefined {
  if (config.paymentSimulatorPort === 0) return undefined;
  const { protocol, hostname } = new URL(config.publicOrigin);
  return `${protocol}//${hostname}:${config.paymentSimulatorPort}`;
}

function outsideOf(
  { config, clock, keys }: SandboxOptions,
  { payments, courier, messages, messenger }: Simulators & { messenger: Messenger },
  onMoved: Reaction,
): OutsideWorld {
  const notices = `${config.noticeOrigin}/api/v1/payments/notices/simulator`;
  return {
    messenger,
    paymentProvider: createSimulatorProvider({
      baseUrl: loopback(payments.url),
      merchantId,
      secret: keys.merchantSecret,
      clock,
      transferNotifyUrl: notices,
    }),
    courier: createSimulatorCourier({
      baseUrl: loopback(courier.url),
      customerId,
      secret: keys.merchantSecret,
      clock,
    }),
    realNameProvider: createSandboxRealNameProvider(),
    codeLimits,
    sandbox: {
      routes: sandboxRoutes({ clock, messages, payments, courier, onMoved }),
      refusals: sandboxRefusals,
      formTargets: [cashierOrigin(config) ?? new URL(payments.url).origin],
      toolsHref: '/sandbox',
    },
  };
}

/** A service that listens on every address is called on this machine's own. */
function loopback(url: string): string {
  const parsed = new URL(url);
  if (parsed.hostname === '0.0.0.0' || parsed.hostname === '[::]') parsed.hostname = '127.0.0.1';
  return parsed.origin;
}

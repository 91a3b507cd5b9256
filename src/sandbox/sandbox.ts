import { join } from 'node:path';
import type { AppOptions } from '../app.ts';
import type { Config } from '#platform/config.ts';
import { createSimulatorCourier, createSimulatorProvider } from './outside.ts';
import { startCourierSimulator, type CourierSimulator } from './courier-simulator/index.ts';
import type { SandboxKeys } from './keys.ts';
import { createMessageCapture, type MessageCapture } from './message-capture/index.ts';
import { startPaymentSimulator, type PaymentSimulator } from './payment-simulator/index.ts';
import { createSandboxRealNameProvider } from './real-name-simulator.ts';
import { sandboxRefusals, sandboxRoutes } from './routes.ts';
import { openSandboxClock, type SandboxClock } from './sandbox-clock.ts';

/** The outside world of a sandbox: provider, courier, messages and a clock that can be moved. */
export type Sandbox = {
  clock: SandboxClock;
  messages: MessageCapture;
  payments: PaymentSimulator;
  courier: CourierSimulator;
  /** What the composition root takes from here. */
  outside: Pick<
    AppOptions,
    'messenger' | 'paymentProvider' | 'courier' | 'realNameProvider' | 'sandbox'
  >;
  onMoved(react: () => void): void;
  close(): Promise<void>;
};

export const sandboxMerchantId = 'tuckshop-sandbox';

/** Starts the simulators on their own ports beside the product's. */
export async function openSandbox(options: {
  config: Config;
  databaseUrl: string;
  keys: SandboxKeys;
}): Promise<Sandbox> {
  const { config, keys } = options;
  const clock = await openSandboxClock(options.databaseUrl);
  const messages = createMessageCapture({ clock, limit: 500 });
  const payments = await startPaymentSimulator({
    ...placeOf(config, config.paymentSimulatorPort, 1),
    clock,
    dataFile: join(config.dataFolder, 'payment-simulator.jsonl'),
    merchant: {
      merchantId: sandboxMerchantId,
      secret: keys.merchantSecret,
      name: '小卖部 Tuckshop',
    },
  });
  const courier = await startCourierSimulator({
    ...placeOf(config, config.courierSimulatorPort, 2),
    clock,
    dataFile: join(config.dataFolder, 'courier-simulator.jsonl'),
  });
  const reactions: (() => void)[] = [];
  const onMoved = () => reactions.forEach((react) => react());
  return {
    clock,
    messages,
    payments,
    courier,
    onMoved: (react) => void reactions.push(react),
    outside: {
      messenger: messages,
      paymentProvider: createSimulatorProvider({ config, keys, clock, url: payments.url }),
      courier: createSimulatorCourier({ clock, url: courier.url }),
      realNameProvider: createSandboxRealNameProvider(),
      sandbox: {
        routes: sandboxRoutes({ clock, messages, payments, courier, onMoved }),
        refusals: sandboxRefusals,
        formTargets: [new URL(payments.url).origin],
        toolsHref: '/sandbox',
      },
    },
    async close() {
      await Promise.all([payments.close(), courier.close()]);
    },
  };
}

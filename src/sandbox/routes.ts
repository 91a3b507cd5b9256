import * as z from 'zod';
import { at, done, line } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import { refuse, type RefusalTexts } from '#platform/refusal.ts';
import { dayMs } from '#platform/clock.ts';
import type { SimulatorHand } from './hand.ts';
import type { MessageCapture } from './message-capture/index.ts';
import type { SandboxClock } from './sandbox-clock.ts';

export type SandboxParts = {
  clock: SandboxClock;
  messages: MessageCapture;
  hand: SimulatorHand;
  /** Called after the clock has moved: sessions live on, and what became due is looked at now. */
  onMoved(byMs: number): Promise<void>;
};

export const sandboxRefusals: RefusalTexts = {
  'sandbox/no-such-parcel': {
    status: 404,
    'zh-CN': '没有这个包裹',
    en: 'There is no such parcel',
  },
};

const tag = 'sandbox';
const clockView = z.object({ now: at, aheadMs: z.int() });
/** One jump of the clock; longer stories take several. */
const moveMsMax = 400 * dayMs;
const rate = z.number().min(0).max(1);
const count = z.int().min(0).max(10_000);

const faults = z
  .object({
    duplicate: count,
    delayMs: z.int().min(0).max(90_000_000),
    reorder: z.boolean(),
    loseRate: rate,
    loseNext: count,
    forgeNext: count,
    foreignMerchantNext: count,
    wrongAmountNext: count,
    refundFailNext: count,
    transferFailNext: count,
    payAfterCloseAllowed: z.boolean(),
    apiDownNext: count,
    apiTimeoutNext: count,
  })
  .partial();

/** The sandbox's own operations: they exist only there, and anyone may call them. */
export function sandboxRoutes(parts: SandboxParts): Route[] {
  return [...clockRoutes(parts), ...messageRoutes(parts), ...outsideRoutes(parts)];
}

function clockRoutes({ clock, onMoved }: SandboxParts): Route[] {
  const view = () => ({ now: clock.now(), aheadMs: clock.aheadMs() });
  return [
    route(
      {
        operationId: 'getClock',
        method: 'GET',
        path: '/sandbox/clock',
        summary: 'The product’s time',
        tag,
        response: clockView,
      },
      view,
    ),
    route(
      {
        operationId: 'moveClock',
        method: 'POST',
        path: '/sandbox/clock',
        summary: 'Move the product’s clock ahead; every timer follows',
        tag,
        body: z.object({ byMs: z.int().min(0).max(moveMsMax) }),
        response: clockView,
      },
      async ({ body }) => {
        await clock.moveAndKeep(body.byMs);
        await onMoved(body.byMs);
        return view();
      },
    ),
  ];
}

function messageRoutes({ messages }: SandboxParts): Route[] {
  return [
    route(
      {
        operationId: 'listSandboxMessages',
        method: 'GET',
        path: '/sandbox/messages',
        summary: 'Texts and e-mails that were caught, newest first',
        tag,
        query: z.object({
          to: line(100).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: z.object({
          items: z.array(
            z.object({
              number: z.int(),
              at,
              channel: z.enum(['sms', 'email']),
              to: z.string(),
              template: z.string(),
              subject: z.string().optional(),
              text: z.string(),
              html: z.string().optional(),
              code: z.string().optional(),
            }),
          ),
        }),
      },
      async ({ query: { to, limit } }) => ({
        items: await messages.list({ ...(to ? { to } : {}), limit }),
      }),
    ),
  ];
}

function outsideRoutes({ hand }: SandboxParts): Route[] {
  return [
    route(
      {
        operationId: 'setProviderFault',
        method: 'PUT',
        path: '/sandbox/provider-faults',
        summary: 'Make the payment provider duplicate, delay, reorder, lose or forge its notices',
        tag,
        body: faults,
        response: faults,
      },
      ({ body }) => hand.setFaults(body),
    ),
    route(
      {
        operationId: 'advanceParcel',
        method: 'POST',
        path: '/sandbox/parcels/{waybillNo}',
        summary: 'Push a parcel on at once',
        tag,
        params: z.object({ waybillNo: line(40) }),
        body: z.object({
          to: z.enum([
            'PICKED_UP',
            'IN_TRANSIT',
            'OUT_FOR_DELIVERY',
            'DELIVERED',
            'LOST',
            'RETURNED',
          ]),
        }),
        response: done,
      },
      async ({ params, body }) => {
        const isKnown = await hand.advance(params.waybillNo, body.to);
        if (!isKnown) refuse('sandbox/no-such-parcel');
        return { ok: true };
      },
    ),
  ];
}

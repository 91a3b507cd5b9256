import { randomInt } from 'node:crypto';
import type { Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { AfterSaleDeps } from '../deps.ts';
import { captureMs, capturesMax } from '../domain/rules.ts';
import { countCaptures, insertCapture, lockCapture, markTaken } from '../store/capture-store.ts';
import type { CaptureRow } from '../store/tables.ts';
import { partOf } from './carry-out.ts';

export type CaptureStage = CaptureRow['stage'];

/** Who takes which pictures: the one who packs, the one who opens. */
const takenBy: Record<CaptureStage, 'buyer' | 'seller'> = {
  packing: 'seller',
  opening: 'buyer',
  'return-packing': 'buyer',
  'return-opening': 'seller',
};

export type OpenedCapture = { captureId: Id; code: string; expiresAt: Date };

/**
 * Gives out the code that must be seen in the pictures, written on paper beside the goods: they
 * are taken then and there, for this order.
 * @throws aftersale/not-your-part, aftersale/not-now, aftersale/too-many, platform/not-found
 */
export async function openCapture(
  deps: AfterSaleDeps,
  call: Call,
  input: { orderId: Id; stage: CaptureStage },
): Promise<OpenedCapture> {
  const { platform, rooms } = deps;
  return platform.run(call, async (tx) => {
    const order = await rooms.orders.lockOrder(tx, input.orderId);
    const part = partOf(order, call.actor.memberId);
    if (part !== takenBy[input.stage]) refuse('aftersale/not-your-part');
    if (!order.paidAt) refuse('aftersale/not-now');
    const { memberId } = call.actor;
    const opened = await countCaptures(tx, order.id, memberId);
    if (opened >= capturesMax) refuse('aftersale/too-many', { times: capturesMax });
    const now = platform.clock.now();
    const code = newCode();
    const captureId = await insertCapture(tx, {
      ...input,
      memberId,
      code,
      now,
    });
    return { captureId, code, expiresAt: new Date(now.getTime() + captureMs) };
  });
}

export type TakeCaptureInput = {
  captureId: Id;
  pictureIds: Id[];
  serial?: string | undefined;
  weightGrams?: number | undefined;
};

/**
 * Files the pictures of an opened capture, with serial number and weight, and seals them.
 * @throws aftersale/capture-over, aftersale/capture-old-picture, pictures/not-yours,
 *   platform/not-found
 */
export async function takeCapture(
  deps: AfterSaleDeps,
  call: Call,
  input: TakeCaptureInput,
): Promise<{ captureId: Id; takenAt: Date }> {
  const { platform } = deps;
  const { memberId } = call.actor;
  return platform.run(call, async (tx) => {
    const capture = await lockCapture(tx, input.captureId);
    if (!capture || capture.member_id !== memberId) refuse('platform/not-found');
    const now = platform.clock.now();
    const isOver = now.getTime() > capture.opened_at.getTime() + captureMs;
    if (capture.taken_at || isOver) refuse('aftersale/capture-over');
    await platform.pictureShelf.assertOwn(tx, memberId, input.pictureIds);
    const files = await platform.pictureShelf.filesOf(tx, input.pictureIds);
    if (files.some(({ keptAt }) => keptAt < capture.opened_at)) {
      refuse('aftersale/capture-old-picture');
    }
    const taken = {
      pictureIds: input.pictureIds,
      serial: input.serial || null,
      weightGrams: input.weightGrams ?? null,
      now,
    };
    const { id, order_id: orderId, stage, code, opened_at: openedAt } = capture;
    const said = { id, orderId, memberId, stage, code, openedAt, ...taken, files };
    // A keyed hash of all it says: nobody changes pictures or words later without being seen.
    const seal = platform.secrets.fingerprint('aftersale/capture', JSON.stringify(said));
    await markTaken(tx, { captureId: capture.id, ...taken, seal: Buffer.from(seal, 'hex') });
    return { captureId: capture.id, takenAt: now };
  });
}

/** Six signs that are told apart when they are written by hand. */
function newCode(): string {
  const signs = '23456789ABCDEFGHJKLMNPRSTUVWXYZ';
  return Array.from({ length: 6 }, () => signs[randomInt(signs.length)]).join('');
}

import type { AfterSaleView, CaptureView } from '#aftersale';
import type { OrderHistory } from '#orders';
import type { ReviewOfOrder } from '#reviews';
import type { Id } from '#platform/ids.ts';
import { facts, line, type RawLine } from './story-line.ts';

type Parties = { buyerId: Id; sellerId: Id };

const partyOf = (role: string, { buyerId, sellerId }: Parties): Id | null => {
  if (role === 'buyer') return buyerId;
  return role === 'seller' ? sellerId : null;
};

/** Every step of the order itself. */
export function orderLines({ events }: OrderHistory): RawLine[] {
  return events.map(({ command: code, role, actorId, from, to, at }) =>
    line({ at, source: 'order', code, role, actorId, facts: facts({ from, to }) }),
  );
}

/** The offers that led to it. */
export function offerLines({ offerSteps }: OrderHistory): RawLine[] {
  return offerSteps.map(({ command: code, role, actorId, unitPriceFen: amountFen, at }) =>
    line({ at, source: 'offer', code, role, actorId, amountFen }),
  );
}

/** Every step of its after-sales with words and pictures. */
export function afterSaleLines(sales: AfterSaleView[], parties: Parties): RawLine[] {
  return sales.flatMap((sale) =>
    sale.events.map(({ command: code, role, to, words, amountFen, pictures, at }) =>
      line({
        at,
        source: 'aftersale',
        code,
        role,
        actorId: partyOf(role, parties),
        words,
        amountFen,
        pictures,
        facts: facts({ 'after-sale': sale.id, type: sale.type, reason: sale.reason, to }),
      }),
    ),
  );
}

/** What both sides filed while packing and opening. */
export function captureLines(captures: CaptureView[], parties: Parties): RawLine[] {
  return captures.map(({ stage, by, code, takenAt: at, pictures, serial, weightGrams }) =>
    line({
      at,
      source: 'capture',
      code: stage,
      role: by,
      actorId: partyOf(by, parties),
      pictures,
      facts: facts({ 'one-time-code': code, serial, 'weight-grams': weightGrams }),
    }),
  );
}

/** What the two said of each other; while it is blind, only that they did. */
export function reviewLines(
  reviews: ReviewOfOrder[],
  pictureOf: (id: Id) => { id: Id; url: string }[],
): RawLine[] {
  return reviews.flatMap((one) => [
    line({
      at: one.filedAt,
      source: 'review',
      code: 'review',
      role: one.bySide,
      actorId: one.authorId,
      words: one.words,
      pictures: one.pictureIds.flatMap(pictureOf),
      facts: facts({
        step: one.step,
        tags: one.tags.join(', '),
        revealed: one.revealedAt?.toISOString(),
        withdrawn: one.withdrawnAt?.toISOString(),
        'taken-down': one.takenDownAt?.toISOString(),
      }),
    }),
    ...(one.repliedAt
      ? [line({ at: one.repliedAt, source: 'review', code: 'reply', words: one.reply })]
      : []),
  ]);
}

import type { Id } from '#platform/ids.ts';
import type { Room } from '../room.ts';
import type { CardRef, CardView } from '../types.ts';

/** Shows cards to a reader: one call to each kind's room for all of them, in the same order. */
export async function showCards(
  room: Room,
  cards: readonly CardRef[],
  viewerId: Id,
): Promise<CardView[]> {
  const views = new Map<string, unknown>();
  const byKind = Map.groupBy(cards, (card) => card.kind);
  await Promise.all(
    [...byKind].map(async ([kind, own]) => {
      const refs = [...new Set(own.map((card) => card.ref))];
      const found = await room.cards.get(kind)?.resolve(refs, viewerId);
      for (const [ref, view] of found ?? []) views.set(`${kind}/${ref}`, view);
    }),
  );
  return cards.map(({ kind, ref }) => ({ kind, ref, view: views.get(`${kind}/${ref}`) ?? null }));
}

import type { Id } from '#platform/ids.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { Room } from '../room.ts';
import type { MessageRow } from '../store/tables.ts';
import type { CardRef, CardView, MessageView } from '../types.ts';
import { showCards } from './card-views.ts';

/** Messages as this reader sees them; their cards and pictures are read in one go each. */
export async function showMessages(
  room: Room,
  rows: readonly MessageRow[],
  viewerId: Id,
): Promise<MessageView[]> {
  const withCards = rows.filter((row) => cardOf(row) !== null);
  const cardRefs = withCards.map((row) => cardOf(row)!);
  const pictureIds = rows.flatMap((row) => row.picture_id ?? []);
  const [shown, pictures] = await Promise.all([
    showCards(room, cardRefs, viewerId),
    room.platform.pictureShelf.getMany(pictureIds),
  ]);
  const cards = new Map(withCards.map((row, index) => [row.id, shown[index]!]));
  return rows.map((row) =>
    viewOf(row, cards.get(row.id) ?? null, pictures.get(row.picture_id ?? '') ?? null),
  );
}

/** The thing a message carries, if it carries one. */
export function cardOf(row: { card_kind: string | null; card_ref: string | null }): CardRef | null {
  if (row.card_kind === null || row.card_ref === null) return null;
  return { kind: row.card_kind, ref: row.card_ref };
}

function viewOf(row: MessageRow, card: CardView | null, picture: PictureView | null): MessageView {
  const isTakenDown = row.taken_down_at !== null;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    senderId: row.sender_id,
    clientId: row.client_id,
    text: isTakenDown ? null : row.body,
    picture: isTakenDown ? null : picture,
    card,
    sentAt: row.sent_at,
    isDoubtful: row.warned_at !== null,
    isTakenDown,
  };
}

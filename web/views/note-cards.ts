import type { ListingState } from '#catalog';
import type { NoteCardView } from '#kit/cards/card-views.ts';
import type { PlainTextKey, Translate } from '#kit/i18n/texts.ts';
import { pictureOf } from './pictures.ts';

/** A note in a feed, as the door answers it and as the API does: amounts differ only in type. */
export interface FeedNote {
  readonly id: string;
  readonly title: string;
  readonly cover: Parameters<typeof pictureOf>[0];
  readonly pictureCount: number;
  readonly author: {
    readonly id: string;
    readonly nickname: string;
    readonly avatarUrl: string | null;
  };
  readonly likeCount: number;
  readonly isLiked: boolean;
  /** Its place in the feed, counted from the first page on. */
  readonly position?: number;
  readonly attachments: readonly { readonly kind: string; readonly view: unknown }[];
}

/** What a note's card needs of a listing that hangs on it. */
interface Tag {
  readonly priceFen: bigint | number;
  readonly delivery: 'courier' | 'pickup' | 'virtual';
  readonly freightFen: bigint | number;
  readonly freightMostFen?: bigint | number | null;
  readonly state: ListingState;
}

/** A note of a feed, with nothing in it that a page could not be sent. */
export interface PlainFeedNote extends Omit<FeedNote, 'attachments'> {
  readonly offer?: PlainOffer | undefined;
  /** The page it was served on, for impressions. */
  readonly requestId?: string | undefined;
}

interface PlainOffer {
  readonly fen: string;
  readonly from: boolean;
  readonly chip: PlainTextKey | undefined;
  /** Nothing of it can be had now: sold out, reserved, or its shop is on holiday. */
  readonly isSoldOut: boolean;
}

/** Keeps of a feed's note what its card shows. */
export function plainNote(note: FeedNote, requestId?: string): PlainFeedNote {
  const { id, title, cover, pictureCount, author, likeCount, isLiked, position } = note;
  const { nickname, avatarUrl } = author;
  const offer = offerOf(note.attachments);
  return {
    id,
    title,
    cover,
    pictureCount,
    likeCount,
    isLiked,
    author: { id: author.id, nickname, avatarUrl },
    offer,
    ...(position === undefined ? {} : { position, requestId }),
  };
}

/** The card of a note. */
export function noteCardOf(note: PlainFeedNote, t: Translate): NoteCardView {
  const { offer, author } = note;
  return {
    id: note.id,
    href: `/n/${note.id}`,
    title: note.title,
    cover: coverOf(note.cover),
    pictureCount: note.pictureCount,
    likeCount: note.likeCount,
    liked: note.isLiked,
    author: { id: author.id, name: author.nickname, avatarSrc: author.avatarUrl ?? undefined },
    ...(offer ? { price: { fen: offer.fen, from: offer.from }, chip: chipOf(offer, t) } : {}),
  };
}

/**
 * The cover of a card. The title stands under it and says what it shows. It comes in one size:
 * Chromium never lets go of a picture with several, nor of the card around it, and feeds are long.
 */
const coverOf = (cover: FeedNote['cover']): NoteCardView['cover'] => ({
  ...pictureOf(cover),
  srcset: undefined,
  alt: '',
});

function chipOf(offer: PlainOffer, t: Translate): string | undefined {
  return offer.chip && t(offer.chip);
}

/** The cheapest thing a note sells now; when all is sold, what it cost. */
function offerOf(attachments: FeedNote['attachments']): PlainOffer | undefined {
  const tags = attachments.flatMap(({ kind, view }) => (kind === 'listing' ? [view as Tag] : []));
  const live = tags.filter((tag) => tag.state === 'live');
  const shown = live.length > 0 ? live : tags;
  const [cheapest] = [...shown].sort((a, b) => Number(a.priceFen) - Number(b.priceFen));
  if (!cheapest) return undefined;
  return {
    fen: String(cheapest.priceFen),
    from: shown.length > 1,
    chip: stateChip(cheapest) ?? deliveryChip(cheapest),
    isSoldOut: live.length === 0,
  };
}

function stateChip({ state }: Tag): PlainTextKey | undefined {
  if (state === 'live') return undefined;
  return state === 'sold-out' ? 'kit/sold-out' : `listing/state-${state}`;
}

function deliveryChip({ delivery, freightFen, freightMostFen }: Tag): PlainTextKey | undefined {
  if (delivery === 'pickup') return 'listing/delivery-pickup';
  if (delivery === 'virtual') return 'listing/delivery-virtual';
  return Number(freightMostFen ?? freightFen) === 0 ? 'listing/delivery-free' : undefined;
}

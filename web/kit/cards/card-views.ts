import type { Fen } from '../i18n/format.ts';
import type { IconName } from '../icons/icon-names.ts';
import type { PictureView } from '../pictures/picture-view.ts';

/** What a waterfall shows of a note. */
export interface NoteCardView {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly cover?: PictureView | undefined;
  readonly pictureCount: number;
  readonly price?: {
    readonly fen: Fen;
    /** The cheapest of several listings. */
    readonly from?: boolean;
    readonly wasFen?: Fen | undefined;
  };
  /** One word of trust beside the price: 包邮, 可自提. */
  readonly chip?: string | undefined;
  /** One fact laid over the cover: 已验机, 同校. */
  readonly badge?: { readonly icon: IconName; readonly text: string; readonly trust?: boolean };
  readonly author: {
    readonly id: string;
    readonly name: string;
    readonly avatarSrc?: string | undefined;
  };
  readonly likeCount?: number | undefined;
  readonly liked?: boolean;
}

/** What a card shows of a listing, in a note, a chat or an order. */
export interface ProductCardView {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly picture?: PictureView | undefined;
  readonly priceFen: Fen;
  readonly wasFen?: Fen | undefined;
  readonly pills: readonly {
    readonly text: string;
    readonly tone?: 'neutral' | 'trust' | 'warn';
  }[];
  /** Why it cannot be bought now, in the reader's language. */
  readonly unavailable?: string | undefined;
}

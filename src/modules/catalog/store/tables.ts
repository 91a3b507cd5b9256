/** The rows of this room's tables as the driver gives them: bigint columns are strings. */
export type ShopRow = {
  bucket: number;
  member_id: string;
  opened_at: Date;
  holiday_from: Date | null;
  holiday_until: Date | null;
  holiday_note: string | null;
  away_since: Date | null;
};

export type ListingRow = {
  bucket: number;
  id: string;
  seller_id: string;
  note_id: string | null;
  title: string;
  description: string;
  price_fen: string;
  condition: string;
  flaw: string | null;
  delivery: string;
  freight_fen: string;
  ship_within_ms: string;
  picture_ids: string[];
  cover_url: string | null;
  stock: number;
  reserved: number;
  sold: number;
  stock_added: number;
  version: number;
  published_at: Date;
  edited_at: Date | null;
  withdrawn_at: Date | null;
  taken_down_at: Date | null;
  take_down_reason: string | null;
  visibility: 'public' | 'followers' | 'circle';
  circle_id: string | null;
  freight_template_id: string | null;
  freight_most_fen: string | null;
  retitled_at: Date | null;
};

/** A listing with what its shop says of it. */
export type ListingWithShop = ListingRow & {
  away_until: Date | null;
  /** How many pieces are kept for the reader it was read for. */
  kept?: number | null;
};

export type ReservationRow = {
  bucket: number;
  id: string;
  listing_id: string;
  seller_id: string;
  member_id: string;
  quantity: number;
  made_at: Date;
  until: Date;
  ended_at: Date | null;
  end_reason: string | null;
};

export type FreightTemplateRow = {
  bucket: number;
  id: string;
  seller_id: string;
  name: string;
  basis: string;
  first_fen: string;
  further_fen: string;
  free_over_fen: string | null;
  free_pieces: number | null;
  version: number;
  created_at: Date;
  edited_at: Date | null;
  removed_at: Date | null;
};

export type FreightRateRow = {
  template_id: string;
  province: string;
  first_fen: string | null;
  further_fen: string | null;
};

export type PriceRow = {
  bucket: number;
  listing_id: string;
  version: number;
  price_fen: string;
  since: Date;
};

export type CatalogTables = {
  'catalog.shop': ShopRow;
  'catalog.listing': ListingRow;
  'catalog.price': PriceRow;
};

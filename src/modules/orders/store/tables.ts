/** The rows of this room's tables as the driver gives them: bigint columns are strings. */
export type OrderRow = {
  bucket: number;
  id: string;
  seller_id: string;
  buyer_id: string;
  state: string;
  delivery: string;
  goods_fen: string;
  discount_fen: string;
  freight_fen: string;
  total_fen: string;
  paid_fen: string;
  refunded_fen: string;
  charged_fen: string;
  fee_bps: number;
  fee_fen: string | null;
  created_at: Date;
  pay_by: Date;
  paid_at: Date | null;
  ship_within_ms: string;
  ship_by: Date | null;
  refund_unshipped_at: Date | null;
  ship_extension_days: number;
  shipped_at: Date | null;
  tracking: string | null;
  scan_by: Date | null;
  last_moved_at: Date | null;
  move_by: Date | null;
  void_shipments: number;
  delivered_at: Date | null;
  confirm_by: Date | null;
  receipt_extensions: number;
  after_sale_opened_at: Date | null;
  clock_left_ms: string | null;
  completed_at: Date | null;
  closed_at: Date | null;
  refunded_at: Date | null;
  end_reason: string | null;
  event_count: number;
  address_sealed: Buffer | null;
  buyer_note: string | null;
};

export type OrderLineRow = {
  bucket: number;
  order_id: string;
  line_no: number;
  listing_id: string;
  quantity: number;
  unit_price_fen: string;
  discount_fen: string;
  snapshot: ListingSnapshot;
};

/** A listing as the buyer saw it when the order was placed. */
export type ListingSnapshot = {
  title: string;
  description?: string | null;
  condition: string;
  coverUrl?: string | null;
  noteId?: string | null;
};

export type OrderEventRow = {
  bucket: number;
  order_id: string;
  seq: number;
  command: string;
  from_state: string;
  to_state: string;
  actor_role: string;
  actor_id: string | null;
  at: Date;
};

export type BuyerOrderRow = {
  bucket: number;
  buyer_id: string;
  order_id: string;
  state: string;
  event_count: number;
  placed_at: Date;
};

export type OfferRow = {
  bucket: number;
  id: string;
  listing_id: string;
  seller_id: string;
  buyer_id: string;
  quantity: number;
  state: string;
  round: number;
  asking_fen: string;
  freight_fen: string;
  delivery: string;
  buyer_fen: string;
  seller_fen: string;
  address_sealed: Buffer | null;
  step_count: number;
  made_at: Date;
  valid_until: Date;
  ended_at: Date | null;
  order_id: string | null;
};

export type OfferStepRow = {
  bucket: number;
  offer_id: string;
  seq: number;
  command: string;
  actor_role: string;
  actor_id: string | null;
  unit_price_fen: string | null;
  at: Date;
};

export type OrdersTables = {
  'orders.offer': OfferRow;
  'orders.offer_step': OfferStepRow;
  'orders.order': OrderRow;
  'orders.order_line': OrderLineRow;
  'orders.order_event': OrderEventRow;
  'orders.buyer_order': BuyerOrderRow;
};

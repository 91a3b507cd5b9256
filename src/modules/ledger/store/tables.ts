/** The rows of this room's tables as the driver gives them: bigint columns are strings. */
export type WalletLineRow = {
  bucket: number;
  member_id: string;
  seq: number;
  transfer_id: string;
  kind: string;
  order_id: string | null;
  amount_fen: string;
  gross_fen: string | null;
  fee_fen: string | null;
  balance_fen: string;
  at: Date;
};

export type EntryOfTransferRow = {
  id: string;
  kind: string;
  ref: string;
  order_id: string | null;
  at: Date;
  account: string;
  amount_fen: string;
};

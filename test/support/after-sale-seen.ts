/** What members see of a wallet; amounts in fen. */
export type WalletSeen = { availableFen: number; heldFen: number; owedFen: number };

/** What both sides see of an after-sale. */
export type AfterSaleSeen = {
  state: string;
  compatCode: number;
  askedFen: number;
  refundedFen: number;
  endReason: string | null;
  returnAddress: { name: string } | null;
  guide: { actor: string; dueAt: string | null; otherwise: string | null; actions: string[] };
  events: { command: string }[];
};

/** What is seen of its order. */
export type OrderSeen = {
  state: string;
  refundedFen: number;
  feeFen: number;
  netFen: number;
  confirmBy: string | null;
  shipBy: string | null;
  guide: { money: string };
};

/** What a buyer asks for. */
export type Wish = { type: string; reason: string; amountFen?: number };

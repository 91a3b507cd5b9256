import type { CallInput, Client } from './client.ts';
import { newWaybill, type Stage, type StageName, type Traders } from './trade-stages.ts';

/** A command that changes a trade: whose it is, where it is allowed, and what is sent. */
export type TradeCommand = {
  by: 'buyer' | 'seller' | 'operator';
  /** Stages in which it may be done. */
  at: StageName[];
  input(stage: Stage, traders: Traders, turn: number): CallInput;
};

const order = ({ orderId }: Stage) => ({ params: { orderId } });
const sale = ({ afterSaleId }: Stage) => ({ params: { afterSaleId } });
const running: StageName[] = ['shipped', 'handedOver'];
const open: StageName[] = ['asked', 'countered', 'refused', 'returning', 'silent'];

/** Every command of a trade that goes over HTTP, by its operation. */
export const tradeCommands: Record<string, TradeCommand> = {
  placeOrder: {
    by: 'buyer',
    at: ['shelf'],
    input: ({ listingId }, { buyerHome }) => ({
      body: {
        lines: [{ listingId, quantity: 1 }],
        addressId: buyerHome,
        expectedTotalFen: 21_000,
      },
    }),
  },
  payOrder: { by: 'buyer', at: ['ordered'], input: order },
  cancelOrder: { by: 'buyer', at: ['ordered', 'paid', 'paidVirtual'], input: order },
  extendShipping: {
    by: 'buyer',
    at: ['late'],
    input: (stage) => ({ ...order(stage), body: { days: 4 } }),
  },
  shipOrder: {
    by: 'seller',
    at: ['paid', 'late'],
    input: (stage) => ({ ...order(stage), body: newWaybill() }),
  },
  handOverOrder: {
    by: 'seller',
    at: ['paidVirtual'],
    input: (stage, _, turn) => ({ ...order(stage), body: { virtualGoods: `KEY-${turn}` } }),
  },
  addParcel: {
    by: 'seller',
    at: ['shipped'],
    input: (stage) => ({ ...order(stage), body: newWaybill() }),
  },
  correctWaybill: {
    by: 'seller',
    at: ['shipped'],
    input: (stage) => ({ ...order(stage), body: newWaybill() }),
  },
  confirmReceipt: { by: 'buyer', at: running, input: order },
  extendReceipt: { by: 'buyer', at: running, input: order },
  reviewOrder: {
    by: 'buyer',
    at: ['completed'],
    input: (stage) => ({ ...order(stage), body: { step: 'good', tags: [], words: '' } }),
  },
  openAfterSale: {
    by: 'buyer',
    at: ['paid', 'shipped', 'handedOver', 'completed'],
    input: (stage) => ({
      ...order(stage),
      body: { type: 'REFUND_ONLY', reason: 'fake', words: '像是假的' },
    }),
  },
  reportProblem: {
    by: 'buyer',
    at: running,
    input: (stage) => ({ ...order(stage), body: { reason: 'damaged', words: '碎了' } }),
  },
  openCapture: {
    by: 'seller',
    at: ['paid', 'shipped'],
    input: (stage) => ({ ...order(stage), body: { stage: 'packing' } }),
  },
  answerAfterSale: {
    by: 'seller',
    at: ['asked'],
    input: (stage) => ({ ...sale(stage), body: { answer: 'accept' } }),
  },
  giveReturnAddress: {
    by: 'seller',
    at: ['silent'],
    input: (stage, { sellerHome }) => ({ ...sale(stage), body: { addressId: sellerHome } }),
  },
  shipReturn: {
    by: 'buyer',
    at: ['returning'],
    input: (stage) => ({ ...sale(stage), body: newWaybill() }),
  },
  confirmReturn: {
    by: 'seller',
    at: ['sentBack'],
    input: (stage) => ({ ...sale(stage), body: { outcome: 'right' } }),
  },
  shipReplacement: {
    by: 'seller',
    at: ['taken'],
    input: (stage) => ({ ...sale(stage), body: newWaybill() }),
  },
  confirmReplacement: { by: 'buyer', at: ['replaced'], input: sale },
  withdrawAfterSale: { by: 'buyer', at: open, input: sale },
  escalateAfterSale: {
    by: 'buyer',
    at: ['refused'],
    input: (stage) => ({ ...sale(stage), body: { words: '请平台看看' } }),
  },
  decideAfterSale: {
    by: 'operator',
    at: [...open, 'sentBack', 'taken'],
    input: (stage) => ({ ...sale(stage), body: { refundFen: 3_000, reason: '看过照片' } }),
  },
  makeOffer: {
    by: 'buyer',
    at: ['shelf'],
    input: ({ listingId }, { buyerHome }) => ({
      body: { listingId, unitPriceFen: 16_000, quantity: 1, addressId: buyerHome },
    }),
  },
  answerOffer: {
    by: 'seller',
    at: ['shelf', 'ordered'],
    input: ({ offerId }) => ({ params: { offerId }, body: { answer: 'accept', round: 1 } }),
  },
  withdrawOffer: {
    by: 'buyer',
    at: ['shelf', 'ordered'],
    input: ({ offerId }) => ({ params: { offerId } }),
  },
  updateListing: {
    by: 'seller',
    at: ['shelf', 'ordered', 'paid'],
    input: ({ listingId, version }, _, turn) => ({
      params: { listingId },
      body: { version, priceFen: 20_000 + turn },
    }),
  },
  withdrawListing: {
    by: 'seller',
    at: ['shelf', 'ordered', 'paid'],
    input: ({ listingId }) => ({ params: { listingId } }),
  },
  requestWithdrawal: {
    by: 'seller',
    at: ['completed', 'shelf'],
    input: () => ({ body: { amountFen: 5_000 } }),
  },
  bindPayoutAccount: {
    by: 'seller',
    at: ['completed'],
    input: (_stage, _traders, turn) => ({
      body: { bankName: '招商银行', account: `622588012345678${turn}` },
    }),
  },
};

export type Pair = { first: string; second: string; stage: StageName };

/** Who sends a command. */
export const callerOf = (name: string, traders: Traders, operator: Client): Client =>
  ({ buyer: traders.buyer, seller: traders.seller, operator })[tradeCommands[name]!.by];

/** Every unordered pair of commands, with itself too. */
export function allPairs(): Omit<Pair, 'stage'>[] {
  const names = Object.keys(tradeCommands);
  return names.flatMap((first, place) => names.slice(place).map((second) => ({ first, second })));
}

/** Stages in which both may be done, else those in which one may. */
export function stagesOf({ first, second }: Omit<Pair, 'stage'>): StageName[] {
  const [one, other] = [tradeCommands[first]!.at, tradeCommands[second]!.at];
  const both = one.filter((stage) => other.includes(stage));
  return both.length > 0 ? both : [...new Set([...one, ...other])];
}

import { randomInt } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import type { PartyRequest } from './local-party.ts';

export type Json = Record<string, unknown>;
type Trade = {
  kind: string;
  order: Json;
  total: number;
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED';
  transactionId?: string;
  paidAt?: Date;
  refunded: number;
};
type Answer = { status: number; body: Json };

const said = (status: number, code: string): Answer => ({ status, body: { code, message: code } });
const number = () => String(randomInt(1e9, 1e10));

/** What a stand-in for WeChat Pay knows: trades, refunds, shares, transfers and a bill. */
export function createWechatDesk(clock: Clock, merchant: { merchantId: string; appId: string }) {
  const trades = new Map<string, Trade>();
  const refunds = new Map<string, Json>();
  const transfers = new Map<string, Json>();
  const shares = new Map<string, Json>();
  const world = { merchant, clock, trades, refunds, transfers, shares, refundsEnd: 'SUCCESS' };
  let bill = '';
  return {
    trades,
    refunds,
    transfers,
    shares,
    /** How the next refunds end at once. */
    endRefundsAs: (status: string) => void (world.refundsEnd = status),
    setBill: (text: string) => void (bill = text),
    /** Writes the bill of everything that happened so far. */
    writeBill: () => void (bill = billText(world)),
    billText: () => bill,
    /** The payer pays; answers what the notice of it holds. */
    pay(outTradeNo: string, change: Json = {}): Json {
      const trade = trades.get(outTradeNo)!;
      Object.assign(trade, {
        state: 'SUCCESS',
        transactionId: `42000${number()}`,
        paidAt: clock.now(),
      });
      return { ...tradeBody(world, outTradeNo, trade), ...change };
    },
    answer(request: PartyRequest): Answer {
      const body = (request.body.length > 0 ? JSON.parse(request.body.toString()) : {}) as Json;
      const found = routes.find(
        ([method, path]) => method === request.method && path.test(request.path),
      );
      if (!found) return said(404, 'NOT_FOUND');
      const [, path, work] = found;
      return work(world, { body, no: path.exec(request.path)?.[1] ?? '', query: request.query });
    },
  };
}
export type WechatDesk = ReturnType<typeof createWechatDesk>;

type World = {
  merchant: { merchantId: string; appId: string };
  clock: Clock;
  trades: Map<string, Trade>;
  refunds: Map<string, Json>;
  transfers: Map<string, Json>;
  shares: Map<string, Json>;
  refundsEnd: string;
};
const headings = [
  '交易时间',
  '微信订单号',
  '商户订单号',
  '交易状态',
  '微信退款单号',
  '商户退款单号',
  '订单金额',
  '申请退款金额',
];
const yuan = (fen: unknown) => (Number(fen) / 100).toFixed(2);
const shanghai = (at: Date) =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

function billText({ trades, refunds }: World): string {
  const paid = [...trades].flatMap(([no, { transactionId, paidAt, total }]) =>
    transactionId
      ? [[shanghai(paidAt!), transactionId, no, 'SUCCESS', '0', '0', yuan(total), '0.00']]
      : [],
  );
  const back = [...refunds.values()].map((one) => [
    shanghai(new Date(String(one['create_time']))),
    one['transaction_id'],
    one['out_trade_no'],
    'REFUND',
    one['refund_id'],
    one['out_refund_no'],
    '0.00',
    yuan((one['amount'] as Json)['refund']),
  ]);
  const lines = [...paid, ...back].map((fields) =>
    fields.map((one) => `\`${String(one)}`).join(','),
  );
  return [headings.join(','), ...lines, '总交易单数', '`1', ''].join('\r\n');
}

type Asked = { body: Json; no: string; query: URLSearchParams };
type Work = (world: World, asked: Asked) => Answer;

const open: Work = ({ merchant, trades }, { body, no: kind }) => {
  const { out_trade_no: no, amount } = body as { out_trade_no: string; amount: { total: number } };
  if (body['mchid'] !== merchant.merchantId || body['appid'] !== merchant.appId) {
    return said(400, 'MCH_NOT_EXISTS');
  }
  if (!String(body['time_expire']).endsWith('+08:00') || !Number.isInteger(amount.total)) {
    return said(400, 'PARAM_ERROR');
  }
  const known = trades.get(no);
  if (known && (known.kind !== kind || JSON.stringify(known.order) !== JSON.stringify(body))) {
    return said(400, 'INVALID_REQUEST');
  }
  if (known && known.state !== 'NOTPAY') return said(400, 'ORDER_PAID');
  trades.set(no, { kind, order: body, total: amount.total, state: 'NOTPAY', refunded: 0 });
  const answers: Record<string, Json> = {
    native: { code_url: `weixin://wxpay/bizpayurl?pr=${no}` },
    h5: { h5_url: `https://wx.tenpay.com/cgi-bin/checkmweb?prepay_id=wx${no}&package=1` },
    jsapi: { prepay_id: `wx${no}` },
  };
  return { status: 200, body: answers[kind]! };
};

function tradeBody({ merchant }: World, no: string, trade: Trade): Json {
  const common = {
    appid: merchant.appId,
    mchid: merchant.merchantId,
    out_trade_no: no,
    trade_state: trade.state,
    trade_state_desc: '',
  };
  if (!trade.transactionId) return common;
  return {
    ...common,
    transaction_id: trade.transactionId,
    success_time: trade.paidAt!.toISOString(),
    amount: { total: trade.total, payer_total: trade.total, currency: 'CNY' },
    payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  };
}

const queryTrade: Work = (world, { no, query }) => {
  const trade = world.trades.get(no);
  if (query.get('mchid') !== world.merchant.merchantId) return said(400, 'PARAM_ERROR');
  if (!trade) return said(404, 'ORDER_NOT_EXIST');
  return { status: 200, body: tradeBody(world, no, trade) };
};

const closeTrade: Work = ({ trades }, { no }) => {
  const trade = trades.get(no);
  if (!trade) return said(404, 'ORDER_NOT_EXIST');
  if (trade.state === 'SUCCESS' || trade.state === 'REFUND') return said(400, 'ORDER_PAID');
  if (trade.state === 'CLOSED') return said(400, 'ORDER_CLOSED');
  trade.state = 'CLOSED';
  return { status: 204, body: {} };
};

const refund: Work = (world, { body }) => {
  const asked = body as {
    out_trade_no: string;
    out_refund_no: string;
    amount: { refund: number; total: number };
  };
  const known = world.refunds.get(asked.out_refund_no);
  if (known) return { status: 200, body: known };
  const trade = world.trades.get(asked.out_trade_no);
  if (!trade?.transactionId) return said(404, 'RESOURCE_NOT_EXISTS');
  if (world.refundsEnd === 'USER_ACCOUNT_ABNORMAL') return said(403, 'USER_ACCOUNT_ABNORMAL');
  const { amount } = asked;
  if (amount.total !== trade.total || trade.refunded + amount.refund > trade.total) {
    return said(400, 'INVALID_REQUEST');
  }
  trade.refunded += amount.refund;
  trade.state = 'REFUND';
  const made = {
    refund_id: `50000${number()}`,
    out_refund_no: asked.out_refund_no,
    out_trade_no: asked.out_trade_no,
    transaction_id: trade.transactionId,
    create_time: world.clock.now().toISOString(),
    status: world.refundsEnd,
    amount: { ...amount, currency: 'CNY' },
  };
  world.refunds.set(asked.out_refund_no, made);
  return { status: 200, body: made };
};

const transfer: Work = (world, { body }) => {
  const no = String(body['out_bill_no']);
  const at = world.clock.now().toISOString();
  const bill = {
    ...body,
    mch_id: world.merchant.merchantId,
    out_bill_no: no,
    transfer_bill_no: `13300${number()}`,
    state: 'WAIT_USER_CONFIRM',
    create_time: at,
    update_time: at,
  };
  if (!world.transfers.has(no)) world.transfers.set(no, bill);
  return {
    status: 200,
    body: { ...world.transfers.get(no)!, package_info: 'affffddafdfafddffda==' },
  };
};

const share: Work = ({ shares, trades }, { body }) => {
  const no = String(body['out_order_no']);
  const trade = [...trades.values()].find((one) => one.transactionId === body['transaction_id']);
  const frozen = (trade?.order['settle_info'] as Json | undefined)?.['profit_sharing'];
  if (!frozen) return said(400, 'RULE_LIMIT');
  const receivers = (body['receivers'] as Json[] | undefined)?.map((receiver) => ({
    ...receiver,
    result: 'PENDING',
  }));
  if (!shares.has(no)) {
    shares.set(no, { order_id: `30000${number()}`, state: 'PROCESSING', receivers });
  }
  return { status: 200, body: shares.get(no)! };
};

const shareReturn: Work = ({ shares }, { body }) => {
  if (!shares.has(String(body['out_order_no']))) return said(404, 'RESOURCE_NOT_EXISTS');
  return { status: 200, body: { return_id: `31000${number()}`, result: 'SUCCESS' } };
};

const kept =
  (of: (world: World) => Map<string, Json>, code: string): Work =>
  (world, { no }) => {
    const found = of(world).get(no);
    return found ? { status: 200, body: found } : said(404, code);
  };

const routes: [string, RegExp, Work][] = [
  ['POST', /^\/v3\/pay\/transactions\/(native|h5|jsapi)$/, open],
  ['GET', /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)$/, queryTrade],
  ['POST', /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/, closeTrade],
  ['POST', /^\/v3\/refund\/domestic\/refunds$/, refund],
  [
    'GET',
    /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/,
    kept((w) => w.refunds, 'RESOURCE_NOT_EXISTS'),
  ],
  ['POST', /^\/v3\/fund-app\/mch-transfer\/transfer-bills$/, transfer],
  [
    'GET',
    /^\/v3\/fund-app\/mch-transfer\/transfer-bills\/out-bill-no\/([^/]+)$/,
    kept((w) => w.transfers, 'NOT_FOUND'),
  ],
  ['POST', /^\/v3\/profitsharing\/orders$/, share],
  ['POST', /^\/v3\/profitsharing\/orders\/unfreeze$/, share],
  ['GET', /^\/v3\/profitsharing\/orders\/([^/]+)$/, kept((w) => w.shares, 'RESOURCE_NOT_EXISTS')],
  ['POST', /^\/v3\/profitsharing\/return-orders$/, shareReturn],
];

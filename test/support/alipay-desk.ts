import { randomInt } from 'node:crypto';
import { hourMs, type Clock } from '#platform/clock.ts';

export type Fields = Record<string, unknown>;
type Trade = {
  content: Fields;
  tradeNo: string;
  status: string;
  paidAt?: Date;
  refundedFen: number;
};
type Refund = { no: string; of: string; amount: string; at: Date };

/** A moment as Alipay writes it. */
export const shanghai = (at: Date) =>
  new Date(at.getTime() + 8 * hourMs).toISOString().slice(0, 19).replace('T', ' ');

const done = (fields: Fields = {}) => ({ code: '10000', msg: 'Success', ...fields });
const no = (code: string) => ({ code: '40004', msg: 'Business Failed', sub_code: code });
const fen = (yuan: unknown) => Math.round(Number(yuan) * 100);

/** What a stand-in for Alipay knows: trades, refunds, transfers. */
export function createAlipayDesk(clock: Clock) {
  const world = {
    clock,
    trades: new Map<string, Trade>(),
    refunds: new Map<string, Refund>(),
    transfers: new Map<string, Fields>(),
    shares: new Map<string, Fields>(),
    refusesRefundsBy: undefined as string | undefined,
  };
  const { trades } = world;
  return {
    ...world,
    refuseRefundsBy: (code: string | undefined) => void (world.refusesRefundsBy = code),
    /** A trade begins when the payer opens the cashier. */
    visit(content: Fields): Trade {
      const key = String(content['out_trade_no']);
      const known = trades.get(key);
      if (known) return known;
      const tradeNo = `20261124220014${randomInt(1e9, 1e10)}`;
      const trade = { content, tradeNo, status: 'WAIT_BUYER_PAY', refundedFen: 0 };
      trades.set(key, trade);
      return trade;
    },
    pay(content: Fields): void {
      Object.assign(this.visit(content), { status: 'TRADE_SUCCESS', paidAt: clock.now() });
    },
    /** What a notice says of a trade. */
    told(outTradeNo: string): Record<string, string> {
      const { tradeNo, status, content, paidAt } = trades.get(outTradeNo)!;
      return {
        out_trade_no: outTradeNo,
        trade_no: tradeNo,
        trade_status: status,
        total_amount: String(content['total_amount']),
        subject: String(content['subject']),
        gmt_create: shanghai(clock.now()),
        ...(paidAt && { gmt_payment: shanghai(paidAt) }),
      };
    },
    /** The bill of everything that happened so far, as its file says it. */
    billText: () => billText(world),
    answer(method: string, content: Fields, billUrl: (type: string) => string | undefined): Fields {
      if (method === 'alipay.data.dataservice.bill.downloadurl.query') {
        const url = billUrl(String(content['bill_type']));
        return url ? done({ bill_download_url: url }) : no('isp.bill_not_exist');
      }
      return works[method]?.(world, content) ?? no('isv.invalid-method');
    },
  };
}

type World = Omit<
  ReturnType<typeof createAlipayDesk>,
  'visit' | 'pay' | 'told' | 'answer' | 'billText' | 'refuseRefundsBy'
>;
type Work = (world: World, content: Fields) => Fields;

function billText({ trades, refunds }: World): string {
  const paid = [...trades].flatMap(([no, { tradeNo, content, paidAt }]) =>
    paidAt ? [[tradeNo, no, '交易', shanghai(paidAt), content['total_amount'], '']] : [],
  );
  const back = [...refunds.values()].map(({ no, of, amount, at }) => {
    const { tradeNo } = trades.get(of)!;
    return [tradeNo, of, '退款', shanghai(at), `-${amount}`, no];
  });
  const headings = '支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,退款批次号/请求号';
  return ['#业务明细', headings, ...[...paid, ...back].map((one) => one.join('\t,')), ''].join(
    '\r\n',
  );
}

const query: Work = ({ trades }, { out_trade_no: key }) => {
  const trade = trades.get(String(key));
  if (!trade) return no('ACQ.TRADE_NOT_EXIST');
  return done({
    trade_no: trade.tradeNo,
    out_trade_no: key,
    trade_status: trade.status,
    total_amount: trade.content['total_amount'],
    ...(trade.paidAt && { send_pay_date: shanghai(trade.paidAt) }),
  });
};

const close: Work = ({ trades }, { out_trade_no: key }) => {
  const trade = trades.get(String(key));
  if (!trade) return no('ACQ.TRADE_NOT_EXIST');
  if (trade.status !== 'WAIT_BUYER_PAY') return no('ACQ.TRADE_STATUS_ERROR');
  trade.status = 'TRADE_CLOSED';
  return done({ trade_no: trade.tradeNo, out_trade_no: key });
};

const refund: Work = (world, content) => {
  const trade = world.trades.get(String(content['out_trade_no']));
  const key = String(content['out_request_no']);
  if (!trade?.paidAt) return no('ACQ.TRADE_NOT_EXIST');
  if (world.refunds.has(key)) return done({ fund_change: 'N', trade_no: trade.tradeNo });
  if (world.refusesRefundsBy) return no(world.refusesRefundsBy);
  const amountFen = fen(content['refund_amount']);
  const totalFen = fen(trade.content['total_amount']);
  if (trade.refundedFen + amountFen > totalFen) return no('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
  trade.refundedFen += amountFen;
  if (trade.refundedFen === totalFen) trade.status = 'TRADE_CLOSED';
  const amount = String(content['refund_amount']);
  const of = String(content['out_trade_no']);
  world.refunds.set(key, { no: key, of, amount, at: world.clock.now() });
  return done({ fund_change: 'Y', trade_no: trade.tradeNo });
};

const queryRefund: Work = ({ trades, refunds }, content) => {
  const trade = trades.get(String(content['out_trade_no']));
  if (!trade) return no('TRADE_NOT_EXIST');
  const found = refunds.get(String(content['out_request_no']));
  if (!found) return done();
  const wantsTime = (content['query_options'] as string[] | undefined)?.includes('gmt_refund_pay');
  return done({
    trade_no: trade.tradeNo,
    out_trade_no: content['out_trade_no'],
    out_request_no: found.no,
    refund_status: 'REFUND_SUCCESS',
    refund_amount: found.amount,
    ...(wantsTime && { gmt_refund_pay: shanghai(found.at) }),
  });
};

const transfer: Work = (world, content) => {
  const key = String(content['out_biz_no']);
  const payee = content['payee_info'] as Fields;
  if (payee['identity_type'] !== 'BANKCARD_ACCOUNT' || !payee['bankcard_ext_info']) {
    return no('PAYEE_ACC_NOT_EXIST');
  }
  const made = {
    order_id: `20261124110${randomInt(1e9, 1e10)}`,
    status: String(payee['identity']).endsWith('0000') ? 'FAIL' : 'DEALING',
    trans_amount: content['trans_amount'],
    error_code: 'PAYEE_CARD_INFO_ERROR',
  };
  if (!world.transfers.has(key)) world.transfers.set(key, made);
  return done(world.transfers.get(key)!);
};

const queryTransfer: Work = ({ transfers }, { out_biz_no: key }) => {
  const found = transfers.get(String(key));
  return found ? done(found) : no('ORDER_NOT_EXIST');
};

const settle: Work = ({ trades, shares }, content) => {
  const trade = [...trades.values()].find(({ tradeNo }) => tradeNo === content['trade_no']);
  if (!trade?.content['settle_info']) return no('ACQ.TRADE_SETTLE_ERROR');
  shares.set(String(content['out_request_no']), {
    out_request_no: content['out_request_no'],
    royalty_detail_list: [{ state: 'PROCESSING' }],
  });
  return done({ trade_no: trade.tradeNo, settle_no: `2026${randomInt(1e9, 1e10)}` });
};

const querySettle: Work = ({ shares }, { out_request_no: key }) => {
  const found = shares.get(String(key));
  return found ? done(found) : no('ACQ.SETTLE_NOT_EXIST');
};

const works: Record<string, Work> = {
  'alipay.trade.query': query,
  'alipay.trade.close': close,
  'alipay.trade.refund': refund,
  'alipay.trade.fastpay.refund.query': queryRefund,
  'alipay.fund.trans.uni.transfer': transfer,
  'alipay.fund.trans.common.query': queryTransfer,
  'alipay.trade.order.settle': settle,
  'alipay.trade.order.settle.query': querySettle,
  'alipay.trade.settle.confirm': settle,
};

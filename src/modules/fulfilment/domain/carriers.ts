/** A carrier a seller may name. */
export type Carrier = {
  code: string;
  'zh-CN': string;
  en: string;
  /** What its waybills usually look like: only to suggest, never to refuse. */
  hint: RegExp | null;
  /** Whether somebody can be asked where its parcels are. */
  isTracked: boolean;
};

/**
 * The carriers offered, most used first.
 * @source carriers.json: codes, names, waybill hints (none of them reliable enough to refuse by)
 */
export const carriers: readonly Carrier[] = [
  carrier('SF', '顺丰速运', 'SF Express', /^(SF\d{13}|\d{12})$/),
  carrier('ZTO', '中通快递', 'ZTO Express', /^(7[3-9]\d{12}|\d{12})$/),
  carrier('YTO', '圆通速递', 'YTO Express', /^YT\d{13}$/),
  carrier('STO', '申通快递', 'STO Express', /^(77\d{13}|\d{12,13})$/),
  carrier('YUNDA', '韵达快递', 'Yunda Express', /^[34]\d{12,14}$/),
  carrier('JD', '京东物流', 'JD Logistics', /^JD[A-Z0-9]{11,16}(-\d+-\d+-)?$/),
  carrier('JT', '极兔速递', 'J&T Express', /^JT\d{13}$/),
  carrier('EMS', 'EMS', 'EMS', /^([A-Z]{2}\d{9}[A-Z]{2}|1\d{12})$/),
  carrier('YZPY', '邮政快递包裹', 'China Post parcels', /^9\d{12}$/),
  carrier('DBL', '德邦快递', 'Deppon Express', /^DPK\d{12}$/),
  carrier('DN', '丹鸟/菜鸟速递', 'Cainiao Express', /^(DN|LP|CN)\w{10,16}$/),
  { code: 'OTHER', 'zh-CN': '其他快递', en: 'Another carrier', hint: null, isTracked: false },
];

function carrier(code: string, zh: string, en: string, hint: RegExp): Carrier {
  return { code, 'zh-CN': zh, en, hint, isTracked: true };
}

const byCode = new Map(carriers.map((one) => [one.code, one]));

/** The carrier of a code; undefined if nobody is called so. */
export function carrierOf(code: string): Carrier | undefined {
  return byCode.get(code);
}

/** A carrier as it is shown: its code and names. */
export type CarrierName = { code: string; 'zh-CN': string; en: string; isTracked: boolean };

/** The names of a code; one that was offered once and is no longer has its code for a name. */
export function nameOf(code: string): CarrierName {
  const known = byCode.get(code) ?? { 'zh-CN': code, en: code, isTracked: false };
  return { code, 'zh-CN': known['zh-CN'], en: known.en, isTracked: known.isTracked };
}

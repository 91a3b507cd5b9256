import type { Locale, Translate } from './texts.ts';

/** Dates are shown as the marketplace's members live them, wherever the server stands. */
export const defaultTimeZone = 'Asia/Shanghai';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Fen as text, `168000`, or as a whole number. Never a fraction. */
export type Fen = string | bigint | number;

export interface MoneyParts {
  readonly sign: string;
  readonly yuan: string;
  readonly cents: string;
}

/**
 * Splits fen into grouped yuan and two digits of cents, without a float on the way.
 * @throws RangeError when the text is not a whole number of fen.
 * @example moneyParts('168050') // { sign: '', yuan: '1,680', cents: '50' }
 */
export function moneyParts(fen: Fen): MoneyParts {
  const match = /^(-?)(\d+)$/.exec(String(fen));
  if (!match) throw new RangeError(`not an amount in fen: ${String(fen)}`);
  const digits = match[2]!.replace(/^0+(?=\d)/, '').padStart(3, '0');
  const yuan = grouped(digits.slice(0, -2));
  const cents = digits.slice(-2);
  const isZero = /^0+$/.test(digits);
  return { sign: match[1] === '-' && !isZero ? '−' : '', yuan, cents };
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** Fen as `¥1,680.00`. */
export function formatMoney(fen: Fen): string {
  const { sign, yuan, cents } = moneyParts(fen);
  return `${sign}¥${yuan}.${cents}`;
}

/** Fen as a price is spoken: `¥1,680`, cents only where there are some. */
export function formatPrice(fen: Fen): string {
  const { sign, yuan, cents } = moneyParts(fen);
  return cents === '00' ? `${sign}¥${yuan}` : `${sign}¥${yuan}.${cents}`;
}

/** Basis points as a percentage: 60 → `0.6%`. */
export function formatRate(bps: number): string {
  const hundredths = String(bps).padStart(3, '0');
  const fraction = hundredths.slice(-2).replace(/0+$/, '');
  return `${hundredths.slice(0, -2)}${fraction ? `.${fraction}` : ''}%`;
}

/** Every formatter of one language. */
export interface Formats {
  /** `1,286`; from ten thousand on in the language's short form, `1.2万` or `12K`. */
  count(value: number): string;
  /** `11-22 20:14`, with the year where it is not this one. */
  dateTime(at: Date | string, now: Date): string;
  /** `2026年11月22日`. */
  date(at: Date | string): string;
  /** `20:14`. */
  time(at: Date | string): string;
  /** The two largest units of a span: `2 天 3 小时`. */
  span(ms: number): string;
  /** `还剩 2 天 3 小时`, or that the time is up. */
  left(until: Date | string, now: Date): string;
  /** `3 分钟前`, `昨天 20:14`, then the date. */
  ago(at: Date | string, now: Date): string;
}

/** The formatters of a language; dates in the given zone. */
export function createFormats(
  locale: Locale,
  t: Translate,
  timeZone: string = defaultTimeZone,
): Formats {
  const short = onFirstUse(
    () => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
  );
  const day = onFirstUse(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }));
  const parts = partsOf(timeZone);
  const dateTime = (at: Date | string, now: Date): string => {
    const then = parts(at);
    const withYear = then.year === parts(now).year ? '' : `${then.year}-`;
    return `${withYear}${then.month}-${then.day} ${then.hour}:${then.minute}`;
  };
  const time = (at: Date | string): string => `${parts(at).hour}:${parts(at).minute}`;
  const span = (ms: number): string => spanText(t, ms);
  return {
    count: (value) => (value < 10_000 ? grouped(String(value)) : short().format(value)),
    date: (at) => day().format(new Date(at)),
    dateTime,
    time,
    span,
    left: (until, now) => {
      const ms = new Date(until).getTime() - now.getTime();
      return ms <= 0 ? t('time/over') : t('time/left', { span: span(ms) });
    },
    ago: (at, now) => {
      const ms = now.getTime() - new Date(at).getTime();
      if (ms < minuteMs) return t('time/just-now');
      if (ms < dayMs) return t('time/ago', { span: largestUnit(t, ms) });
      const isYesterday = parts(new Date(now.getTime() - dayMs)).date === parts(at).date;
      return isYesterday ? t('time/yesterday', { time: time(at) }) : dateTime(at, now);
    },
  };
}

/** A formatter of the browser's takes it some 20 ms to make: a third of what waking a page costs. */
function onFirstUse<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

function partsOf(timeZone: string) {
  const format = onFirstUse(
    () =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
  );
  return (at: Date | string) => {
    const found: Record<string, string> = {};
    for (const { type, value } of format().formatToParts(new Date(at))) found[type] = value;
    const { year = '', month = '', day = '', hour = '', minute = '' } = found;
    return { year, month, day, hour, minute, date: `${year}-${month}-${day}` };
  };
}

function spanText(t: Translate, ms: number): string {
  const whole = Math.max(0, ms);
  const days = Math.floor(whole / dayMs);
  const hours = Math.floor((whole % dayMs) / hourMs);
  const minutes = Math.floor((whole % hourMs) / minuteMs);
  const seconds = Math.floor((whole % minuteMs) / 1000);
  if (days > 0) return join(t('time/days', { count: days }), hours, 'time/hours');
  if (hours > 0) return join(t('time/hours', { count: hours }), minutes, 'time/minutes');
  if (minutes > 0) return join(t('time/minutes', { count: minutes }), seconds, 'time/seconds');
  return t('time/seconds', { count: seconds });

  function join(
    large: string,
    small: number,
    unit: 'time/hours' | 'time/minutes' | 'time/seconds',
  ): string {
    return small === 0 ? large : `${large} ${t(unit, { count: small })}`;
  }
}

function largestUnit(t: Translate, ms: number): string {
  const hours = Math.floor(ms / hourMs);
  if (hours > 0) return t('time/hours', { count: hours });
  return t('time/minutes', { count: Math.floor(ms / minuteMs) });
}

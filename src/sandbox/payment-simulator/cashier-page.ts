import { cashierIcon } from './cashier-style.ts';
import { cashierTexts, type CashierLocale, type CashierTexts } from './cashier-texts.ts';
import { shanghaiTime } from './ids.ts';
import type { PaymentRecord } from './records.ts';

export type CashierView = {
  payment: PaymentRecord;
  state: PaymentRecord['state'];
  /** Whether the fault is in force that lets closed payments be paid. */
  isDrill: boolean;
  merchantName: string;
  locale: CashierLocale;
  now: Date;
  formToken: string;
  /** What happened to the form that led here, if it did not work. */
  result?: 'declined' | 'stale';
};

/** One payment's page: to pay, paid, or closed. */
export function cashierPage(view: CashierView): string {
  const texts = cashierTexts[view.locale];
  const isOpen = view.state === 'PENDING' || (view.state === 'CLOSED' && view.isDrill);
  const content = isOpen ? openCard(view, texts) : endCard(view, texts);
  return page({
    locale: view.locale,
    content,
    sheet: `/cashier/${view.payment.paymentId}/countdown.css`,
  });
}

/** What somebody sees whose link names no payment. */
export function unknownPaymentPage(locale: CashierLocale): string {
  const texts = cashierTexts[locale];
  const content = `<div class="card"><div class="end shut">${seal('shut')}
<h2>${texts.unknownTitle}</h2><p>${texts.unknownText}</p></div><div class="act"></div></div>`;
  return page({ locale, content });
}

function openCard(view: CashierView, texts: CashierTexts): string {
  const { payment, locale } = view;
  const form = (action: string, button: string) =>
    `<form method="post" action="/cashier/${payment.paymentId}/${action}?lang=${locale}">
<input type="hidden" name="token" value="${view.formToken}">${button}</form>`;
  const amount = escapeHtml(amountText(payment.amountFen));
  const pay = `<button class="btn go">${texts.pay(amount)}</button>`;
  const fail = `<button class="btn no">${texts.decline}</button>`;
  return `<div class="card wide"><div class="paper">${bill(view, texts)}
<div class="cut" aria-hidden="true"></div>
<dl class="facts">${fact(texts.payee, view.merchantName)}${fact(texts.orderNo, payment.outTradeNo)}</dl>
</div><div class="act">${news(view, texts)}${timeLeft(view, texts)}
${form('payment', pay)}
<div>${form('decline', fail)}<p class="hint">${texts.declineHint}</p></div>
<a class="back" href="${escapeHtml(payment.returnUrl)}">${texts.cancel}</a></div></div>`;
}

function bill({ payment, merchantName }: CashierView, texts: CashierTexts): string {
  const initial = /./u.exec(merchantName)?.[0] ?? '·';
  return `<div class="bill"><span class="shop"><i aria-hidden="true">${escapeHtml(initial)}</i>
${escapeHtml(merchantName)}</span>
<p class="due">${texts.amountDue}</p><p class="sum">${sum(payment.amountFen)}</p>
<p class="what">${escapeHtml(payment.description)}</p></div>`;
}

function news({ result, state }: CashierView, texts: CashierTexts): string {
  if (state === 'CLOSED') return `<p class="say odd" role="status">${texts.drill}</p>`;
  if (result === 'stale') return `<p class="say odd" role="alert">${texts.staleForm}</p>`;
  if (result !== 'declined') return '';
  return `<p class="say bad" role="alert"><b>${texts.declinedTitle}</b>${texts.declinedText}</p>`;
}

function timeLeft({ payment, state, now, locale }: CashierView, texts: CashierTexts): string {
  if (state !== 'PENDING') return '';
  const expiresAt = new Date(payment.expiresAt);
  const isLong = expiresAt.getTime() - now.getTime() >= 3_600_000;
  const deadline = whenText(expiresAt, now, locale);
  return `<div class="left"><svg viewBox="0 0 40 40" aria-hidden="true">
<circle class="track" cx="20" cy="20" r="16"/><circle class="run" cx="20" cy="20" r="16" pathLength="100"/>
</svg><p><span class="clock${isLong ? ' long' : ''}" aria-hidden="true"></span>
${texts.payBefore(deadline)}</p></div>`;
}

function endCard({ payment, state, locale, now }: CashierView, texts: CashierTexts): string {
  const isPaid = state === 'PAID';
  const facts = isPaid
    ? `${fact(texts.item, payment.description)}${fact(texts.orderNo, payment.outTradeNo)}
${fact(texts.transaction, payment.transactionId ?? '')}
${fact(texts.paidAt, whenText(new Date(payment.paidAt ?? now), now, locale))}`
    : `${fact(texts.item, payment.description)}${fact(texts.orderNo, payment.outTradeNo)}`;
  return `<div class="card"><div class="end${isPaid ? '' : ' shut'}">${seal(isPaid ? 'paid' : 'shut')}
<h2>${isPaid ? texts.paidTitle : texts.closedTitle}</h2>
${isPaid ? `<p class="sum">${sum(payment.amountFen)}</p>` : ''}
<p>${isPaid ? texts.paidText : texts.closedText}</p></div>
<div class="cut" aria-hidden="true"></div><dl class="facts">${facts}</dl>
<div class="act"><a class="btn go" href="${escapeHtml(payment.returnUrl)}">${texts.backToMerchant}</a>
</div></div>`;
}

const seal = (kind: 'paid' | 'shut') =>
  `<div class="seal" aria-hidden="true"><svg viewBox="0 0 24 24">${
    kind === 'paid'
      ? '<path d="M5 12.5l4.5 4.5L19 7.5"/>'
      : '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>'
  }</svg></div>`;

const fact = (name: string, value: string) =>
  `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`;

function page(parts: { locale: CashierLocale; content: string; sheet?: string }): string {
  const texts = cashierTexts[parts.locale];
  const other = parts.locale === 'en' ? 'zh-CN' : 'en';
  const sheet = parts.sheet ? `<link rel="stylesheet" href="${parts.sheet}">` : '';
  return `<!doctype html>
<html lang="${parts.locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex"><meta name="theme-color" content="#FAF7F2">
<title>${texts.title} · ${texts.provider}</title><link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/cashier.css">${sheet}</head><body>
<header><div class="head">${cashierIcon}<h1>${texts.provider}<span>${texts.title}</span></h1>
<a href="?lang=${other}" lang="${other}" hreflang="${other}">${texts.switchTo}</a></div>
<p class="ribbon">${texts.ribbon}</p></header>
<main>${parts.content}</main>
<footer class="foot">${texts.footnote}</footer></body></html>`;
}

/** Fen as people read it: `168000` → `¥1,680.00`. */
export function amountText(amountFen: string): string {
  const padded = amountFen.padStart(3, '0');
  const yuan = padded.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `¥${yuan}.${padded.slice(-2)}`;
}

const sum = (amountFen: string) => `<small>¥</small>${amountText(amountFen).slice(1)}`;

/** A time in Shanghai; the day only where it is not today's. */
function whenText(at: Date, now: Date, locale: CashierLocale): string {
  const [day, time] = shanghaiTime(at).split('T') as [string, string];
  const clock = time.slice(0, 5);
  if (day === shanghaiTime(now).slice(0, 10)) return clock;
  const [, month, date] = day.split('-').map(Number) as [number, number, number];
  return locale === 'en' ? `${clock} on ${day}` : `${month} 月 ${date} 日 ${clock}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

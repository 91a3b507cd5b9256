import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, bodyBytes, type Fields } from '../signed-api.ts';
import { declinePayment, paymentStateAt, payPayment, type Desk } from './bank.ts';
import { cashierPage, unknownPaymentPage, type CashierView } from './cashier-page.ts';
import { cashierCss, cashierIcon, countdownCss } from './cashier-style.ts';
import { cashierLocale, type CashierLocale } from './cashier-texts.ts';
import type { PaymentRecord } from './records.ts';

type Cashier = { desk: Desk; merchantName: string };

/** The payer's side: pages that need no script and forms that may be sent twice. */
export function registerCashierRoutes(app: FastifyInstance, cashier: Cashier): void {
  const { desk } = cashier;
  app.get('/assets/cashier.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(cashierCss),
  );
  app.get('/assets/icon.svg', async (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'max-age=86400').send(cashierIcon),
  );
  app.get('/cashier/:paymentId', async (request, reply) => showPage(cashier, request, reply));
  app.get('/cashier/:paymentId/countdown.css', async (request, reply) => {
    const css = countdownFor(desk, paymentOf(desk, request));
    return reply.type('text/css; charset=utf-8').header('cache-control', 'no-store').send(css);
  });
  app.post('/cashier/:paymentId/payment', async (request, reply) =>
    takeForm(cashier, { request, reply, act: (payment) => payPayment(desk, payment) }),
  );
  app.post('/cashier/:paymentId/decline', async (request, reply) =>
    takeForm(cashier, { request, reply, act: (payment) => declinePayment(desk, payment) }),
  );
}

function paymentOf(desk: Desk, request: FastifyRequest): PaymentRecord | undefined {
  return desk.store.paymentById(String((request.params as Fields)['paymentId']));
}

function showPage(cashier: Cashier, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { desk, merchantName } = cashier;
  const payment = paymentOf(desk, request);
  const locale = localeOf(request);
  setPageHeaders(reply, payment);
  if (!payment) return reply.code(404).send(unknownPaymentPage(locale));
  const now = desk.clock.now();
  const state = paymentStateAt(payment, now);
  if (state === 'PENDING') reply.header('refresh', String(secondsLeft(payment, now) + 1));
  const view: CashierView = {
    payment,
    state,
    isDrill: desk.faults.current().payAfterCloseAllowed,
    merchantName,
    locale,
    now,
    formToken: formToken(desk, payment),
    result: resultOf((request.query as Fields)['result']),
  };
  return reply.send(cashierPage(view));
}

function resultOf(text: unknown): CashierView['result'] {
  return text === 'declined' || text === 'stale' ? text : undefined;
}

function setPageHeaders(reply: FastifyReply, payment: PaymentRecord | undefined): void {
  // Chromium holds a form's redirects to this list too, so the way back must be on it.
  const back = payment ? ` ${new URL(payment.returnUrl).origin}` : '';
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action 'self'${back}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy.join('; '))
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .header('vary', 'accept-language')
    .header('x-content-type-options', 'nosniff');
}

type Form = {
  request: FastifyRequest;
  reply: FastifyReply;
  act: (payment: PaymentRecord) => PaymentRecord;
};

/**
 * A form of the page, or the same asked for as JSON by a program: a browser sends JSON to another
 * site only after asking it, which nobody here allows, so JSON needs no token.
 */
function takeForm({ desk }: Cashier, { request, reply, act }: Form): FastifyReply {
  const payment = paymentOf(desk, request);
  const locale = localeOf(request);
  const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '');
  if (!payment) {
    if (isJson) throw new ApiError(404, 'NO_SUCH_PAYMENT', 'there is no such payment');
    setPageHeaders(reply, undefined);
    return reply.code(404).send(unknownPaymentPage(locale));
  }
  if (isJson) return reply.send(payerView(act(payment)));
  const page = `/cashier/${payment.paymentId}?lang=${locale}`;
  if (!isOwnForm(desk, payment, request)) return reply.redirect(`${page}&result=stale`, 303);
  const after = actOnForm(act, payment);
  if (after?.state === 'PAID') return reply.redirect(after.returnUrl, 303);
  return reply.redirect(after?.declinedAt ? `${page}&result=declined` : page, 303);
}

/** The page tells by itself that a payment is closed, so a form sent too late is no error. */
function actOnForm(act: Form['act'], payment: PaymentRecord): PaymentRecord | undefined {
  try {
    return act(payment);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

function payerView({ outTradeNo, state, transactionId, returnUrl }: PaymentRecord) {
  return { outTradeNo, state, transactionId, returnUrl };
}

function isOwnForm(desk: Desk, payment: PaymentRecord, request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const sent = new URLSearchParams(bodyBytes(request).toString('utf8')).get('token') ?? '';
  const expected = Buffer.from(formToken(desk, payment));
  const given = Buffer.from(sent);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function formToken(desk: Desk, payment: PaymentRecord): string {
  const mac = createHmac('sha256', desk.store.identity.formSecret).update(payment.paymentId);
  return mac.digest('base64url');
}

function localeOf(request: FastifyRequest): CashierLocale {
  const { lang } = request.query as { lang?: string };
  return cashierLocale(lang, request.headers['accept-language']);
}

function secondsLeft(payment: PaymentRecord, now: Date): number {
  return Math.max(0, Math.ceil((new Date(payment.expiresAt).getTime() - now.getTime()) / 1000));
}

function countdownFor(desk: Desk, payment: PaymentRecord | undefined): string {
  if (!payment) return '';
  const total = secondsLeft(payment, new Date(payment.createdAt));
  return countdownCss(secondsLeft(payment, desk.clock.now()), total);
}

// Real: the simulator and its pages over HTTP, as a browser without scripts sees them.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import { startSandboxPayments } from '../../../test/support/payment-simulator.ts';

type World = Awaited<ReturnType<typeof startSandboxPayments>>;
let world: World;
before(async () => void (world = await startSandboxPayments()));
afterEach(() => world.control.resetFaults());
after(() => world.close());

let count = 0;
async function open(change: Record<string, unknown> = {}) {
  count += 1;
  const order = world.order({ outTradeNo: `C-${count}`, ...change });
  const opened = (await world.call('POST', '/v1/payments', order)).json();
  return { ...order, url: String(opened['cashierUrl']) };
}

const look = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, html: await response.text() };
};

/** Presses a button of the page the way a browser without scripts would. */
async function press(url: string, action: 'payment' | 'decline', change: { token?: string } = {}) {
  const { html } = await look(url);
  const token = change.token ?? /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const target = new RegExp(`action="([^"]+/${action}[^"]*)"`).exec(html)?.[1] ?? '';
  return fetch(new URL(target || `${url}/${action}`, url), {
    method: 'POST',
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  });
}

const state = async (outTradeNo: string) =>
  (await world.call('GET', `/v1/payments/by-out-trade-no/${outTradeNo}`)).json()['state'];

describe('the cashier page', () => {
  it('shows shop, item, amount and deadline, and says that no money moves', async () => {
    const { url, outTradeNo } = await open();
    const { status, html } = await look(url);
    assert.equal(status, 200);
    for (const text of [
      '模拟支付 · 不会真的扣款',
      '小卖部',
      '旁轴风格微单机身',
      '1,680.00',
      outTradeNo,
    ]) {
      assert.ok(html.includes(text), text);
    }
    assert.match(html, /请在 .*\d\d:\d\d 前完成支付/);
  });
  it('speaks the language asked for in the address, then the one the browser prefers', async () => {
    const { url } = await open();
    assert.match((await look(url, { 'accept-language': 'en-GB,zh;q=0.5' })).html, /lang="en"/);
    assert.match((await look(url, { 'accept-language': 'fr,zh-TW' })).html, /lang="zh-CN"/);
    assert.match(
      (await look(`${url}?lang=en`, { 'accept-language': 'zh' })).html,
      /no money moves/,
    );
    assert.match((await look(url)).html, /<html lang="zh-CN">/);
  });
  it('forbids scripts, inline styles and framing, and is never stored', async () => {
    const { url } = await open();
    const { headers, html } = await look(url);
    const policy = headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes("default-src 'none'"));
    assert.ok(policy.includes("frame-ancestors 'none'"));
    assert.ok(!policy.includes('unsafe-inline'));
    assert.ok(!/<script|style=|<style| on\w+=/.test(html));
    assert.equal(headers.get('cache-control'), 'no-store');
  });
  it('shows words of the merchant as words, never as markup', async () => {
    const { url } = await open({ description: `<img src=x onerror="alert(1)">&'` });
    const { html } = await look(url);
    assert.ok(!html.includes('<img'));
    assert.ok(html.includes('&#60;img src=x'));
  });
  it('counts down in a sheet of its own', async () => {
    const { url } = await open();
    const { html } = await look(`${url}/countdown.css`);
    assert.match(html, /--left:1(799|800)\b/);
  });
  it('says so when a link names no payment', async () => {
    const { status, html } = await look(`${world.simulator.url}/cashier/pay_none`);
    assert.equal(status, 404);
    assert.match(html, /没有找到这笔支付/);
    const posted = await press(`${world.simulator.url}/cashier/pay_none`, 'payment');
    assert.equal(posted.status, 404);
  });
});

describe('paying at the cashier', () => {
  it('takes the money and sends the payer back to the shop', async () => {
    const { url, outTradeNo, returnUrl } = await open();
    const paid = await press(url, 'payment');
    assert.equal(paid.status, 303);
    assert.equal(paid.headers.get('location'), returnUrl);
    assert.equal(await state(outTradeNo), 'PAID');
    const { html } = await look(url);
    assert.match(html, /支付成功/);
    assert.ok(!html.includes('<form'));
  });
  it('takes the money once when the button is pressed twice at once', async () => {
    const { url, outTradeNo, returnUrl } = await open();
    const both = await Promise.all([press(url, 'payment'), press(url, 'payment')]);
    assert.deepEqual(
      both.map((answer) => answer.headers.get('location')),
      [returnUrl, returnUrl],
    );
    assert.equal(world.control.notices(outTradeNo).length, 1);
  });
  it('stays open after the bank refused, and can still be paid', async () => {
    const { url, outTradeNo } = await open();
    const declined = await press(url, 'decline');
    const page = new URL(declined.headers.get('location')!, url).href;
    assert.match((await look(page)).html, /钱未扣/);
    assert.equal(await state(outTradeNo), 'PENDING');
    await press(page, 'payment');
    assert.equal(await state(outTradeNo), 'PAID');
  });
  it('does nothing for a form that was not its own', async () => {
    const { url, outTradeNo } = await open();
    const other = await open();
    const foreignToken = /name="token" value="([^"]+)"/.exec((await look(other.url)).html)![1]!;
    for (const token of ['', 'x', foreignToken]) {
      const answer = await press(url, 'payment', { token });
      assert.match(answer.headers.get('location') ?? '', /result=stale/);
    }
    const token = /name="token" value="([^"]+)"/.exec((await look(url)).html)![1]!;
    const crossSite = await fetch(`${url}/payment`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
      headers: { 'sec-fetch-site': 'cross-site' },
      redirect: 'manual',
    });
    assert.match(crossSite.headers.get('location') ?? '', /result=stale/);
    assert.equal(await state(outTradeNo), 'PENDING');
  });
  it('refuses a payment whose time has passed and says that nothing was taken', async () => {
    const { url, outTradeNo } = await open();
    const { html } = await look(url);
    const token = /name="token" value="([^"]+)"/.exec(html)![1]!;
    world.clock.move(31 * minuteMs);
    const answer = await press(url, 'payment', { token });
    assert.equal(answer.status, 303);
    assert.match((await look(url)).html, /钱未扣/);
    assert.equal(await state(outTradeNo), 'CLOSED');
    world.control.setFaults({ payAfterCloseAllowed: true });
    assert.match((await look(url)).html, /故障演练/);
    assert.equal(
      (await press(url, 'payment')).headers.get('location')?.endsWith('/orders/1'),
      true,
    );
    assert.equal(await state(outTradeNo), 'PAID');
  });
  it('serves programs that pay by JSON', async () => {
    const { url, returnUrl, outTradeNo } = await open();
    const send = () =>
      fetch(`${url}/payment`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      });
    const paid = (await (await send()).json()) as Record<string, string>;
    assert.deepEqual([paid['state'], paid['returnUrl']], ['PAID', returnUrl]);
    const closed = await open();
    await world.call('POST', `/v1/payments/${closed.outTradeNo}/close`);
    const refused = await fetch(`${closed.url}/payment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(refused.status, 409);
    assert.equal(await state(outTradeNo), 'PAID');
  });
});

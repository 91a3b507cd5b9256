// Real: the whole product, its pages in a real browser, PostgreSQL. Simulated: the register of
// names. Shops are opened and orders paid through the API; every form is filled by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBrowser } from '../support/browser.ts';
import { lendHand, type Hand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import * as trade from '../support/trade-by-hand.ts';

const product = await startProduct();
const browser = await startBrowser();
const seat = { url: product.url, screen: 'phone', locale: 'zh-CN' } as const;
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const sellerHand = await lendHand(browser, seller, seat);
const buyerHand = await lendHand(browser, buyer, seat);

/** Every field still holds what was typed, and a sentence says what is wrong. */
async function keeps(hand: Hand, sentence: RegExp, typed: Record<string, string>): Promise<void> {
  await hand.sees(sentence);
  for (const [label, text] of Object.entries(typed)) {
    assert.equal(await hand.page.getByLabel(label, { exact: true }).inputValue(), text, label);
  }
  await hand.look();
}

test('a price above ten thousand is refused and the goods stay typed, the picture too', async () => {
  const { t, page } = sellerHand;
  await sellerHand.open(`${product.url}/sell`);
  const goods = { title: '老钢琴', text: '音准还好', price: '10000.01', quantity: '3' };
  await trade.fillSellForm(sellerHand, { ...goods, freight: '88' });
  await page.getByText(t('sell/cover'), { exact: true }).waitFor();
  await sellerHand.tap(sellerHand.button(t('sell/publish')));
  await keeps(sellerHand, /¥0.01 到 ¥10,?000/, {
    [t('sell/name')]: goods.title,
    [t('sell/text')]: goods.text,
    [t('sell/price')]: goods.price,
    [t('sell/freight')]: '88',
    [t('sell/quantity')]: '3',
  });
  await sellerHand.type(t('sell/price'), '10000');
  await trade.publish(sellerHand);
  await sellerHand.sees('老钢琴');
});

test('what is typed for sale survives a closed page', async () => {
  const { t, page } = sellerHand;
  await sellerHand.open(`${product.url}/sell`);
  await sellerHand.type(t('sell/name'), '没写完的标题');
  await sellerHand.type(t('sell/price'), '35');
  await sellerHand.sees(t('sell/draft-kept'));
  await sellerHand.open(`${product.url}/sell`);
  assert.equal(await page.getByLabel(t('sell/name'), { exact: true }).inputValue(), '没写完的标题');
  assert.equal(await page.getByLabel(t('sell/price'), { exact: true }).inputValue(), '35');
});

test('a wrong ID number, then one that belongs to somebody else, leave the name typed', async () => {
  const { t } = buyerHand;
  await buyerHand.open(`${product.url}/verify`);
  const [name, number] = [t('verify/name'), t('verify/id-number')];
  const right = people.idNumber(851);
  const wrong = right.slice(0, 17) + (right.endsWith('1') ? '2' : '1');
  await buyerHand.type(name, '测试不符');
  await buyerHand.type(number, wrong);
  await buyerHand.tap(buyerHand.button(t('verify/submit')));
  await keeps(buyerHand, /身份证号不正确/, { [name]: '测试不符', [number]: wrong });
  await buyerHand.type(number, right);
  await buyerHand.tap(buyerHand.button(t('verify/submit')));
  await keeps(buyerHand, /对不上/, { [name]: '测试不符', [number]: right });
});

test('an address with a wrong phone and a bad waybill stay typed until they are right', async () => {
  const { t } = buyerHand;
  const { listingId } = await people.sell(seller, { title: '旧相机', freightFen: 0 });
  await buyerHand.open(`${product.url}/checkout/${listingId}`);
  const { region, ...rest } = people.shanghai;
  await trade.fillAddress(buyerHand, { ...rest, ...region, phone: '12' });
  await buyerHand.type(t('checkout/note'), '周末在家');
  await buyerHand.tap(buyerHand.button(t('checkout/place')));
  await keeps(buyerHand, /电话/, {
    [t('checkout/name')]: rest.name,
    [t('checkout/phone')]: '12',
    [t('checkout/detail')]: rest.detail,
    [t('checkout/note')]: '周末在家',
  });
  await buyerHand.type(t('checkout/phone'), rest.phone);
  await trade.placeOrder(buyerHand);
  await trade.pay(buyerHand, '¥1,680.00');

  await sellerHand.open(buyerHand.page.url());
  await trade.openSheet(sellerHand, t('order/act-ship'));
  await sellerHand.type(t('order/waybill-no'), 'ABCDEF');
  await sellerHand.page.getByLabel(t('order/carrier'), { exact: true }).selectOption('JD');
  await sellerHand.tap(sellerHand.button(t('order/ship-yes')));
  await keeps(sellerHand, /快递单号不对/, {
    [t('order/waybill-no')]: 'ABCDEF',
    [t('order/carrier')]: 'JD',
  });
});

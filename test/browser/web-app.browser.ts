// Real: the whole product, its pages in a real browser, PostgreSQL, the socket. Simulated: nothing
// that these tests are about.
import { test } from 'node:test';
import { startBrowser } from '../support/browser.ts';
import { lendHand } from '../support/hand.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const [reader, writer] = [
  await people.join(product, '慢吞吞'),
  await people.join(product, '急性子'),
];

test('what is said while a page is still connecting is not missed', async () => {
  const hand = await lendHand(browser, reader, {
    url: product.url,
    screen: 'phone',
    locale: 'zh-CN',
  });
  let letThrough = (): void => undefined;
  const said = new Promise<void>((resolve) => (letThrough = resolve));
  await hand.page.routeWebSocket(/realtime$/, async (socket) => {
    await said;
    socket.connectToServer();
  });
  await hand.open(`${product.url}/chat`);
  const { conversationId } = await writer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: reader.memberId },
  });
  await writer.call('sendMessage', {
    params: { conversationId },
    body: { clientId: 'first', text: '在吗？我到楼下了' },
  });
  letThrough();
  await hand.sees('在吗？我到楼下了');
  await hand.leave();
});

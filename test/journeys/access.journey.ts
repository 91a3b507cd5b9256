// Real: the whole product over HTTP. Every operation of the access table is called as a guest, as
// a stranger with the things of others, and as a member who is no operator.
import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import WebSocket from 'ws';
import { access, socketAccess } from '../../src/access.ts';
import type { CallInput } from '../support/client.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const otherShop = await people.seller(product, '另一家铺子');
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');
const stranger = await people.join(product, '路过的人');
const guest = product.client();

const { listingId, noteId } = await people.sell(seller, { quantity: 2 });
const { orderId } = await people.buy(buyer, listingId);
const { id: addressId } = await buyer.call<{ id: string }>('saveAddress', {
  body: people.shanghai,
});
const { items: sessions } = await buyer.call<{ items: { id: string }[] }>('listSessions');
const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
  body: { memberId: seller.memberId },
});
const { id: commentId } = await buyer.call<{ id: string }>('commentOnNote', {
  params: { noteId },
  body: { text: '还在吗？' },
});
const { collectionId } = await buyer.call<{ collectionId: string }>('createCollection', {
  body: { name: '想买' },
});
const { orderId: askedOrderId } = await people.buy(buyer, listingId);
await people.payAtCashier(product, buyer, askedOrderId);
const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('openAfterSale', {
  params: { orderId: askedOrderId },
  body: { type: 'CANCEL', reason: 'changed-mind', words: '不要了' },
});
const { captureId } = await seller.call<{ captureId: string }>('openCapture', {
  params: { orderId: askedOrderId },
  body: { stage: 'packing' },
});
const { listingId: offeredId } = await people.sell(seller, { delivery: 'pickup' });
const { offerId } = await buyer.call<{ offerId: string }>('makeOffer', {
  body: { listingId: offeredId, unitPriceFen: 100_000 },
});
await otherShop.call('startConversation', { body: { memberId: seller.memberId } });
const { reservationId } = await seller.call<{ reservationId: string }>('reserveListing', {
  params: { listingId: offeredId },
  body: { memberId: otherShop.memberId },
});
const { id: circleId } = await seller.call<{ id: string }>('createCircle', {
  body: { kind: 'building', name: '梧桐里 3 号楼', joinRule: 'code' },
});
const { templateId } = await seller.call<{ templateId: string }>('createFreightTemplate', {
  body: { name: '普通快递', basis: 'order', firstFen: 800 },
});
const { savedId } = await buyer.call<{ savedId: string }>('saveSearch', { body: { q: '相机' } });
const { reviewId } = await people.completeAndReview(product, otherShop, buyer);
const pictureId = await people.uploadPicture(buyer);
const ownPictureId = await people.uploadPicture(stranger, '#3b6ea5');
const operations = new Map(product.app.routes.map((route) => [route.operationId, route]));

/** Well-formed input that speaks of things of others, so that only ownership can turn it away. */
const foreign: Record<string, CallInput> = {
  revokeSession: { params: { sessionId: sessions[0]!.id } },
  deleteAddress: { params: { addressId } },
  saveAddress: { body: { ...people.shanghai, addressId } },
  updateProfile: { body: { avatarPictureId: pictureId } },
  updateNote: {
    params: { noteId },
    body: {
      title: '改',
      body: ['改'],
      topics: [],
      city: null,
      pictureIds: [ownPictureId],
      version: 1,
    },
  },
  deleteNote: { params: { noteId } },
  saveDraft: {
    params: { draftKey: 'a-draft-of-mine' },
    body: { revision: 0, content: { ...people.emptyDraft, pictureIds: [pictureId] } },
  },
  publishNote: { body: { title: '偷图', body: ['偷来的图'], pictureIds: [pictureId] } },
  updateListing: { params: { listingId }, body: { version: 1, priceFen: 1 } },
  withdrawListing: { params: { listingId } },
  relistListing: { params: { listingId }, body: { quantity: 1 } },
  reserveListing: { params: { listingId }, body: { memberId: buyer.memberId } },
  liftReservation: { params: { reservationId } },
  updateFreightTemplate: {
    params: { templateId },
    body: { name: '改', basis: 'order', firstFen: 1, version: 1 },
  },
  removeFreightTemplate: { params: { templateId } },
  deleteComment: { params: { commentId } },
  pinComment: { params: { commentId } },
  unpinComment: { params: { commentId } },
  updateCollection: { params: { collectionId }, body: { name: '改名' } },
  deleteCollection: { params: { collectionId } },
  getConversation: { params: { conversationId } },
  sendMessage: { params: { conversationId }, body: { clientId: 'x', text: '你好' } },
  listMessages: { params: { conversationId } },
  markConversationRead: { params: { conversationId }, body: { seq: 1 } },
  sayTyping: { params: { conversationId } },
  getOffer: { params: { offerId } },
  answerOffer: { params: { offerId }, body: { answer: 'accept', round: 1 } },
  withdrawOffer: { params: { offerId } },
  payOrder: { params: { orderId } },
  cancelOrder: { params: { orderId } },
  extendShipping: { params: { orderId }, body: { days: 1 } },
  shipOrder: { params: { orderId }, body: { carrier: 'SF', waybillNo: 'SF1234567890123' } },
  handOverOrder: { params: { orderId }, body: { pickupCode: '123456' } },
  layVirtualFile: { params: { orderId }, query: { name: 'a.txt' } },
  openVirtualFile: { params: { orderId } },
  listLabelOffers: { params: { orderId } },
  buyLabel: { params: { orderId }, body: { carrier: 'SF', priceFen: 1500 } },
  cancelLabel: { params: { orderId }, body: { waybillNo: null } },
  drawLabel: { params: { orderId } },
  addParcel: { params: { orderId }, body: { carrier: 'SF', waybillNo: 'SF1234567890123' } },
  correctWaybill: { params: { orderId }, body: { carrier: 'SF', waybillNo: 'SF1234567890123' } },
  confirmReceipt: { params: { orderId } },
  extendReceipt: { params: { orderId } },
  reportProblem: { params: { orderId }, body: { reason: 'fake', words: '假的', pictureIds: [] } },
  openAfterSale: {
    params: { orderId },
    body: { type: 'CANCEL', reason: 'changed-mind', words: '不要了' },
  },
  listAfterSales: { params: { orderId } },
  getAfterSale: { params: { afterSaleId } },
  answerAfterSale: { params: { afterSaleId }, body: { answer: 'refuse', words: '不行' } },
  giveReturnAddress: { params: { afterSaleId }, body: { addressId } },
  shipReturn: {
    params: { afterSaleId },
    body: { carrier: 'SF', waybillNo: 'SF1234567890199' },
  },
  confirmReturn: { params: { afterSaleId }, body: { outcome: 'right' } },
  shipReplacement: {
    params: { afterSaleId },
    body: { carrier: 'SF', waybillNo: 'SF1234567890198' },
  },
  confirmReplacement: { params: { afterSaleId } },
  withdrawAfterSale: { params: { afterSaleId } },
  escalateAfterSale: { params: { afterSaleId }, body: { words: '不服' } },
  openCapture: { params: { orderId }, body: { stage: 'packing' } },
  takeCapture: { params: { captureId }, body: { pictureIds: [pictureId] } },
  remindOfOrder: { params: { orderId } },
  getOrder: { params: { orderId } },
  getTracking: { params: { orderId } },
  listOrderReadings: { params: { orderId } },
  listCircleMembers: { params: { circleId } },
  updateCircle: { params: { circleId }, body: { name: '改名' } },
  getInviteCode: { params: { circleId } },
  renewInviteCode: { params: { circleId } },
  listJoinRequests: { params: { circleId } },
  decideJoinRequest: {
    params: { circleId, requestId: circleId },
    body: { decision: 'accept' },
  },
  removeCircleMember: { params: { circleId, memberId: seller.memberId } },
  setCircleKeeper: {
    params: { circleId, memberId: stranger.memberId },
    body: { isKeeper: true },
  },
  savePickupPoint: { params: { circleId }, body: { name: '门口' } },
  deletePickupPoint: { params: { circleId, pickupPointId: circleId } },
  deleteSavedSearch: { params: { savedId } },
  reviewOrder: { params: { orderId }, body: { step: 'good' } },
  getOrderReviews: { params: { orderId } },
  replyToReview: { params: { reviewId }, body: { words: '谢谢' } },
  withdrawReview: { params: { reviewId } },
};

/** Operations that name nobody's thing: they always speak of the caller's own. */
const selfOnly = new Set([
  'signOut',
  'getMe',
  'changePhone',
  'listSessions',
  'submitRealName',
  'openProAccount',
  'listAddresses',
  'beginSecondFactor',
  'passSecondFactor',
  'listNotifications',
  'markNotificationsRead',
  'listDuties',
  'getNotificationSettings',
  'updateNotificationSettings',
  'subscribePush',
  'unsubscribePush',
  'bindEmail',
  'confirmEmail',
  'removeEmail',
  'getWallet',
  'listWalletEntries',
  'getStatement',
  'getStatementFile',
  'getIncome',
  'bindPayoutAccount',
  'getPayoutAccount',
  'requestWithdrawal',
  'listWithdrawals',
  'uploadPicture',
  'uploadPreview',
  'unlikeNote',
  'unsaveNote',
  'unlikeComment',
  'listLiked',
  'createCollection',
  'listDrafts',
  'deleteDraft',
  'listConversations',
  'getSellingEligibility',
  'openQuickSell',
  'createListing',
  'setHoliday',
  'endHoliday',
  'listFreightTemplates',
  'createFreightTemplate',
  'setBundleTerms',
  'listOrders',
  'countOrders',
  'getOrdersFile',
  'getShopStats',
  'listSearchHistory',
  'rememberSearch',
  'clearSearchHistory',
  'listSavedSearches',
  'saveSearch',
  'listBlocked',
  'listMuted',
  'listMyCircles',
  'createCircle',
]);

test('every operation has a row, and every row an operation', () => {
  assert.deepEqual(
    Object.keys(access).filter((name) => !operations.has(name)),
    [],
  );
  assert.deepEqual(
    [...operations.keys()].filter((name) => !access[name]),
    [],
  );
});

for (const [operationId, row] of Object.entries(access)) {
  if (row.who === 'member' || row.who === 'operator') {
    test(`${operationId} turns a guest away`, async () => {
      await guest.refused(operationId, 'platform/sign-in-required', filled(operationId));
    });
  }
  if (row.who === 'operator') {
    test(`${operationId} turns a member away who is no operator`, async () => {
      await stranger.refused(operationId, 'platform/not-allowed', filled(operationId));
    });
  }
  if (row.who === 'member' && row.touches !== 'public' && !selfOnly.has(operationId)) {
    test(`${operationId} does not touch what is another’s`, async () => {
      const input = foreign[operationId];
      assert.ok(input, `say what of another’s ${operationId} could touch`);
      const { status, body } = await stranger.send(operationId, input);
      const { code } = body as { code: string };
      assert.ok(status === 404 || status === 422, `${operationId}: ${status} ${code}`);
      assert.match(code, /not-found$|^pictures\/not-yours$/);
    });
  }
}

test('nothing of the others was touched', async () => {
  const order = await buyer.call<{ state: string }>('getOrder', { params: { orderId } });
  assert.equal(order.state, 'WAIT_PAY');
  const { items } = await buyer.call<{ items: unknown[] }>('listMessages', {
    params: { conversationId },
  });
  assert.equal(items.length, 1, 'the offer’s card alone');
  const offer = await buyer.call<{ state: string }>('getOffer', { params: { offerId } });
  assert.equal(offer.state, 'open');
  const note = await guest.call<{ title: string }>('getNote', { params: { noteId } });
  assert.equal(note.title, '旁轴相机 银色');
  await buyer.call('getMe');
});

test('a message is reported by the two of its conversation alone', async () => {
  const { id } = await buyer.call<{ id: string }>('sendMessage', {
    params: { conversationId },
    body: { clientId: 'reported', text: '难听的话' },
  });
  const body = { subject: { kind: 'message', id }, reasonCode: 'harassment' };
  await guest.refused('reportContent', 'platform/sign-in-required', { body });
  await stranger.refused('reportContent', 'platform/not-found', { body });
  await buyer.refused('reportContent', 'moderation/own-content', { body });
  await seller.call('reportContent', { body });
});

test('the seller takes only the seller’s part', async () => {
  const params = { orderId };
  for (const operationId of ['payOrder', 'confirmReceipt', 'extendReceipt', 'reportProblem']) {
    const { status } = await seller.send(operationId, { ...foreign[operationId], params });
    assert.ok(status === 403 || status === 404 || status === 409, `${operationId}: ${status}`);
  }
});

test('a changing request from another site is turned away', async () => {
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  await buyer.refused('cancelOrder', 'platform/cross-site', { params: { orderId }, headers });
});

test('a socket opens for a member of our own site, and for nobody else', async () => {
  const address = `${product.url.replace('http', 'ws')}/api/v1/realtime`;
  const cookie = buyer.cookie();
  assert.equal(await opens(address, {}), false);
  assert.equal(await opens(address, { cookie, origin: 'https://evil.example' }), false);
  assert.equal(await opens(address, { cookie, origin: product.url }), true);
  assert.equal(await opens(`${address}x`, { cookie, origin: product.url }), false);
});

test('a caller that asks for a socket and hangs up at once ends nothing and leaves nothing', async () => {
  const before = await connectionsOf(product.app.http.server);
  for (let turn = 0; turn < 60; turn += 1) {
    await hangUp(product.url, turn % 2 === 0 ? 'resetAndDestroy' : 'destroy');
  }
  await product.client().call('getFeed');
  await people.until(async () => (await connectionsOf(product.app.http.server)) <= before + 1);
});

test('a socket brings its member the events of the table, and never those of others', async () => {
  const watched = { seller, buyer, stranger };
  const heard = Object.fromEntries(
    await Promise.all(
      Object.entries(watched).map(async ([name, person]) => [name, await listen(person)] as const),
    ),
  ) as Record<keyof typeof watched, string[]>;
  // Who follows, and reads what those they follow write, is told of more.
  await buyer.call('followMember', { params: { memberId: seller.memberId } });
  await buyer.call('getFeed', { query: { kind: 'following' } });
  await seller.call('answerAfterSale', {
    params: { afterSaleId },
    body: { answer: 'refuse', words: '已经在路上' },
  });
  await people.sell(seller);
  await buyer.call('sendMessage', {
    params: { conversationId },
    body: { clientId: 'socket', text: '还在吗' },
  });
  await buyer.call('commentOnNote', { params: { noteId }, body: { text: '好看' } });
  await seller.call('markConversationRead', { params: { conversationId }, body: { seq: 1 } });
  await seller.call('sendMessage', {
    params: { conversationId },
    body: { clientId: 'socket', text: '在的' },
  });
  for (const person of [buyer, seller])
    await person.call('sayTyping', { params: { conversationId } });
  await buyer.call('withdrawOffer', { params: { offerId } });
  await people.payAtCashier(product, buyer, orderId);
  const waybill = { carrier: 'SF', waybillNo: 'SF7777777777777' };
  await seller.call('shipOrder', { params: { orderId }, body: waybill });
  await product.app.settle();
  product.sandbox.courier.control.advance(waybill.waybillNo, 'PICKED_UP');
  await people.until(async () => {
    await product.app.settle();
    return heard.buyer.includes('fulfilment/parcel-moved');
  });
  await seller.call('markNotificationsRead', { body: {} });
  await people.until(async () => heard.seller.includes('notifications/read'));

  for (const [type, { reaches }] of Object.entries(socketAccess)) {
    const toBoth = heard.seller.includes(type) && heard.buyer.includes(type);
    const toOne = heard.seller.includes(type) || heard.buyer.includes(type);
    assert.ok(reaches === 'party' ? toBoth : toOne, `${type} reached whom it should`);
  }
  assert.ok(!heard.buyer.includes('notifications/read'), 'the seller’s own stays the seller’s');
  assert.deepEqual(heard.stranger, ['realtime/ready']);
});

test('a socket only listens: whatever is sent over it closes it', async () => {
  const socket = socketOf(buyer);
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.on('message', resolve));
  socket.send('{"type":"orders/changed"}');
  assert.equal(await closed, 4000);
});

test('revoking a session closes its sockets and ends its requests', async () => {
  const person = await people.join(product, '两台手机');
  const second = product.client();
  await people.passTime(second, 61_000);
  const code = await people.codeFor(product, second, person.phone);
  const { sessionId } = await second.call<{ sessionId: string }>('signIn', {
    body: { phone: person.phone, code },
  });
  const address = `${product.url.replace('http', 'ws')}/api/v1/realtime`;
  const socket = new WebSocket(address, { headers: { cookie: second.cookie() } });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.on('message', resolve));
  await person.call('revokeSession', { params: { sessionId } });
  assert.equal(await closed, 4001);
  await second.refused('getMe', 'platform/sign-in-required');
  await person.call('getMe');
});

/** Enough input to get past the address; access is judged before anything else is read. */
function filled(operationId: string): CallInput {
  const path = operations.get(operationId)!.path;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  return { params: Object.fromEntries(names.map((name) => [name, '1'])) };
}

/** The types of what a member's socket brings, as they come in. */
async function listen(person: people.Person): Promise<string[]> {
  const types: string[] = [];
  const socket = socketOf(person);
  after(() => socket.terminate());
  socket.on('message', (text: Buffer) => {
    types.push((JSON.parse(text.toString('utf8')) as { type: string }).type);
  });
  await people.until(async () => types.includes('realtime/ready'));
  return types;
}

function socketOf(person: people.Person): WebSocket {
  const address = `${product.url.replace('http', 'ws')}/api/v1/realtime`;
  return new WebSocket(address, { headers: { cookie: person.cookie() } });
}

function opens(address: string, headers: Record<string, string>): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function connectionsOf(server: Server): Promise<number> {
  return promisify<number>(server.getConnections.bind(server))();
}

/** Asks for a socket at a wrong address and breaks the connection off, roughly or politely. */
function hangUp(url: string, how: 'resetAndDestroy' | 'destroy'): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const line = connect(Number(port), hostname);
    line.on('error', () => undefined);
    line.on('close', () => resolve());
    line.write(
      'GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    if (how === 'destroy') line.once('data', () => line.destroy());
    else line.once('connect', () => setImmediate(() => line.resetAndDestroy()));
  });
}

// Real: the whole product over HTTP and PostgreSQL. What members and operators change besides the
// trade is sent eight times at once as well, and no changing operation is left out.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { privacyVersion, termsVersion } from '#identity';
import { dayMs, minuteMs } from '#platform/clock.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';
import { race, raceTimes } from '../support/race.ts';

const product = await startProduct();
const seller = await people.seller(product);
const buyer = await people.join(product, '周予安');

/** One answer is done and all others are refused with this code. */
function assertOnce({ done, refused }: Awaited<ReturnType<typeof race>>, ...codes: string[]): void {
  assert.equal(done.length, 1);
  assert.equal(refused.length, raceTimes - 1);
  for (const code of refused) assert.ok(codes.includes(code), code);
}

const assertAllDone = ({ refused }: Awaited<ReturnType<typeof race>>) =>
  assert.deepEqual(refused, []);

async function codeOf(phone: string, purpose: 'sign-in' | 'change-phone'): Promise<string> {
  await people.passTime(buyer, minuteMs + 1000);
  await product.client().call('requestSignInCode', { body: { phone, purpose } });
  const { items } = await product
    .client()
    .call<{ items: { code?: string }[] }>('listSandboxMessages', { query: { to: phone } });
  return items[0]!.code!;
}

test('one code is sent, makes one member, and signs in once', async () => {
  const phone = '13700000001';
  const guest = product.client();
  assertOnce(
    await race(guest, 'requestSignInCode', () => ({ body: { phone } })),
    'identity/code-too-soon',
  );
  const consent = { termsVersion, privacyVersion };
  const join = { phone, code: await codeOf(phone, 'sign-in'), nickname: '八个人', consent };
  const taken = ['identity/code-expired', 'identity/code-wrong', 'identity/too-many-tries'];
  const once = [...taken, 'identity/phone-taken'];
  assertOnce(await race(guest, 'signUp', () => ({ body: join })), ...once);
  const code = await codeOf(phone, 'sign-in');
  assertOnce(await race(guest, 'signIn', () => ({ body: { phone, code } })), ...once);
});

test('a phone is changed once, a session ends once and for all', async () => {
  const member = await people.join(product, '换号的人');
  const phone = '13700000002';
  const code = await codeOf(phone, 'change-phone');
  const changed = await race(member, 'changePhone', () => ({ body: { phone, code } }));
  assert.equal(changed.done.length, 1);

  const { items } = await member.call<{ items: { id: string }[] }>('listSessions');
  const sessionId = items[0]!.id;
  const revoked = await race(member, 'revokeSession', () => ({ params: { sessionId } }));
  assert.ok(revoked.done.length >= 1);
  assert.equal((await member.send('getMe')).status, 401);

  const other = await people.join(product, '退出的人');
  assert.ok((await race(other, 'signOut')).done.length >= 1);
  assert.equal((await other.send('getMe')).status, 401);
});

test('a profile is one of those that were sent; an address goes once', async () => {
  const bios = Array.from({ length: raceTimes }, (_, turn) => `第 ${turn} 句话`);
  assertAllDone(await race(buyer, 'updateProfile', (turn) => ({ body: { bio: bios[turn] } })));
  const { bio } = await buyer.call<{ bio: string }>('getMe');
  assert.ok(bios.includes(bio));

  assertAllDone(await race(buyer, 'saveAddress', () => ({ body: people.shanghai })));
  const { items } = await buyer.call<{ items: { id: string }[] }>('listAddresses');
  const params = { addressId: items[0]!.id };
  const gone = await race(buyer, 'deleteAddress', () => ({ params }));
  assertOnce(gone, 'identity/address-not-found');
  const after = await buyer.call<{ items: unknown[] }>('listAddresses');
  assert.equal(after.items.length, items.length - 1);
});

test('a name is handed in and decided once, a shop is opened once', async () => {
  const member = await people.join(product, '新铺子');
  await people.passTime(member, 180 * dayMs);
  const claim = { name: '测试停机', idNumber: people.idNumber(700) };
  assert.ok((await race(member, 'submitRealName', () => ({ body: claim }))).done.length >= 1);
  const operator = await people.operator(product);
  const queue = () => operator.call<{ items: { id: string }[] }>('listRealNameQueue');
  await people.until(async () => (await queue()).items.length > 0);
  const { items } = await queue();
  assert.equal(items.length, 1);
  const params = { claimId: items[0]!.id };
  const verify = { decision: 'verify', reason: '已核对证件' };
  const decided = await race(operator, 'decideRealName', () => ({ params, body: verify }));
  assertOnce(decided, 'identity/real-name-decided');
  await member.call('openProAccount');
  assertAllDone(await race(member, 'openQuickSell'));
  const { maySell } = await member.call<{ maySell: boolean }>('getSellingEligibility');
  assert.ok(maySell);
});

test('a second factor’s code is good once', async () => {
  const operator = await people.operator(product);
  assert.ok((await race(operator, 'beginSecondFactor')).refused.length <= raceTimes);
  const { done } = await race(operator, 'passSecondFactor', () => ({ body: { code: '000000' } }));
  assert.deepEqual(done, []);
});

test('notes: one under a key, one of the changes, gone for good', async () => {
  const picture = await people.uploadPicture(buyer);
  const note = { title: '只发一次', body: ['明天见。'], pictureIds: [picture] };
  const published = await race(buyer, 'publishNote', () => ({ body: note, key: 'one-note' }));
  const ids = new Set(published.done.map(({ body }) => (body as { noteId: string }).noteId));
  assert.equal(ids.size, 1);
  const params = { noteId: [...ids][0]! };
  const titles = Array.from({ length: raceTimes }, (_, turn) => `第 ${turn} 个标题`);
  assertAllDone(
    await race(buyer, 'updateNote', (turn) => ({ params, body: { title: titles[turn] } })),
  );
  const { title } = await buyer.call<{ title: string }>('getNote', { params });
  assert.ok(titles.includes(title));
  assertAllDone(await race(buyer, 'deleteNote', () => ({ params })));
  await buyer.refused('getNote', 'platform/not-found', { params });
});

test('likes, saves and comments are counted once each, and taken back once', async () => {
  const { noteId } = await people.sell(seller);
  const params = { noteId };
  const counts = async () => {
    const note = await buyer.call<Record<string, unknown>>('getNote', { params });
    return [note['likeCount'], note['saveCount'], note['commentCount']];
  };
  const body = { text: '还在吗？' };
  const comments = await race(buyer, 'commentOnNote', () => ({ params, body, key: 'one-comment' }));
  const ids = new Set(comments.done.map((answer) => (answer.body as { id: string }).id));
  assert.equal(ids.size, 1);
  const commentId = [...ids][0]!;
  assertAllDone(await race(buyer, 'likeNote', () => ({ params })));
  assertAllDone(await race(buyer, 'saveNote', () => ({ params })));
  assert.deepEqual(await counts(), [1, 1, 1]);
  assertAllDone(await race(buyer, 'likeComment', () => ({ params: { commentId } })));
  assertAllDone(await race(seller, 'pinComment', () => ({ params: { commentId } })));
  assertAllDone(await race(seller, 'unpinComment', () => ({ params: { commentId } })));
  assertAllDone(await race(buyer, 'unlikeComment', () => ({ params: { commentId } })));
  assertAllDone(await race(buyer, 'deleteComment', () => ({ params: { commentId } })));
  assertAllDone(await race(buyer, 'unlikeNote', () => ({ params })));
  assertAllDone(await race(buyer, 'unsaveNote', () => ({ params })));
  assert.deepEqual(await counts(), [0, 0, 0]);
});

test('a collection is made once under a name, changed, and dissolved once', async () => {
  const made = await race(buyer, 'createCollection', () => ({ body: { name: '想买' } }));
  assertOnce(made, 'reactions/collection-name-taken');
  const params = made.done[0]!.body as { collectionId: string };
  assertAllDone(await race(buyer, 'updateCollection', () => ({ params, body: { name: '再看' } })));
  const gone = await race(buyer, 'deleteCollection', () => ({ params }));
  assertOnce(gone, 'platform/not-found');
});

test('a draft is saved from one revision once, and thrown away', async () => {
  const params = { draftKey: 'raced-draft' };
  const saved = await race(buyer, 'saveDraft', (turn) => ({
    params,
    body: { revision: 0, content: { ...people.emptyDraft, title: `第 ${turn} 稿` } },
  }));
  assertOnce(saved, 'community/draft-changed');
  assertAllDone(await race(buyer, 'deleteDraft', () => ({ params })));
  const { items } = await buyer.call<{ items: unknown[] }>('listDrafts');
  assert.deepEqual(items, []);
});

test('pictures: the same file is one picture', async () => {
  const before = await people.uploadPicture(seller, '#123456');
  const again = await Promise.all(
    Array.from({ length: raceTimes }, () => people.uploadPicture(seller, '#123456')),
  );
  assert.deepEqual(new Set(again), new Set([before]));
  const previews = await Promise.all(
    Array.from({ length: raceTimes }, () =>
      people.uploadPicture(seller, '#123456', 'uploadPreview'),
    ),
  );
  assert.equal(new Set(previews).size, 1);
  assert.notEqual(previews[0], before, 'with a name across it, it is another picture');
});

test('a listing is edited from one version once, and withdrawn', async () => {
  const { listingId } = await people.sell(seller);
  const params = { listingId };
  const { version } = await seller.call<{ version: number }>('getListing', { params });
  const edited = await race(seller, 'updateListing', (turn) => ({
    params,
    body: { version, priceFen: 1000 + turn },
  }));
  assertOnce(edited, 'catalog/edited-meanwhile');
  assert.ok((await race(seller, 'withdrawListing', () => ({ params }))).done.length >= 1);
});

test('eight reports are one case, decided once', async () => {
  const { noteId } = await people.sell(seller);
  const report = { subject: { kind: 'note', id: noteId }, reasonCode: 'spam' };
  assert.ok((await race(buyer, 'reportContent', () => ({ body: report }))).done.length >= 1);
  const operator = await people.operator(product);
  const { items } = await operator.call<{ items: { id: string }[] }>('listModerationQueue');
  assert.equal(items.length, 1);
  const params = { caseId: items[0]!.id };
  const body = { decision: 'take-down', reasonCode: 'spam', words: '重复发布' };
  const decided = await race(operator, 'decideModeration', () => ({ params, body }));
  assertOnce(decided, 'moderation/already-decided');
});

test('a conversation is one, and everything can be read at once', async () => {
  const about = { memberId: seller.memberId };
  const started = await race(buyer, 'startConversation', () => ({ body: about }));
  const ids = started.done.map(({ body }) => (body as { conversationId: string }).conversationId);
  assert.deepEqual([ids.length, new Set(ids).size], [raceTimes, 1]);
  const params = { conversationId: ids[0]! };
  await seller.call('sendMessage', { params, body: { clientId: 'one', text: '在吗？' } });
  assertAllDone(await race(buyer, 'sayTyping', () => ({ params })));
  assertAllDone(await race(buyer, 'markConversationRead', () => ({ params, body: { seq: 1 } })));
  const { unread } = await buyer.call<{ unread: number }>('getConversation', { params });
  assert.equal(unread, 0);
  assertAllDone(await race(buyer, 'markNotificationsRead', () => ({ body: {} })));
});

test('eight reports of a message are one report, and it is taken away once', async () => {
  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId },
  });
  const { id } = await buyer.call<{ id: string }>('sendMessage', {
    params: { conversationId },
    body: { clientId: 'reported', text: '难听的话' },
  });
  const report = { subject: { kind: 'message', id }, reasonCode: 'harassment' };
  const reported = await race(seller, 'reportContent', () => ({ body: report }));
  assertOnce(reported, 'moderation/already-reported');
  const operator = await people.operator(product);
  const { items } = await operator.call<{
    items: { id: string; reportCount: number; reports: { snapshot: { body: string } }[] }[];
  }>('listModerationQueue');
  assert.deepEqual(
    items.map(({ reportCount, reports }) => [reportCount, reports[0]?.snapshot.body]),
    [[1, '难听的话']],
  );
  const params = { caseId: items[0]!.id };
  const body = { decision: 'take-down', reasonCode: 'harassment', words: '请好好说话' };
  const decided = await race(operator, 'decideModeration', () => ({ params, body }));
  assertOnce(decided, 'moderation/already-decided');
});

test('shipping is put off 21 days at most, a problem is decided once', async () => {
  await people.passTime(buyer, dayMs);
  const { listingId } = await people.sell(seller, { shipWithin: 'PT24H' });
  const { orderId } = await people.buy(buyer, listingId);
  await people.payAtCashier(product, buyer, orderId);
  const params = { orderId };
  await people.passTime(buyer, dayMs + minuteMs);
  const putOff = await race(buyer, 'extendShipping', () => ({ params, body: { days: 4 } }));
  assert.equal(putOff.done.length, 5);
  assert.deepEqual(new Set(putOff.refused), new Set(['orders/ship-extension-spent']));

  const waybill = { carrier: 'SF', waybillNo: 'SF8100000000001' };
  await seller.call('shipOrder', { params, body: waybill });
  const words = { reason: 'damaged', words: '屏幕碎了' };
  const { afterSaleId } = await buyer.call<{ afterSaleId: string }>('reportProblem', {
    params,
    body: words,
  });
  const operator = await people.operator(product);
  const body = { refundFen: 168_000, reason: '照片清楚' };
  const decided = await race(operator, 'decideAfterSale', () => ({
    params: { afterSaleId },
    body,
  }));
  assertOnce(decided, 'aftersale/not-now');
});

test('money goes to the account of one of the requests', async () => {
  const bound = await race(seller, 'bindPayoutAccount', (turn) => ({
    body: { bankName: '招商银行', account: `622588012345678${turn}` },
  }));
  assertAllDone(bound);
});

test('searches are remembered and saved once, and forgotten once', async () => {
  assertAllDone(await race(buyer, 'rememberSearch', () => ({ body: { q: '空气炸锅' } })));
  const { items } = await buyer.call<{ items: string[] }>('listSearchHistory');
  assert.deepEqual(items, ['空气炸锅']);
  assertAllDone(await race(buyer, 'clearSearchHistory'));
  const saved = await race(buyer, 'saveSearch', () => ({ body: { q: '空气炸锅' } }));
  const ids = new Set(saved.done.map(({ body }) => (body as { savedId: string }).savedId));
  assert.equal(ids.size, 1);
  const params = { savedId: [...ids][0]! };
  const gone = await race(buyer, 'deleteSavedSearch', () => ({ params }));
  assertOnce(gone, 'platform/not-found');
});

/** What is raced elsewhere or changes nothing of the product's own, each with its reason. */
const leftOut = new Map([
  ['receiveNotice', 'told eight times in races.journey.ts by the provider itself'],
  ['receiveCourierNotice', 'told eight times in couriers.journey.ts'],
  ['addParcel', 'sent eight times in parcels.journey.ts'],
  ['uploadPicture', 'sent as bytes, above'],
  ['uploadPreview', 'sent as bytes, above'],
  ['buyLabel', 'bought and given back eight times in labels.journey.ts'],
  ['cancelLabel', 'bought and given back eight times in labels.journey.ts'],
  ['layVirtualFile', 'sent as bytes in virtual-files.journey.ts'],

  ['quoteOrder', 'changes nothing'],
  ['logImpressions', 'told twice and by others in impressions.db.test.ts'],
  ['revealRealName', 'reads, and is written down each time'],
  ['unsubscribeMail', 'sets one choice to never; again it is the same'],
  ['moveClock', 'the sandbox’s own'],
  ['advanceParcel', 'the sandbox’s own'],
  ['setProviderFault', 'the sandbox’s own'],
]);

test('no changing operation is left out', async () => {
  const files = (await readdir(import.meta.dirname)).filter((name) =>
    /^(?:races|offers).*\.journey/.test(name),
  );
  const texts = await Promise.all(
    files.map((name) => readFile(`${import.meta.dirname}/${name}`, 'utf8')),
  );
  const raced = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/(?:race|send)\(\s*(?:\w+,\s*)?'(\w+)'/g)].map((m) => m[1]!),
    ),
  );
  const changing = product.app.routes.filter(({ method }) => method !== 'GET');
  assert.ok(changing.length >= 40, `${changing.length} changing operations`);
  const missing = changing
    .map(({ operationId }) => operationId)
    .filter((name) => !raced.has(name) && !leftOut.has(name));
  assert.deepEqual(missing, []);
});

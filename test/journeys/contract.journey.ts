// Real: the running product's own OpenAPI document and database.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSchema } from '../../src/platform/db/read-schema.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const root = join(import.meta.dirname, '../..');
const isUpdate = process.env['TUCKSHOP_UPDATE_SNAPSHOTS'] === '1';

test('docs/api/openapi.json is the API as it is', async () => {
  const response = await fetch(`${product.url}/api/v1/openapi.json`);
  const document = (await response.json()) as { openapi: string; paths: object };
  assert.equal(document.openapi, '3.1.0');
  await assertKept('docs/api/openapi.json', `${JSON.stringify(document, null, 2)}\n`);
});

test('every operation of the contract is there', async () => {
  const names = new Set(product.app.routes.map((route) => route.operationId));
  const contract = `signUp signIn signOut getMe submitRealName openProAccount getSellingEligibility
    openQuickSell uploadPicture createListing updateListing getListing withdrawListing publishNote
    updateNote getNote deleteNote getMember getFeed listConversations startConversation sendMessage
    listMessages listAddresses saveAddress placeOrder payOrder cancelOrder reportProblem shipOrder
    correctWaybill confirmReceipt extendReceipt getOrder listOrders getTracking openAfterSale
    answerAfterSale shipReturn confirmReturn getWallet
    listWalletEntries bindPayoutAccount requestWithdrawal listSessions revokeSession reportContent
    listModerationQueue decideModeration moveClock listSandboxMessages setProviderFault`;
  const missing = contract.split(/\s+/).filter((name) => !names.has(name));
  assert.deepEqual(missing, []);
});

/** What changes something and needs no key, and why a retry is harmless. */
const keyless: Record<string, string> = {
  requestSignInCode: 'a second code replaces the first; limited by phone and address',
  signUp: 'a code is used once',
  signIn: 'a code is used once',
  signOut: 'twice is once',
  updateProfile: 'the same values again',
  changePhone: 'a code is used once',
  revokeSession: 'twice is once',
  deleteAddress: 'twice is once',
  decideRealName: 'a decision is taken once',
  revealRealName: 'only read, and logged each time',
  readOrderMessages: 'only read, and logged each time',
  revealOrderAddress: 'only read, and logged each time',
  beginSecondFactor: 'a new offer replaces the old one',
  passSecondFactor: 'a code is used once',
  markNotificationsRead: 'twice is once',
  updateNotificationSettings: 'the same values again',
  subscribePush: 'the same browser again',
  unsubscribePush: 'twice is once',
  unsubscribeMail: 'twice is once',
  bindEmail: 'a second code replaces the first; limited by member and address',
  confirmEmail: 'a code is used once',
  removeEmail: 'twice is once',
  markConversationRead: 'the mark only grows',
  sayTyping: 'passed on and forgotten',
  updateNote: 'names the version it was made from',
  updateListing: 'names the version it was made from',
  updateFreightTemplate: 'names the version it was made from',
  removeFreightTemplate: 'twice is once',
  setBundleTerms: 'the same values again',
  deleteNote: 'twice is once',
  logImpressions: 'a place of a page is written once',
  likeNote: 'twice is once',
  unlikeNote: 'twice is once',
  saveNote: 'twice is once',
  unsaveNote: 'twice is once',
  deleteComment: 'twice is once',
  likeComment: 'twice is once',
  unlikeComment: 'twice is once',
  pinComment: 'twice is once',
  unpinComment: 'twice is once',
  updateCollection: 'the same values again',
  deleteCollection: 'twice is once',
  saveDraft: 'names the revision it was made from, and the same twice is once',
  deleteDraft: 'twice is once',
  layVirtualFile: 'another file takes the place of the one before',
  quoteOrder: 'changes nothing',
  bindPayoutAccount: 'the same values again',
  uploadPicture: 'an unused picture is swept away',
  uploadPreview: 'the same file is the same picture',
  receiveNotice: 'each notice is applied once, by its own number',
  receiveCourierNotice: 'told again or late, a notice changes nothing',
  followMember: 'twice is once',
  unfollowMember: 'twice is once',
  blockMember: 'twice is once',
  unblockMember: 'twice is once',
  muteMember: 'twice is once',
  unmuteMember: 'twice is once',
  joinCircle: 'twice is once',
  requestToJoin: 'twice is once',
  requestCircleMailCode: 'a second code replaces the first; limited by member and mailbox',
  joinCircleByMail: 'a code is used once',
  leaveCircle: 'twice is once',
  updateCircle: 'the same values again',
  closeCircle: 'twice is once',
  renewInviteCode: 'a second code replaces the first',
  decideJoinRequest: 'a decision is taken once',
  removeCircleMember: 'twice is once',
  setCircleKeeper: 'twice is once',
  deletePickupPoint: 'twice is once',
  rememberSearch: 'twice is once',
  clearSearchHistory: 'twice is once',
  saveSearch: 'the same search is saved once',
  deleteSavedSearch: 'gone is gone',
  moveClock: 'the sandbox: moving twice is meant',
  advanceParcel: 'the sandbox: a parcel does not go back',
  setProviderFault: 'the sandbox: the same values again',
};

test('everything that changes something may be retried under a key, or says why not', () => {
  const changing = product.app.routes.filter(({ method }) => method !== 'GET');
  const withoutKey = changing.filter(({ idempotent }) => !idempotent);
  assert.ok(changing.length >= 45, `${changing.length} operations`);
  assert.deepEqual(
    withoutKey.map(({ operationId }) => operationId).toSorted(),
    Object.keys(keyless).toSorted(),
  );
  const moving = `placeOrder payOrder cancelOrder shipOrder addParcel correctWaybill handOverOrder
    confirmReceipt extendReceipt extendShipping reportProblem openAfterSale answerAfterSale
    giveReturnAddress shipReturn confirmReturn shipReplacement confirmReplacement withdrawAfterSale
    escalateAfterSale decideAfterSale requestWithdrawal proposeMoneyMove approveMoneyMove
    withdrawMoneyMove freezeMoney releaseMoney stopPayouts letPayoutsGo
    reviewOrder replyToReview withdrawReview sendMessage startConversation makeOffer answerOffer withdrawOffer createListing withdrawListing publishNote`.split(
    /\s+/,
  );
  const keyed = new Set(changing.filter((one) => one.idempotent).map((one) => one.operationId));
  assert.deepEqual(
    moving.filter((operationId) => !keyed.has(operationId)),
    [],
    'money, stock and messages honour Idempotency-Key',
  );
});

test('db/schema.sql is the schema that the migrations make', async () => {
  await assertKept('db/schema.sql', await readSchema(product.databaseUrl));
});

/** Run with TUCKSHOP_UPDATE_SNAPSHOTS=1 to write what is new; read the difference before committing. */
async function assertKept(path: string, text: string): Promise<void> {
  const file = join(root, path);
  if (isUpdate) await writeFile(file, text);
  assert.equal(text, await readFile(file, 'utf8'), `${path} is out of date`);
}

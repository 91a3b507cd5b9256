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
    correctWaybill confirmReceipt extendReceipt getOrder listOrders getTracking getWallet
    listWalletEntries bindPayoutAccount requestWithdrawal listSessions revokeSession reportContent
    listModerationQueue decideModeration moveClock listSandboxMessages setProviderFault`;
  const missing = contract.split(/\s+/).filter((name) => !names.has(name));
  assert.deepEqual(missing, []);
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

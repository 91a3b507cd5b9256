// Real: PostgreSQL, the export command as a process, hledger where the machine has it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { newId, sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { feeOf, yuanText } from '#platform/money.ts';
import { createLedger } from '#ledger';
import { testPlatform } from '../../../test/support/platform.ts';

const { platform, database, clock, url } = await testPlatform();
const ledger = createLedger(platform);
const provider = 'simulator';
const saleCount = 900;
let sellerId: Id;
let folder: string;
let file: string;
/** What the export said about hledger, with it and in a machine's place without it. */
let said: { here: string; without: string };

const hasHledger = spawnSync('hledger', ['--version']).status === 0;
const skip = hasHledger
  ? false
  : 'hledger is not installed here: the journal was not checked by it';

function hledger(...args: string[]): { status: number | null; text: string } {
  const done = spawnSync('hledger', ['-f', file, ...args], { encoding: 'utf8' });
  return { status: done.status, text: done.stdout + done.stderr };
}

/** Every kind of transfer there is, and more of them than a page of the export holds. */
async function trade(): Promise<void> {
  sellerId = await newId(database.sql, 40);
  const buyerId = await newId(database.sql, 41);
  for (let i = 0; i < saleCount; i += 1) {
    const orderId = await newId(database.sql, 40);
    const at = new Date(clock.now().getTime() + Math.floor(i / 10) * dayMs);
    const grossFen = BigInt(i) * 37n + 1n;
    const parties = { orderId, sellerId, buyerId, actorId: null, at };
    await database.transaction(async (tx) => {
      await sql`select ledger.hold(40, ${orderId}, ${sellerId}, ${buyerId}, ${grossFen},
        ${provider}, ${at})`.execute(tx);
      if (i % 9 === 0) return;
      if (i % 5 > 0) {
        await ledger.settle(tx, { ...parties, grossFen, feeFen: feeOf(grossFen, 60) });
        return;
      }
      await ledger.releaseForRefund(tx, { ...parties, amountFen: grossFen });
      const refundId = await newId(tx, 40);
      await ledger.refundPaid(tx, { orderId, provider, refundId, amountFen: grossFen, at });
    });
  }
  await database.transaction(async (tx) => {
    const common = { provider, at: new Date(clock.now().getTime() + 95 * dayMs) };
    const [orderId, attemptId] = [await newId(tx, 40), await newId(tx, 40)];
    await ledger.holdDueBack(tx, { ...common, orderId, attemptId, buyerId, amountFen: 77n });
    for (const end of ['paid', 'returned', 'open']) {
      const payout = { memberId: sellerId, payoutId: await newId(tx, 40), amountFen: 100n };
      await ledger.withdraw(tx, { ...common, ...payout });
      if (end === 'paid') await ledger.withdrawalPaid(tx, { ...common, ...payout });
      if (end === 'returned') await ledger.withdrawalReturned(tx, { ...common, ...payout });
    }
  });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tuckshop-journal-'));
  file = join(folder, 'books.journal');
  await trade();
  const exported = (env: NodeJS.ProcessEnv) => {
    const args = ['src/ledger-export.ts', '--out', file];
    const done = spawnSync(process.execPath, args, { env: { ...env, DATABASE_URL: url } });
    assert.equal(done.status, 0, done.stderr.toString());
    return done.stderr.toString();
  };
  said = { without: exported({ ...process.env, PATH: folder }), here: exported(process.env) };
});
after(() => rm(folder, { recursive: true }));

test('the export has every transfer with every entry, and each sums to zero', async () => {
  const text = await readFile(file, 'utf8');
  const { rows } = await sql<{ transfers: number; entries: number }>`
    select (select count(*)::int from ledger.transfer) as transfers,
      (select count(*)::int from ledger.entry) as entries`.execute(database.sql);
  assert.equal(text.match(/^\d{4}-\d\d-\d\d \(\d+\) /gm)?.length, rows[0]!.transfers);
  assert.ok(rows[0]!.transfers > saleCount * 1.8);
  const postings = text.match(/^ {4}\S+ {2}CNY -?\d+\.\d\d$/gm) ?? [];
  assert.equal(postings.length, rows[0]!.entries);
  const fen = postings.map((line) => BigInt(line.split('CNY ')[1]!.replace('.', '')));
  assert.equal(
    fen.reduce((sum, one) => sum + one, 0n),
    0n,
  );
});

test('the export says whether hledger has checked it', () => {
  assert.match(said.without, /not checked: hledger is not installed here/);
  assert.match(said.here, hasHledger ? /hledger finds it in balance/ : /not checked/);
});

test('an empty ledger exports an empty journal', async () => {
  const parts: string[] = [];
  const { platform: fresh } = await testPlatform();
  for await (const part of createLedger(fresh).exportJournal()) parts.push(part);
  assert.doesNotMatch(parts.join(''), /^\d/m);
});

test(
  'hledger finds the books in balance and the product’s balances in them',
  { skip },
  async () => {
    const checked = hledger('check', 'ordereddates', 'commodities');
    assert.equal(checked.status, 0, checked.text);
    const wallet = await ledger.wallet(database.sql, sellerId);
    const balance = (account: string) => hledger('balance', '-N', '--format', '%(total)', account);
    assert.match(
      balance(`^wallet:${sellerId}$`).text,
      new RegExp(`CNY ${yuanText(wallet.availableFen)}`.replace('.', '\\.')),
    );
    assert.match(balance('^escrow').text, new RegExp(`CNY ${yuanText(wallet.heldFen)}`));
    assert.match(balance('^in-transit').text, /CNY 1\.00/);
    assert.match(balance('^due-back').text, /CNY 0\.77/);
  },
);

test('hledger refuses books of which one fen is gone', { skip }, async () => {
  const text = await readFile(file, 'utf8');
  const forged = text.replace(
    /(settle.*\n.*\n {4}wallet:\d+ {2}CNY \d+\.)(\d)/,
    (_all, head, digit) => `${head}${(Number(digit) + 1) % 10}`,
  );
  assert.notEqual(forged, text);
  await writeFile(file, forged);
  const checked = hledger('check');
  assert.notEqual(checked.status, 0);
  assert.match(checked.text, /balance this transaction|unbalanced/i);
  await writeFile(file, text);
});

test('hledger refuses balances that the entries do not bear out', { skip }, async () => {
  const text = await readFile(file, 'utf8');
  const forged = text.replace(
    /(fee:40 {2}CNY 0\.00 = CNY )(\d+)/,
    (_all, head, yuan) => `${head}${Number(yuan) + 1}`,
  );
  assert.notEqual(forged, text);
  await writeFile(file, forged);
  const checked = hledger('check');
  assert.notEqual(checked.status, 0);
  assert.match(checked.text, /assertion/i);
  await writeFile(file, text);
});

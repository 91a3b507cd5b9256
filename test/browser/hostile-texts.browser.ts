// Real: the whole product, its pages in a real browser, PostgreSQL. Every field that members write
// holds texts that would run as script if a page took them for anything but text; then the pages
// that show them are opened. Simulated: the outside world.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBrowser, type Tab } from '../support/browser.ts';
import type { CallInput } from '../support/client.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const seller = await people.seller(product);
const buyer = await people.join(product, '"><svg/onload=hit()>'.slice(0, 20));
const all = hostileTexts.join('\n');

/** Says something that may be refused for what it says, never for how often; answers what was taken. */
async function tryTo<T>(
  person: people.Person,
  operation: string,
  input: CallInput,
): Promise<T | undefined> {
  const { status, body } = await person.send(operation, input);
  if (status === 429) {
    const { params } = body as { params: { retryAfterSeconds: number } };
    await people.passTime(person, (params.retryAfterSeconds + 1) * 1_000);
    return tryTo<T>(person, operation, input);
  }
  assert.ok(status < 500, `${operation}: ${status}`);
  return status < 300 ? (body as T) : undefined;
}

type Written = { noteIds: string[]; listingId: string; conversationId: string; orderId: string };

async function write(): Promise<Written> {
  const profile = { bio: all.slice(0, 300), city: hostileTexts[8] };
  await seller.call('updateProfile', { body: { nickname: "'><svg onload=hit()>", ...profile } });
  const pictureId = await people.uploadPicture(seller);
  const { listingId, noteId } = await people.sell(seller, { title: hostileTexts[9]! });
  const noteIds: string[] = [];
  for (const title of hostileTexts) {
    const note = await tryTo<{ noteId: string }>(seller, 'publishNote', {
      body: {
        title,
        body: [title, ...hostileTexts.slice(0, 20)],
        pictureIds: [pictureId],
      },
    });
    if (note) noteIds.push(note.noteId);
  }
  await seller.call('updateListing', {
    params: { listingId },
    body: { version: 1, description: all.slice(0, 900), flaw: all.slice(0, 180) },
  });
  for (const text of hostileTexts) {
    await tryTo(buyer, 'commentOnNote', { params: { noteId }, body: { text } });
  }
  await tryTo(buyer, 'createCollection', {
    body: { name: '"><svg onload=hit()>', isPublic: true },
  });
  const { conversationId } = await buyer.call<{ conversationId: string }>('startConversation', {
    body: { memberId: seller.memberId, about: { kind: 'listing', ref: listingId } },
  });
  for (const [at, text] of hostileTexts.entries()) {
    const body = { clientId: `hostile-${at}`, text };
    await tryTo(buyer, 'sendMessage', { params: { conversationId }, body });
  }
  const { orderId } = await people.buy(buyer, listingId);
  return { noteIds: [noteId, ...noteIds], listingId, conversationId, orderId };
}

const written = await write();

/** Opens a page as this person, tells of every attempt, and looks at what became of the texts. */
async function readAs(person: people.Person, paths: string[]): Promise<void> {
  const tab = await browser.open('phone');
  await tab.context.addCookies(
    person
      .cookie()
      .split('; ')
      .map((pair) => {
        const [name, value] = pair.split('=') as [string, string];
        return { name, value, url: product.url };
      }),
  );
  await tab.page.exposeFunction('hit', () => hits.push(tab.page.url()));
  await tab.page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    hit('policy ' + event.violatedDirective))`);
  tab.page.on('dialog', (dialog) => void dialog.dismiss().then(() => hits.push('a dialog')));
  for (const path of paths) await readOne(tab, path);
  await tab.context.close();
}

const hits: string[] = [];

async function readOne({ page }: Tab, path: string): Promise<void> {
  await page.goto(product.url + path, { waitUntil: 'networkidle' });
  const made = await page.evaluate<string[]>(`[...document.querySelectorAll(
    '[onerror],[onload],[onclick],[onfocus],[ontoggle],[onstart],[onbegin],[onblur],[onmouseover],' +
    'iframe,object,embed,marquee,math,base,[href^="javascript:" i],[src="x"],[href*="evil.example"],' +
    'script:not([nonce]):not([src]):not([type])')].map((one) => one.outerHTML.slice(0, 120))`);
  assert.deepEqual(made, [], path);
  const shown = await page.evaluate<string>(`document.body.innerText +
    [...document.querySelectorAll('input, textarea')].map((one) => one.value).join(' ')`);
  assert.match(shown, /hit\(\)/, `${path} shows hostile texts as they were written`);
  assert.deepEqual(hits, [], path);
}

test('hostile texts are taken as what they are: texts', () => {
  assert.ok(hostileTexts.length >= 60);
  assert.ok(written.noteIds.length > 50, `${written.noteIds.length} notes were published`);
});

test('no page runs what members wrote', async () => {
  const { noteIds, listingId, conversationId, orderId } = written;
  const search = encodeURIComponent('<script>hit()</script>');
  const open = [
    '/',
    ...noteIds.slice(0, 4).map((id) => `/n/${id}`),
    `/i/${listingId}`,
    `/u/${seller.memberId}`,
    `/u/${buyer.memberId}`,
    `/search?q=${search}`,
  ];
  await readAs(buyer, [
    ...open,
    '/chat',
    `/chat/${conversationId}`,
    `/orders/${orderId}`,
    '/orders',
  ]);
  await readAs(seller, ['/chat', `/chat/${conversationId}`, `/orders/${orderId}`, '/settings']);
});

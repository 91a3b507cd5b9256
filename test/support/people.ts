import assert from 'node:assert/strict';
import { totpCode } from '#admin';
import { dayMs, systemClock } from '#platform/clock.ts';
import sharp from 'sharp';
import { privacyVersion, termsVersion } from '#identity';
import type { Client } from './client.ts';
import type { Product } from './product.ts';

export type Person = Client & { memberId: string; phone: string };

let people = 0;

/** Makes the next who joins the so-manieth of this process. */
export function beginAt(place: number): void {
  people = place;
}

/** A member who has just signed up through the API with a captured code. */
export async function join(product: Product, nickname: string): Promise<Person> {
  people += 1;
  const client = product.client();
  const phone = `139${String(10_000_000 + people)}`;
  const code = await codeFor(product, client, phone);
  const { memberId } = await client.call<{ memberId: string }>('signUp', {
    body: { phone, code, nickname, consent: { termsVersion, privacyVersion } },
  });
  return { ...client, memberId, phone };
}

/** Asks for a code and reads it where the sandbox shows it. */
export async function codeFor(product: Product, client: Client, phone: string): Promise<string> {
  await client.call('requestSignInCode', { body: { phone } });
  const { items } = await client.call<{ items: { code?: string }[] }>('listSandboxMessages', {
    query: { to: phone },
  });
  const code = items[0]?.code;
  assert.ok(code, 'a code was captured');
  return code;
}

/** Real ID numbers of people who do not exist: right checksum, adults. */
export function idNumber(place: number): string {
  const body = `11010119900307${String(100 + place).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

/** Verifies a member as a person that nobody else is. */
export async function verify(person: Person, name: string): Promise<void> {
  people += 1;
  await person.call('submitRealName', { body: { name, idNumber: idNumber(people) } });
}

/** Makes a member able to sell: real name, pro account, quick sell; the account must be old enough. */
export async function openShop(person: Person): Promise<void> {
  await verify(person, '林小满');
  await person.call('openProAccount');
  await person.call('openQuickSell');
}

/** Moves the product's clock through the API. */
export async function passTime(client: Client, byMs: number): Promise<void> {
  await client.call('moveClock', { body: { byMs } });
}

/** Signs a member in whose session was ended. */
export async function signInAgain(product: Product, person: Person): Promise<void> {
  const code = await codeFor(product, person, person.phone);
  await person.call('signIn', { body: { phone: person.phone, code } });
}

/** A seller with an account of 180 days and an open shop. */
export async function seller(product: Product, nickname = '林小满的铺子'): Promise<Person> {
  const person = await join(product, nickname);
  await passTime(person, 180 * dayMs);
  await openShop(person);
  return person;
}

/** An operator whose session has passed the second factor. */
export async function operator(product: Product, nickname = '阿远'): Promise<Person> {
  const person = await join(product, nickname);
  const { platform, rooms } = product.app;
  const { secret } = await platform.database.transaction((tx) =>
    rooms.admin.makeOperator(tx, { memberId: person.memberId }),
  );
  await person.call('passSecondFactor', { body: { code: totpCode(secret, systemClock.now()) } });
  return person;
}

/** An operator's console closes after a while: each decision is taken by one who has just come. */
export async function decideAfterSale(
  product: Product,
  { afterSaleId, refundFen }: { afterSaleId: string; refundFen: number },
  nickname?: string,
): Promise<void> {
  const body = { refundFen, reason: '看过双方的照片' };
  const by = await operator(product, nickname);
  // Two of them are two persons only where both are verified.
  await verify(by, '陈远');
  await by.call('decideAfterSale', { params: { afterSaleId }, body });
}

/** A picture made here: a plain colour, large enough to be taken. */
export async function uploadPicture(
  person: Client,
  colour = '#c97b4a',
  operationId: 'uploadPicture' | 'uploadPreview' = 'uploadPicture',
): Promise<string> {
  const bytes = await sharp({
    create: { width: 900, height: 1200, channels: 3, background: colour },
  })
    .jpeg()
    .toBuffer();
  const { id } = await person.call<{ id: string }>(operationId, {
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'image/jpeg' },
  });
  return id;
}

export type ListingTerms = {
  title: string;
  priceFen: number;
  quantity: number;
  delivery: 'courier' | 'pickup' | 'virtual';
  freightFen: number;
  shipWithin: string;
};

/** Puts something up for sale inside a new note. */
export async function sell(
  person: Person,
  terms: Partial<ListingTerms> = {},
  pictures?: string[],
): Promise<{ listingId: string; noteId: string }> {
  const pictureIds = pictures ?? [await uploadPicture(person)];
  const title = terms.title ?? '旁轴相机 银色';
  const listing = await person.call<{ listingId: string; noteId: string }>('createListing', {
    body: {
      title,
      priceFen: 168_000,
      quantity: 1,
      condition: '9',
      flaw: '底盖有一道划痕',
      delivery: 'courier',
      freightFen: 0,
      ...terms,
      pictureIds,
      note: { title, body: ['陪我走过三座城，想给它找个新家。'], pictureIds },
    },
  });
  return { listingId: listing.listingId, noteId: listing.noteId };
}

export const shanghai = {
  name: '周予安',
  phone: '13900001111',
  region: { province: '上海市', city: '上海市', district: '徐汇区' },
  detail: '衡山路 1 号 2 室',
};

export type Placed = { orderId: string; totalFen: number; paymentAttemptId: string };

/** Places an order for one listing, with an address where it needs one. */
export async function buy(
  person: Person,
  listingId: string,
  input: { quantity?: number; key?: string } = {},
): Promise<Placed> {
  const lines = [{ listingId, quantity: input.quantity ?? 1 }];
  const { totalFen } = await person.call<{ totalFen: number }>('quoteOrder', { body: { lines } });
  const address = await person.call<{ id: string }>('saveAddress', { body: shanghai });
  return person.call<Placed>('placeOrder', {
    body: { lines, addressId: address.id, expectedTotalFen: totalFen },
    ...(input.key ? { key: input.key } : {}),
  });
}

/** Opens the cashier and pays there, as the payer's own hand would. */
export async function payAtCashier(
  product: Product,
  person: Person,
  orderId: string,
): Promise<void> {
  const { attemptId } = await person.call<{ attemptId: string }>('payOrder', {
    params: { orderId },
  });
  product.sandbox.payments.control.pay(attemptId);
  await until(async () => (await stateOf(person, orderId)) !== 'WAIT_PAY');
}

/** A trade of the two from the listing to its receipt, without a parcel. */
export async function complete(product: Product, from: Person, to: Person): Promise<string> {
  const { listingId } = await sell(from, { delivery: 'virtual' });
  const { orderId } = await buy(to, listingId);
  await payAtCashier(product, to, orderId);
  await from.call('handOverOrder', { params: { orderId }, body: { virtualGoods: 'KEY' } });
  await to.call('confirmReceipt', { params: { orderId } });
  return orderId;
}

/** The same, and the buyer's review of it. */
export async function completeAndReview(
  product: Product,
  from: Person,
  to: Person,
): Promise<{ orderId: string; reviewId: string }> {
  const orderId = await complete(product, from, to);
  const { reviewId } = await to.call<{ reviewId: string }>('reviewOrder', {
    params: { orderId },
    body: { step: 'good', tags: ['as-described'], words: '和描述一样' },
  });
  return { orderId, reviewId };
}

/** A seller takes everything out that may go. */
export async function emptyWallet(product: Product, member: Person): Promise<void> {
  const body = { bankName: '招商银行', account: '6225880123456789' };
  await member.call('bindPayoutAccount', { body });
  const { availableFen } = await member.call<{ availableFen: number }>('getWallet');
  if (availableFen > 0)
    await member.call('requestWithdrawal', { body: { amountFen: availableFen } });
  await product.app.settle();
}

export async function stateOf(person: Client, orderId: string): Promise<string> {
  const order = await person.call<{ state: string }>('getOrder', { params: { orderId } });
  return order.state;
}

/** Waits until something is true, looking often; half a minute only ends a hopeless wait. */
export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('it did not come true within half a minute');
}

/** A draft with nothing in it yet. */
export const emptyDraft = {
  title: '',
  text: '',
  mentions: [],
  city: null,
  placeCircleId: null,
  audience: { kind: 'public' },
  pictureIds: [] as string[],
  goods: {},
};

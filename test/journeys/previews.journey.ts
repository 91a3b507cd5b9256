// Real: the whole product over HTTP. A seller of a picture shows it before it is bought.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import type { Client } from '../support/client.ts';
import * as people from '../support/people.ts';
import { startProduct } from '../support/product.ts';

const product = await startProduct();
const seller = await people.seller(product);
const guest = product.client();

type View = { id: string; sources: { url: string; width: number }[] };
const jpeg = { 'content-type': 'image/jpeg' };

const original = await sharp({
  create: { width: 1600, height: 1200, channels: 3, background: '#4f6b4d' },
})
  .jpeg()
  .toBuffer();

async function preview(person: Client, bytes = original): Promise<View> {
  return person.call<View>('uploadPreview', { body: new Uint8Array(bytes), headers: jpeg });
}

async function spreadOf(url: string): Promise<number> {
  const response = await fetch(new URL(url, product.url));
  const { channels } = await sharp(Buffer.from(await response.arrayBuffer())).stats();
  return Math.max(...channels.map(({ stdev }) => stdev));
}

test('all that anybody can fetch of a preview bears the seller’s name', async () => {
  // The very file was uploaded bare before: that one must not be what buyers are shown.
  const bare = await seller.call<View>('uploadPicture', {
    body: new Uint8Array(original),
    headers: jpeg,
  });
  const view = await preview(seller);
  assert.notEqual(view.id, bare.id);
  const { listingId } = await people.sell(seller, { delivery: 'virtual' }, [view.id]);
  const listing = await guest.call<{ pictures: View[]; cover: unknown }>('getListing', {
    params: { listingId },
  });
  assert.deepEqual(
    listing.pictures.map(({ id }) => id),
    [view.id],
  );
  const addresses = JSON.stringify(listing).match(/\/api\/v1\/media\/[0-9a-f]+-\d+\.webp/g) ?? [];
  assert.ok(addresses.length >= 3);
  for (const url of addresses) assert.ok((await spreadOf(url)) > 5, url);
  assert.ok((await spreadOf(bare.sources[0]!.url)) < 1, 'the file itself is of one colour');
});

test('a preview is a picture like any other: no other file is taken, and a guest sends none', async () => {
  const sent = (bytes: Buffer) => ({ body: new Uint8Array(bytes), headers: jpeg });
  await guest.refused('uploadPreview', 'platform/sign-in-required', sent(original));
  await seller.refused('uploadPreview', 'pictures/unsupported-type', sent(Buffer.from('<svg/>')));
  await seller.refused('uploadPreview', 'pictures/damaged', sent(original.subarray(0, 400)));
});

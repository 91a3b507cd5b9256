import * as z from 'zod';
import type { BlobStore } from '../blobs/blob-store.ts';
import { Answer, route } from '../http/route.ts';
import { line } from '../http/schemas.ts';
import { refuse } from '../refusal.ts';
import type { RoomParts } from '../room.ts';
import type { PictureShelf } from './picture-shelf.ts';
import { variantKey, pictureView } from './picture-view.ts';
import { pictureRefusals } from './refusals.ts';

/** One megabyte above the processor's own limit, so that a big file gets the clearer refusal. */
const bodyBytesMax = 16 * 1024 * 1024;
const yearSeconds = 31_536_000;

/** What a route is that takes one picture as its raw body. */
export const pictureBody = {
  rawTypes: ['image/jpeg', 'image/png', 'image/webp'],
  bodyBytesMax,
  perMinuteMax: 60,
  status: 201,
};

/** The routes and refusals of the picture shelf, for the composition root. */
export function pictureParts(keep: PictureShelf['keep'], blobs: BlobStore): RoomParts {
  return {
    routes: [uploadPicture(keep), getMedia(blobs)],
    refusals: pictureRefusals,
  };
}

const uploadPicture = (keep: PictureShelf['keep']) =>
  route(
    {
      operationId: 'uploadPicture',
      method: 'POST',
      path: '/pictures',
      summary: 'Upload one picture as the raw body; the same file again answers the same picture',
      tag: 'pictures',
      query: z.object({ alt: line(200).optional() }),
      ...pictureBody,
      response: pictureView,
    },
    ({ call, rawBody, query }) =>
      keep({ ownerId: call().actor.memberId, bytes: rawBody, alt: query.alt }),
  );

const getMedia = (blobs: BlobStore) =>
  route(
    {
      operationId: 'getMedia',
      method: 'GET',
      path: '/media/{key}',
      summary: 'One size of a picture; never changes under its address',
      tag: 'pictures',
      params: z.object({ key: z.string().max(60) }),
    },
    async ({ params }) => {
      if (!variantKey.test(params.key)) refuse('platform/not-found');
      const blob = await blobs.get(params.key);
      if (!blob) refuse('platform/not-found');
      return new Answer(200, blob.stream, {
        'content-type': blob.contentType,
        'content-length': String(blob.size),
        'cache-control': `public, max-age=${yearSeconds}, immutable`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      });
    },
  );

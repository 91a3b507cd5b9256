import { randomBytes } from 'node:crypto';
import { newIds, type Sql } from '#platform/db/database.ts';
import { bucketOf } from '#platform/ids.ts';
import { insertPicture } from '#platform/pictures/picture-rows.ts';

/** Puts pictures on a member's shelf without any pixels: for rooms that only show them. */
export async function shelvePictures(handle: Sql, ownerId: string, count = 1): Promise<string[]> {
  const ids = await newIds(handle, bucketOf(ownerId), count);
  await Promise.all(
    ids.map((id) =>
      insertPicture(handle, {
        id,
        ownerId,
        width: 1200,
        height: 1600,
        variants: [360, 1080].map((width) => ({
          key: `${randomBytes(16).toString('hex')}-${width}.webp`,
          width,
        })),
        thumbhash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
        colour: '#c93418',
        sha256: randomBytes(32).toString('hex'),
        phash: randomBytes(8).toString('hex'),
        alt: '',
        createdAt: new Date('2026-06-01T00:00:00Z'),
      }),
    ),
  );
  return ids;
}

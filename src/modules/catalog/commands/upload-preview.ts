import type { Call } from '#platform/actor.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { CatalogDeps } from '../deps.ts';

/**
 * Keeps a picture of virtual goods as everybody may see it before they buy: with its seller's name
 * across it. The picture as it was sent is not kept; a buyer gets it through the order.
 * @throws pictures/…, platform/busy
 */
export async function uploadPreview(
  { platform, rooms }: CatalogDeps,
  call: Call,
  { bytes, alt }: { bytes: Buffer; alt?: string },
): Promise<PictureView> {
  const ownerId = call.actor.memberId;
  const { nickname } = await rooms.identity.getMember(ownerId);
  return platform.pictureShelf.keep({ ownerId, bytes, mark: `${nickname} · 小卖部 Tuckshop`, alt });
}

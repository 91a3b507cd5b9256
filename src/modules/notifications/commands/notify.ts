import type { Tx } from '#platform/db/database.ts';
import { bucketOf } from '#platform/ids.ts';
import { storedParams } from '../domain/texts.ts';
import { newNotification } from '../events.ts';
import { insertNotification } from '../store/notifications.ts';
import type { Notice, Room } from '../types.ts';

/**
 * Tells a member something, in the transaction that made it true; open pages are woken after the
 * commit. The same key again tells nothing. The type must be registered.
 */
export async function notify(room: Room, tx: Tx, notice: Notice): Promise<void> {
  const now = room.platform.clock.now();
  const { memberId, type } = notice;
  const isNew = await insertNotification(tx, {
    memberId,
    type,
    category: room.texts.categoryOf(type),
    params: storedParams(notice.params ?? {}),
    link: notice.link ?? null,
    dedupeKey: notice.dedupeKey,
    now,
  });
  if (!isNew) return;
  const event = { topic: newNotification, ref: memberId, payload: { memberId, type } };
  await room.platform.outbox.emit(tx, bucketOf(memberId), [event], now);
}

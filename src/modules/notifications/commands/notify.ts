import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { isWanted } from '../domain/preferences.ts';
import { actorsShownMax, groupWindowMs } from '../domain/rules.ts';
import { storedParams } from '../domain/texts.ts';
import { newNotification } from '../events.ts';
import { addActor, closeOldLine, noteTold, openLine, type GroupedValues } from '../store/groups.ts';
import { insertNotification, type NotificationValues } from '../store/notifications.ts';
import { readPreferences } from '../store/preferences.ts';
import type { Notice, Room } from '../types.ts';

/**
 * Tells a member something, in the transaction that made it true; open pages are woken after the
 * commit. The same key again tells nothing, nor does what the member does not want to hear or who
 * is hidden from them; nobody is told what they did themselves. The type must be registered.
 */
export async function notify(room: Room, tx: Tx, notice: Notice): Promise<void> {
  const { memberId, type, actorId, group } = notice;
  const now = room.platform.clock.now();
  const values: NotificationValues = {
    memberId,
    type,
    category: room.texts.categoryOf(type),
    params: storedParams(notice.params ?? {}),
    link: notice.link ?? null,
    dedupeKey: notice.dedupeKey,
    actorId,
    now,
  };
  if (actorId === memberId || !(await mayReach(room, tx, notice))) return;
  const notificationId =
    group === undefined
      ? await insertNotification(tx, values)
      : await raiseLine(tx, { ...values, group });
  if (notificationId === undefined) return;
  const payload = { memberId, type, notificationId };
  const event = { topic: newNotification, ref: memberId, payload };
  await room.platform.outbox.emit(tx, bucketOf(memberId), [event], now);
}

async function mayReach(room: Room, tx: Tx, { memberId, type, actorId }: Notice): Promise<boolean> {
  const wants = await readPreferences(tx, memberId);
  if (!isWanted(wants, room.texts.kindOf(type), 'inApp')) return false;
  if (actorId === undefined || !room.hidden) return true;
  const { blocked, muted } = await room.hidden(tx, memberId);
  return !blocked.has(actorId) && !muted.has(actorId);
}

/** Raises the group's open line or begins one; undefined when this was told before. */
async function raiseLine(tx: Tx, values: GroupedValues): Promise<Id | undefined> {
  if (!(await noteTold(tx, values))) return undefined;
  await closeOldLine(tx, values, new Date(values.now.getTime() - groupWindowMs));
  const line = await openLine(tx, values);
  await addActor(tx, values, line.id, actorsShownMax);
  return line.id;
}

import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { kindRules } from '../domain/kinds.ts';
import { isWanted, ringsAt } from '../domain/preferences.ts';
import { findLine, planDeliveries, type DeliveryKey } from '../store/deliveries.ts';
import { readPreferences } from '../store/preferences.ts';
import { findSubscriptions } from '../store/push.ts';
import type { Room } from '../types.ts';

/**
 * Plans what a line that was just written or raised sends out of the house: to each browser, and of
 * a duty a mail. It waits for the end of the quiet hours.
 */
export async function planLine(room: Room, tx: Tx, memberId: Id, lineId: Id): Promise<void> {
  const line = await findLine(tx, memberId, lineId);
  if (!line || line.read_at) return;
  const kind = room.texts.kindOf(line.type);
  const rule = kindRules[kind];
  if (line.raises > 1 && !rule.ringsAgain) return;
  const wants = await readPreferences(tx, memberId);
  const keys: DeliveryKey[] = [];
  const key = { notificationId: lineId, raise: line.raises };
  if (isWanted(wants, kind, 'push')) {
    const browsers = await findSubscriptions(tx, memberId);
    for (const { id } of browsers) keys.push({ ...key, channel: 'push', targetId: id });
  }
  const isMailed = kind === 'duty' && isWanted(wants, kind, 'mail');
  if (isMailed && (await room.identity.mailOf(tx, memberId))) {
    keys.push({ ...key, channel: 'mail', targetId: '0' });
  }
  const dueAt = ringsAt(wants, kind, room.platform.clock.now());
  await planDeliveries(tx, memberId, keys, { dueAt, importance: rule.importance });
}

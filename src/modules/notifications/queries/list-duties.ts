import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import { storedParams } from '../domain/texts.ts';
import type { Duty, DutyView, Room } from '../types.ts';

/** What the member must do now, the most pressing first. */
export async function listDuties(
  room: Room,
  actor: Actor,
  { locale }: { locale: Locale },
): Promise<{ items: DutyView[] }> {
  const duties = await dutiesOf(room, room.platform.database.sql, actor.memberId);
  return { items: duties.map((duty) => dutyView(room, duty, locale)) };
}

/** Every duty of a member, told by the rooms whose things they are. */
export async function dutiesOf(room: Room, handle: Sql, memberId: Id): Promise<Duty[]> {
  const found = await Promise.all(room.duties.map((source) => source(handle, memberId)));
  return found.flat().toSorted((a, b) => dueMs(a) - dueMs(b));
}

export function dutyView(room: Room, duty: Duty, locale: Locale): DutyView {
  const { key, type, link, since, dueAt } = duty;
  const text = room.texts.render(type, storedParams(duty.params), locale);
  return { key, type, text, link, since, dueAt };
}

/** What has no time comes after what has one. */
function dueMs({ dueAt }: Duty): number {
  return dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

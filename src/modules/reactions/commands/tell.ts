import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { reactionsNotices } from '../notices.ts';
import { seesNote } from '../queries/sees-note.ts';
import type { Room } from '../room.ts';

/** Something one member did that another is told about. */
export type Deed = {
  actorId: Id;
  /** Who is told; nobody is told of what they did themselves. */
  toId: Id;
  type: keyof typeof reactionsNotices;
  noteId: Id;
  params: Record<string, string>;
  link: string;
  /** Told once a key. */
  dedupeKey: string;
};

/**
 * Tells a member what another did, unless one of the two has blocked the other, the one told has
 * muted the doer, or may not see the note any more.
 */
export async function tellOf(room: Room, tx: Tx, deed: Deed): Promise<void> {
  const { actorId, toId } = deed;
  if (actorId === toId || !(await isHeard(room, tx, deed))) return;
  await room.rooms.notifications.notify(tx, {
    memberId: toId,
    type: deed.type,
    params: deed.params,
    link: deed.link,
    dedupeKey: deed.dedupeKey,
    actorId,
    group: groupOf(deed),
  });
}

/** What several did to one note, or to one comment, is told in one line. */
function groupOf({ type, noteId, link }: Deed): string {
  return type === 'reactions/liked-comment' ? `${type}:${link}` : `${type}:${noteId}`;
}

async function isHeard(room: Room, tx: Tx, { actorId, toId, noteId }: Deed): Promise<boolean> {
  const ties = (await room.rooms.ties.tiesOf(tx, toId, [actorId])).get(actorId);
  if (ties && (ties.blocks || ties.isBlockedBy || ties.mutes)) return false;
  return seesNote(room, tx, toId, noteId);
}

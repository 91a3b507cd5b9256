import type { Actor } from '#platform/actor.ts';
import type { Room } from '../room.ts';
import { selectDrafts } from '../store/drafts.ts';
import type { DraftView } from '../types.ts';

/** A member's own drafts with their pictures, the one saved last first. */
export async function listDrafts(room: Room, actor: Actor): Promise<DraftView[]> {
  const rows = await selectDrafts(room.platform.database.sql, actor.memberId);
  const pictures = await room.platform.pictureShelf.getMany(
    rows.flatMap(({ content }) => content.pictureIds),
  );
  return rows.map(({ key, content, revision, saved_at }) => ({
    key,
    revision,
    savedAt: saved_at,
    content,
    pictures: content.pictureIds.flatMap((id) => pictures.get(id) ?? []),
  }));
}

import { isDeepStrictEqual } from 'node:util';
import type { Call } from '#platform/actor.ts';
import { refuse } from '#platform/refusal.ts';
import { draftsMax } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import { lockDrafts, removeDraft, selectDrafts, upsertDraft } from '../store/drafts.ts';
import type { DraftSaved, DraftToSave } from '../types.ts';

/**
 * Keeps what a member has begun to write, for their other devices. A draft is saved on top of the
 * revision it was read at; saving the same once more is answered, not done again.
 * @throws community/too-many-drafts, community/draft-changed, pictures/not-yours
 */
export function saveDraft(room: Room, call: Call, draft: DraftToSave): Promise<DraftSaved> {
  const { memberId } = call.actor;
  return room.platform.run(call, async (tx) => {
    await lockDrafts(tx, memberId);
    const all = await selectDrafts(tx, memberId);
    const known = all.find(({ key }) => key === draft.key);
    if (!known && all.length >= draftsMax) refuse('community/too-many-drafts', { max: draftsMax });
    if (known && isDeepStrictEqual(known.content, draft.content)) {
      return { revision: known.revision, savedAt: known.saved_at };
    }
    if (known && known.revision !== draft.revision) refuse('community/draft-changed');
    // The list of drafts shows pictures: an id that is another's must not become their address.
    await room.platform.pictureShelf.assertOwn(tx, memberId, draft.content.pictureIds);
    const now = room.platform.clock.now();
    await upsertDraft(tx, { ...draft, memberId, now });
    return { revision: (known?.revision ?? 0) + 1, savedAt: now };
  });
}

/** Throws a draft away; one that is gone already is no error. */
export function deleteDraft(room: Room, call: Call, key: string): Promise<{ ok: true }> {
  const { memberId } = call.actor;
  return room.platform.run(call, async (tx) => {
    await lockDrafts(tx, memberId);
    await removeDraft(tx, memberId, key);
    return { ok: true } as const;
  });
}

import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { audienceOf } from '../domain/audience.ts';
import { composeNote, saysTheSame, type NoteContent, type NoteDraft } from '../domain/note.ts';
import { editsMax } from '../domain/rules.ts';
import { topicsIn } from '../domain/spans.ts';
import { noteChanged } from '../events.ts';
import { visibleTo } from '../queries/get-note.ts';
import type { Room } from '../room.ts';
import { keepEdit } from '../store/edits.ts';
import { lockNote, rewriteNote } from '../store/notes.ts';
import type { NoteRow } from '../store/tables.ts';
import type { NoteChange } from '../types.ts';
import { assertInCircles, circlesOf, mentionable, tellMentioned } from './mention-members.ts';
import { askForPreviews, screenContent, storedNote, tell } from './publish-note.ts';

/**
 * Changes what an author says of a note, or who may see it; what is not given stays. Topics named
 * in the text come and go with it. What the note said before is kept as a version; a change of its
 * audience alone is none.
 * @throws platform/not-found, community/taken-down, community/edited-meanwhile,
 *   community/too-many-edits, community/not-in-circle, and all that `publish` does
 */
export async function updateNote(
  room: Room,
  call: Call,
  change: NoteChange,
): Promise<{ noteId: Id }> {
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const authorId = call.actor.memberId;
    const row = visibleTo(authorId, await lockNote(tx, change.noteId));
    if (row.author_id !== authorId) refuse('platform/not-found');
    if (change.version !== undefined && change.version !== row.version) {
      refuse('community/edited-meanwhile');
    }
    const composed = composeNote(draftOf(row, change), row.city);
    const mentions = await mentionable(room, tx, authorId, composed.mentions);
    const content = { ...composed, mentions };
    screenContent(room, content);
    await rewrite(room, tx, { row, change, content, now });
    await tell(room, tx, { topic: noteChanged, noteId: row.id, authorId }, now);
    return { noteId: row.id };
  });
  room.platform.outbox.nudge();
  return answer;
}

type Rewriting = { row: NoteRow; change: NoteChange; content: NoteContent; now: Date };

async function rewrite(room: Room, tx: Tx, { row, change, content, now }: Rewriting) {
  const isEdit = !saysTheSame(content, contentOf(row));
  if (isEdit) {
    if (row.version > editsMax) refuse('community/too-many-edits', { max: editsMax });
    await keepEdit(tx, row, now);
  }
  const audience = change.audience ?? audienceOf(row);
  const ids = { id: row.id, authorId: row.author_id, publishedAt: row.published_at };
  const before = new Set(circlesOf(audienceOf(row), contentOf(row)));
  const entered = circlesOf(audience, content).filter((id) => !before.has(id));
  await assertInCircles(room, tx, row.author_id, entered);
  const stored = await storedNote(room, tx, { ...content, ...ids, audience });
  await rewriteNote(tx, stored, isEdit ? now : null);
  await tellMentioned(room, tx, stored);
  if (isEdit) await askForPreviews(room, tx, stored, now);
  const note = { noteId: row.id, authorId: row.author_id, audience };
  for (const follow of room.audienceFollowers) await follow(tx, note);
}

function draftOf(row: NoteRow, change: NoteChange): NoteDraft {
  const fromText = new Set(topicsIn(row.body));
  const isMoved = change.city !== undefined || change.placeCircleId !== undefined;
  const place = isMoved ? change : { city: row.city, placeCircleId: row.place_circle_id };
  return {
    title: change.title ?? row.title,
    body: change.body ?? row.body,
    topics: change.topics ?? row.topics.filter((topic) => !fromText.has(topic)),
    mentions: change.mentions ?? row.mentions,
    city: place.city ?? null,
    placeCircleId: place.placeCircleId ?? null,
    pictureIds: change.pictureIds ?? row.picture_ids,
  };
}

function contentOf(row: NoteRow): NoteContent {
  const { title, body, topics, mentions, city } = row;
  const [placeCircleId, pictureIds] = [row.place_circle_id, row.picture_ids];
  return { title, body, topics, mentions, city, placeCircleId, pictureIds };
}

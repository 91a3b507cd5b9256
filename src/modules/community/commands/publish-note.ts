import type { Call } from '#platform/actor.ts';
import { afterCommit, newId, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import { countOnce } from '#platform/rate-limits.ts';
import { refuse } from '#platform/refusal.ts';
import { audienceOfDraft, composeNote, type NoteContent, type NoteDraft } from '../domain/note.ts';
import { notesPerDay } from '../domain/rules.ts';
import { addressesIn } from '../domain/spans.ts';
import { notePublished } from '../events.ts';
import { writeOwnFields } from '../queries/note-cards.ts';
import { forgetNotes } from '../queries/note-cards.ts';
import type { Room } from '../room.ts';
import { assertInCircles, circlesOf, mentionable, tellMentioned } from './mention-members.ts';
import { insertNote, type StoredNote } from '../store/notes.ts';
import type { NewNote } from '../types.ts';

/**
 * Publishes a note at once, without review.
 * @throws see `publish`
 */
export async function publishNote(
  room: Room,
  call: Call,
  draft: NoteDraft,
): Promise<{ noteId: Id }> {
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    return { noteId: await publish(room, tx, { ...draft, authorId: call.actor.memberId, now }) };
  });
  room.platform.outbox.nudge();
  return answer;
}

/**
 * Publishes a note inside a caller's transaction.
 * @throws the codes of `composeNote`, community/not-in-circle, community/screened, community/too-many-notes,
 *   pictures/not-yours
 */
export async function publish(room: Room, tx: Tx, note: NewNote): Promise<Id> {
  const content = composeNote(note);
  screenContent(room, content);
  const waitSeconds = await countOnce(tx, notesPerDay, note.authorId, note.now);
  if (waitSeconds > 0) {
    const { max } = notesPerDay;
    refuse('community/too-many-notes', { max, retryAfterSeconds: waitSeconds });
  }
  const bucket = bucketOf(note.authorId);
  const ids = { id: await newId(tx, bucket), authorId: note.authorId };
  const audience = audienceOfDraft(note);
  await assertInCircles(room, tx, note.authorId, circlesOf(audience, content));
  const mentions = await mentionable(room, tx, note.authorId, content.mentions);
  const stored = { ...content, ...ids, mentions, audience, publishedAt: note.now };
  await insertNote(tx, await storedNote(room, tx, stored));
  await tellMentioned(room, tx, stored);
  await askForPreviews(room, tx, stored, note.now);
  await tell(room, tx, { topic: notePublished, noteId: ids.id, authorId: ids.authorId }, note.now);
  return ids.id;
}

/** Addresses in the text are looked up in the background. */
export function askForPreviews(
  room: Room,
  tx: Tx,
  note: { authorId: Id; body: string[] },
  now: Date,
): Promise<void> {
  return room.platform.linkPreviews.ask(tx, note.authorId, addressesIn(note.body), now);
}

/** Asks moderation about everything the author wrote. @throws community/screened */
export function screenContent(room: Room, content: NoteContent): void {
  const text = [content.title, ...content.body, ...content.topics, content.city ?? ''].join('\n');
  const verdict = room.rooms.moderation.screen(text);
  if (verdict === 'block' || verdict === 'hold') refuse('community/screened');
}

/** The note as its row keeps it; its pictures must be the author's. @throws pictures/not-yours */
export async function storedNote(
  room: Room,
  tx: Tx,
  note: Omit<StoredNote, 'card'>,
): Promise<StoredNote> {
  const { pictureShelf } = room.platform;
  const pictures = await pictureShelf.assertOwn(tx, note.authorId, note.pictureIds);
  const card = writeOwnFields({
    id: note.id,
    title: note.title,
    topics: note.topics,
    city: note.city,
    cover: pictures[0]!,
    pictureCount: pictures.length,
    publishedAt: note.publishedAt,
  });
  return { ...note, card };
}

type Told = { topic: string; noteId: Id; authorId: Id };

/** Tells the rooms above what happened to a note. */
export async function tell(room: Room, tx: Tx, told: Told, now: Date): Promise<void> {
  const { topic, noteId, authorId } = told;
  const event = { topic, ref: noteId, payload: { noteId, authorId } };
  await room.platform.outbox.emit(tx, bucketOf(noteId), [event], now);
  forgetNotes(room.platform, tx, [noteId]);
  afterCommit(tx, () => room.platform.realtime.forget('feeds', [noteId]));
}

import type { HeldNote } from '#community';
import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { composeComment, firstWords } from '../domain/comment.ts';
import { commentsPerDay, commentsPerMinute, listenersMax } from '../domain/rules.ts';
import { commented } from '../events.ts';
import { viewsOf } from '../queries/comment-views.ts';
import type { Room } from '../room.ts';
import { findComment, insertComment, isLive, listSpeakers } from '../store/comments.ts';
import type { CommentRow } from '../store/tables.ts';
import type { CommentInput, CommentView } from '../types.ts';
import { holdBack } from './limits.ts';
import { holdForReaction } from './react-to-note.ts';
import { tellOf } from './tell.ts';

/**
 * Comments on a note, or answers a comment or reply under it: that is a reply in the same thread.
 * The note's author and whoever is answered are told; open pages of those who take part are woken
 * after the commit. Locks: the note, the top of the thread, the writer's rate.
 * @throws platform/not-found, reactions/comment-empty, reactions/comment-too-long,
 *   reactions/comment-gone, reactions/screened, reactions/too-fast
 */
export async function commentOnNote(
  room: Room,
  call: Call,
  input: CommentInput,
): Promise<CommentView> {
  const body = composeComment(input.text);
  screen(room, body);
  const { row, note } = await room.platform.run(call, async (tx) => {
    const note = await holdForReaction(room, tx, call.actor, input.noteId);
    return { row: await write(room, tx, { call, note, body, answersId: input.answersId }), note };
  });
  room.platform.outbox.nudge();
  await wakeListeners(room, row);
  const reader = { readerId: call.actor.memberId, handle: room.platform.database.sql };
  const [view] = await viewsOf(room, [row], { ...reader, authorId: note.authorId });
  return view!;
}

function screen(room: Room, body: string[]): void {
  const verdict = room.rooms.moderation.screen(body.join('\n'));
  if (verdict === 'block' || verdict === 'hold') refuse('reactions/screened');
}

type Writing = { call: Call; note: HeldNote; body: string[]; answersId: Id | undefined };

async function write(room: Room, tx: Tx, { call, note, body, answersId }: Writing) {
  const { memberId } = call.actor;
  const now = room.platform.clock.now();
  const answered =
    answersId === undefined
      ? undefined
      : await findAnswered(room, tx, { memberId, note, answersId });
  await holdBack(tx, commentsPerMinute, memberId, now);
  await holdBack(tx, commentsPerDay, memberId, now);
  const row = await insertComment(tx, {
    noteId: note.id,
    topId: answered ? (answered.top_id ?? answered.id) : null,
    answers: answered?.top_id ? { id: answered.id, memberId: answered.member_id } : undefined,
    memberId,
    body,
    now,
  });
  await room.rooms.community.countChanged(tx, note.id, { comments: 1 });
  await tellOfComment(room, tx, { row, note, answeredId: answered?.member_id });
  return row;
}

/** What is answered: there, under this note, and seen by whoever answers. */
async function findAnswered(
  room: Room,
  tx: Tx,
  { memberId, note, answersId }: { memberId: Id; note: HeldNote; answersId: Id },
): Promise<CommentRow> {
  const row = await findComment(tx, answersId);
  if (row?.note_id !== note.id || !isLive(row)) refuse('reactions/comment-gone');
  if (await room.rooms.ties.isBlocked(tx, memberId, row.member_id))
    refuse('reactions/comment-gone');
  return row;
}

type Told = { row: CommentRow; note: HeldNote; answeredId: Id | undefined };

async function tellOfComment(room: Room, tx: Tx, { row, note, answeredId }: Told): Promise<void> {
  const deed = {
    actorId: row.member_id,
    noteId: note.id,
    params: { title: note.title, words: firstWords(row.body) },
    link: `/comment/${row.id}`,
  };
  if (answeredId) {
    const dedupeKey = `reactions/replied/${row.id}`;
    await tellOf(room, tx, { ...deed, toId: answeredId, type: 'reactions/replied', dedupeKey });
  }
  if (answeredId === note.authorId) return;
  const dedupeKey = `reactions/commented/${row.id}`;
  await tellOf(room, tx, { ...deed, toId: note.authorId, type: 'reactions/commented', dedupeKey });
}

/** Wakes the pages of those who spoke under the note and of its author, but nobody who is blocked. */
async function wakeListeners(room: Room, row: CommentRow): Promise<void> {
  const { sql } = room.platform.database;
  const [speakers, note, hidden] = await Promise.all([
    listSpeakers(sql, row.note_id, listenersMax),
    room.rooms.community.noteFor(sql, row.member_id, row.note_id).catch(() => undefined),
    room.rooms.ties.hiddenFrom(sql, row.member_id),
  ]);
  if (!note) return;
  const heard = [note.authorId, ...speakers].filter((id) => !hidden.blocked.has(id));
  room.platform.realtime.wake(heard, { type: commented, noteId: row.note_id });
}

import type { Actor, Call } from '#platform/actor.ts';
import { afterCommit, type Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CountChange, HeldNote } from '#community';
import { likesPerHour, savesMax } from '../domain/rules.ts';
import type { Room } from '../room.ts';
import {
  countSaves,
  deleteSave,
  findCollection,
  findSave,
  lockDefault,
  putSave,
} from '../store/collections.ts';
import { deleteNoteLike, insertNoteLike } from '../store/likes.ts';
import type { LikeState, SaveState } from '../types.ts';
import { holdBack } from './limits.ts';
import { tellOf } from './tell.ts';

/**
 * Likes a note; again is no error. Locks: the note, then the member's rate.
 * @throws platform/not-found, reactions/too-fast
 */
export async function likeNote(room: Room, call: Call, noteId: Id): Promise<LikeState> {
  const { memberId } = call.actor;
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const note = await holdForReaction(room, tx, call.actor, noteId);
    if (await insertNoteLike(tx, noteId, memberId, now)) {
      await holdBack(tx, likesPerHour, memberId, now);
      await noted(room, tx, memberId, { noteId, likes: 1 });
      await room.rooms.community.caresAbout(tx, memberId, noteId, 'liked');
      await tellAuthor(room, tx, { note, actorId: memberId, deed: 'liked' });
    }
    return { isLiked: true, likeCount: await countOf(room, tx, noteId, 'likeCount') };
  });
  room.platform.outbox.nudge();
  return answer;
}

/** Takes a like back, whatever became of the note; again is no error. @throws platform/not-found */
export async function unlikeNote(room: Room, call: Call, noteId: Id): Promise<LikeState> {
  return room.platform.run(call, async (tx) => {
    await holdAny(room, tx, noteId);
    if (await deleteNoteLike(tx, noteId, call.actor.memberId)) {
      await noted(room, tx, call.actor.memberId, { noteId, likes: -1 });
    }
    return { isLiked: false, likeCount: await countOf(room, tx, noteId, 'likeCount') };
  });
}

/**
 * Saves a note into a collection of the member's own, the default one if none is named; one that
 * is saved already moves to the named one. Locks: the note, then the member's default collection.
 * @throws platform/not-found, reactions/too-many-saves, reactions/too-fast
 */
export async function saveNote(
  room: Room,
  call: Call,
  { noteId, collectionId }: { noteId: Id; collectionId?: Id | undefined },
): Promise<SaveState> {
  const { memberId } = call.actor;
  const answer = await room.platform.run(call, async (tx) => {
    const now = room.platform.clock.now();
    const note = await holdForReaction(room, tx, call.actor, noteId);
    const chosen = await chosenCollection(room, tx, { memberId, collectionId });
    const before = await findSave(tx, memberId, noteId);
    const into = collectionId === undefined && before ? before.collection_id : chosen;
    if (!before) {
      await holdBack(tx, likesPerHour, memberId, now);
      if ((await countSaves(tx, memberId)) >= savesMax) {
        refuse('reactions/too-many-saves', { max: savesMax });
      }
    }
    if (await putSave(tx, { memberId, noteId, collectionId: into, now })) {
      await noted(room, tx, memberId, { noteId, saves: 1 });
      await room.rooms.community.caresAbout(tx, memberId, noteId, 'saved');
      await tellAuthor(room, tx, { note, actorId: memberId, deed: 'saved' });
    }
    const saveCount = await countOf(room, tx, noteId, 'saveCount');
    return { isSaved: true, saveCount, collectionId: into };
  });
  room.platform.outbox.nudge();
  return answer;
}

/** Takes a note out of the member's collections; again is no error. @throws platform/not-found */
export async function unsaveNote(room: Room, call: Call, noteId: Id): Promise<SaveState> {
  return room.platform.run(call, async (tx) => {
    await holdAny(room, tx, noteId);
    if (await deleteSave(tx, call.actor.memberId, noteId)) {
      await noted(room, tx, call.actor.memberId, { noteId, saves: -1 });
    }
    const saveCount = await countOf(room, tx, noteId, 'saveCount');
    return { isSaved: false, saveCount, collectionId: null };
  });
}

/** Counts it on the note; the member's feeds say so from the commit on. */
async function noted(
  room: Room,
  tx: Tx,
  memberId: Id,
  { noteId, ...change }: CountChange & { noteId: Id },
): Promise<void> {
  await room.rooms.community.countChanged(tx, noteId, change);
  afterCommit(tx, () => room.platform.realtime.forget('reader', [memberId]));
}

/**
 * Holds a note that this member may see and react to; a pair of whom one blocked the other does
 * not find each other's.
 * @throws platform/not-found
 */
export async function holdForReaction(
  room: Room,
  tx: Tx,
  actor: Actor,
  noteId: Id,
): Promise<HeldNote> {
  const note = await room.rooms.community.lockNoteFor(tx, actor, noteId);
  if (await room.rooms.ties.isBlocked(tx, actor.memberId, note.authorId)) {
    refuse('platform/not-found');
  }
  return note;
}

/** Holds a note for taking something back: gone or not. @throws platform/not-found */
export async function holdAny(room: Room, tx: Tx, noteId: Id): Promise<HeldNote> {
  return (await room.rooms.community.lockNote(tx, noteId)) ?? refuse('platform/not-found');
}

async function chosenCollection(
  room: Room,
  tx: Tx,
  { memberId, collectionId }: { memberId: Id; collectionId: Id | undefined },
): Promise<Id> {
  const { id } = await lockDefault(tx, memberId, room.platform.clock.now());
  if (collectionId === undefined) return id;
  const chosen = await findCollection(tx, collectionId);
  if (chosen?.member_id !== memberId) refuse('platform/not-found');
  return chosen.id;
}

type Told = { note: HeldNote; actorId: Id; deed: 'liked' | 'saved' };

async function tellAuthor(room: Room, tx: Tx, { note, actorId, deed }: Told): Promise<void> {
  await tellOf(room, tx, {
    actorId,
    toId: note.authorId,
    type: `reactions/${deed}`,
    noteId: note.id,
    params: { title: note.title },
    link: `/n/${note.id}`,
    dedupeKey: `reactions/${deed}/${note.id}/${actorId}`,
  });
}

async function countOf(room: Room, tx: Tx, noteId: Id, name: 'likeCount' | 'saveCount') {
  return (await room.rooms.community.countsOf(tx, [noteId])).get(noteId)![name];
}

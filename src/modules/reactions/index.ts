import type { Actor, Call } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import {
  createCollection,
  deleteCollection,
  updateCollection,
} from './commands/change-collections.ts';
import {
  deleteComment,
  likeComment,
  pinComment,
  unlikeComment,
} from './commands/change-comment.ts';
import { commentOnNote } from './commands/comment-on-note.ts';
import { commentSubject } from './commands/comment-subject.ts';
import { likeNote, saveNote, unlikeNote, unsaveNote } from './commands/react-to-note.ts';
import { recountSweep } from './commands/recount.ts';
import { reactionsNotices } from './notices.ts';
import { getThread, listComments, listReplies } from './queries/list-comments.ts';
import {
  getCollection,
  listCollections,
  listLiked,
  listSaved,
  marksOf,
} from './queries/list-kept.ts';
import { reactionsRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { collectionRoutes } from './routes/collections.ts';
import { commentRoutes } from './routes/comments.ts';
import { noteRoutes } from './routes/notes.ts';
import { listKeepers, markColumns } from './store/likes.ts';
import type {
  CollectionChange,
  CollectionInput,
  CollectionView,
  CommentInput,
  CommentsInput,
  CommentView,
  LikeState,
  PageInput,
  RepliesInput,
  ReplyPage,
  SavedPage,
  SaveState,
  ThreadPage,
  ThreadView,
} from './types.ts';

export type * from './types.ts';

export type Reactions = {
  /** Likes a note; again is no error. @throws platform/not-found, reactions/too-fast */
  likeNote(call: Call, noteId: Id): Promise<LikeState>;
  /** Takes a like back, whatever became of the note. @throws platform/not-found */
  unlikeNote(call: Call, noteId: Id): Promise<LikeState>;
  /**
   * Saves a note into an own collection, the default one if none is named; moves it if it is saved.
   * @throws platform/not-found, reactions/too-many-saves, reactions/too-fast
   */
  saveNote(call: Call, input: { noteId: Id; collectionId?: Id | undefined }): Promise<SaveState>;
  /** For rooms above: who likes or keeps a note, in the order of their ids. Shown to nobody. */
  keepersOf(handle: Sql, noteId: Id, page: { after: Id | undefined; limit: number }): Promise<Id[]>;
  /** Takes a note out of the caller's collections. @throws platform/not-found */
  unsaveNote(call: Call, noteId: Id): Promise<SaveState>;

  /**
   * Comments on a note, or answers a comment or reply under it.
   * @throws platform/not-found, reactions/comment-empty, reactions/comment-too-long,
   *   reactions/comment-gone, reactions/screened, reactions/too-fast
   */
  commentOnNote(call: Call, input: CommentInput): Promise<CommentView>;
  /** Deletes an own comment, or one under an own note. @throws platform/not-found */
  deleteComment(call: Call, commentId: Id): Promise<{ ok: true }>;
  /** @throws platform/not-found, reactions/comment-gone, reactions/too-fast */
  likeComment(call: Call, commentId: Id): Promise<LikeState>;
  /** @throws platform/not-found */
  unlikeComment(call: Call, commentId: Id): Promise<LikeState>;
  /**
   * Puts one comment of an own note on top, or takes it down from there.
   * @throws platform/not-found, reactions/comment-gone, reactions/pin-top-only
   */
  pinComment(call: Call, input: { commentId: Id; isPinned: boolean }): Promise<{ ok: true }>;
  /** A note's comments with their first replies. @throws platform/not-found */
  listComments(actor: Actor | undefined, input: CommentsInput): Promise<ThreadPage>;
  /** The thread in which a comment or reply stands. @throws platform/not-found */
  getThread(actor: Actor | undefined, commentId: Id): Promise<ThreadView>;
  /** A comment's replies, the oldest first. @throws platform/not-found */
  listReplies(actor: Actor | undefined, input: RepliesInput): Promise<ReplyPage>;

  /**
   * @throws reactions/too-many-collections, reactions/collection-name-taken, reactions/screened,
   *   reactions/too-fast
   */
  createCollection(call: Call, input: CollectionInput): Promise<{ collectionId: Id }>;
  /**
   * @throws platform/not-found, reactions/default-collection, reactions/collection-name-taken,
   *   reactions/screened
   */
  updateCollection(call: Call, change: CollectionChange): Promise<{ ok: true }>;
  /** Its notes lie in the default one then. @throws platform/not-found, reactions/default-collection */
  deleteCollection(call: Call, collectionId: Id): Promise<{ ok: true }>;
  /** A member's collections; to others the public ones. */
  listCollections(actor: Actor | undefined, memberId: Id): Promise<CollectionView[]>;
  /** @throws platform/not-found where it is not for this reader */
  getCollection(actor: Actor | undefined, collectionId: Id): Promise<CollectionView>;
  /** The notes of a collection. @throws platform/not-found */
  listSaved(actor: Actor | undefined, input: PageInput & { collectionId: Id }): Promise<SavedPage>;
  /** The notes the caller likes. */
  listLiked(actor: Actor, input: PageInput): Promise<SavedPage>;
};

/** Opens the room. */
export function createReactions(
  platform: Platform,
  rooms: RoomsBelow,
): Reactions & { parts: RoomParts } {
  const room: Room = { platform, rooms };
  rooms.notifications.registerTypes(reactionsNotices);
  rooms.moderation.registerSubject('comment', commentSubject(room));
  rooms.community.showMarks({
    hydrate: (readerId, noteIds) => marksOf(room, readerId, noteIds),
    columns: markColumns,
  });
  const door: Reactions = {
    ...notesDoor(room),
    ...commentsDoor(room),
    ...collectionsDoor(room),
    keepersOf: listKeepers,
  };
  const routes = [...noteRoutes(door), ...commentRoutes(door), ...collectionRoutes(door)];
  return {
    ...door,
    parts: { routes, refusals: reactionsRefusals, sweeps: [recountSweep(room)] },
  };
}

function notesDoor(room: Room) {
  return {
    likeNote: (call, noteId) => likeNote(room, call, noteId),
    unlikeNote: (call, noteId) => unlikeNote(room, call, noteId),
    saveNote: (call, input) => saveNote(room, call, input),
    unsaveNote: (call, noteId) => unsaveNote(room, call, noteId),
    listLiked: (actor, input) => listLiked(room, actor, input),
  } satisfies Partial<Reactions>;
}

function commentsDoor(room: Room) {
  return {
    commentOnNote: (call, input) => commentOnNote(room, call, input),
    deleteComment: (call, commentId) => deleteComment(room, call, commentId),
    likeComment: (call, commentId) => likeComment(room, call, commentId),
    unlikeComment: (call, commentId) => unlikeComment(room, call, commentId),
    pinComment: (call, input) => pinComment(room, call, input),
    listComments: (actor, input) => listComments(room, actor, input),
    getThread: (actor, commentId) => getThread(room, actor, commentId),
    listReplies: (actor, input) => listReplies(room, actor, input),
  } satisfies Partial<Reactions>;
}

function collectionsDoor(room: Room) {
  return {
    createCollection: (call, input) => createCollection(room, call, input),
    updateCollection: (call, change) => updateCollection(room, call, change),
    deleteCollection: (call, collectionId) => deleteCollection(room, call, collectionId),
    listCollections: (actor, memberId) => listCollections(room, actor, memberId),
    getCollection: (actor, collectionId) => getCollection(room, actor, collectionId),
    listSaved: (actor, input) => listSaved(room, actor, input),
  } satisfies Partial<Reactions>;
}

import type { NoteCard, Paragraph } from '#community';
import type { MemberCard } from '#identity';
import type { Id } from '#platform/ids.ts';

/** A comment or a reply as its reader sees it. */
export type CommentView = {
  id: Id;
  noteId: Id;
  /** The comment at the top of its thread; null for that comment itself. */
  topId: Id | null;
  /** Null, like the words, where it is gone and only its replies are left. */
  writer: MemberCard | null;
  body: Paragraph[];
  /** Whom a reply answers, where that is not the writer of the comment at the top. */
  answers: MemberCard | null;
  writtenAt: Date;
  likeCount: number;
  /** Replies of everybody, those that this reader does not see included. */
  replyCount: number;
  isLiked: boolean;
  isPinned: boolean;
  isOwn: boolean;
  /** Written by the note's author. */
  isByAuthor: boolean;
  /** Its writer and the note's author may. */
  mayDelete: boolean;
  /** The note's author may, comments only. */
  mayPin: boolean;
  isGone: boolean;
};

/** A comment with its first replies. */
export type ThreadView = CommentView & { replies: CommentView[]; nextReplies: string | null };

export const commentOrders = ['newest', 'liked'] as const;
export type CommentOrder = (typeof commentOrders)[number];

export type CommentsInput = {
  noteId: Id;
  order: CommentOrder;
  cursor?: string | undefined;
  limit: number;
};
export type ThreadPage = { items: ThreadView[]; nextCursor: string | null };
export type RepliesInput = { commentId: Id; cursor?: string | undefined; limit: number };
export type ReplyPage = { items: CommentView[]; nextCursor: string | null };

export type CommentInput = {
  noteId: Id;
  text: string;
  /** The comment or reply that it answers. */
  answersId?: Id | undefined;
};

export type LikeState = { isLiked: boolean; likeCount: number };
export type SaveState = { isSaved: boolean; saveCount: number; collectionId: Id | null };

/** A place where a member keeps notes. */
export type CollectionView = {
  id: Id;
  memberId: Id;
  /** Null for the default collection, which everybody has. */
  name: string | null;
  isPublic: boolean;
  noteCount: number;
  /** The covers of the newest three that the reader can see. */
  covers: NoteCard['cover'][];
};
export type CollectionInput = { name: string; isPublic: boolean };
export type CollectionChange = {
  collectionId: Id;
  name?: string | undefined;
  isPublic?: boolean | undefined;
};

/** A kept note; null in place of one that its reader cannot see any more. */
export type SavedNote = { noteId: Id; at: Date; note: NoteCard | null };
export type SavedPage = { items: SavedNote[]; nextCursor: string | null };
export type PageInput = { cursor?: string | undefined; limit: number };

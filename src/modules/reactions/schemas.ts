import * as z from 'zod';
import { memberCard, noteCard, paragraph } from '#community';
import { at, id, line, page } from '#platform/http/schemas.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import { collectionNameMax } from './domain/rules.ts';

export const commentView = z.object({
  id,
  noteId: id,
  topId: id.nullable(),
  writer: memberCard.nullable(),
  body: z.array(paragraph),
  answers: memberCard.nullable(),
  writtenAt: at,
  likeCount: z.int(),
  replyCount: z.int(),
  isLiked: z.boolean(),
  isPinned: z.boolean(),
  isOwn: z.boolean(),
  isByAuthor: z.boolean(),
  mayDelete: z.boolean(),
  mayPin: z.boolean(),
  isGone: z.boolean(),
});
export const threadView = commentView.extend({
  replies: z.array(commentView),
  nextReplies: z.string().nullable(),
});

export const likeState = z.object({ isLiked: z.boolean(), likeCount: z.int() });
export const saveState = z.object({
  isSaved: z.boolean(),
  saveCount: z.int(),
  collectionId: id.nullable(),
});

/** The name of a collection; its forms use the same one. */
export const collectionName = line(collectionNameMax);
export const collectionView = z.object({
  id,
  memberId: id,
  name: z.string().nullable(),
  isPublic: z.boolean(),
  noteCount: z.int(),
  covers: z.array(pictureView),
});
export const savedPage = page(z.object({ noteId: id, at, note: noteCard.nullable() }));

export const noteParams = z.object({ noteId: id });
export const commentParams = z.object({ commentId: id });
export const collectionParams = z.object({ collectionId: id });

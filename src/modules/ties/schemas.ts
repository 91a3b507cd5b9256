import * as z from 'zod';
import { at, id, page } from '#platform/http/schemas.ts';

export const memberCard = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
});

export const tiesView = z.object({
  memberId: id,
  followers: z.int(),
  following: z.int(),
  follows: z.boolean(),
  isFollowed: z.boolean(),
  blocks: z.boolean(),
  mutes: z.boolean(),
});

export const tiePage = page(
  z.object({ member: memberCard, at, follows: z.boolean(), isFollowed: z.boolean() }),
);

import * as z from 'zod';
import { at, id } from '#platform/http/schemas.ts';

/** A member as every answer shows them. */
export const memberCard = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
});

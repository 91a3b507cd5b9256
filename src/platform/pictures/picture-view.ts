import * as z from 'zod';
import type { Id } from '../ids.ts';
import { id } from '../http/schemas.ts';

/** A kept picture as pages show it. */
export type PictureView = {
  id: Id;
  /** Pixels of the upright original: pages reserve its room before it loads. */
  width: number;
  height: number;
  /** ThumbHash, base64. */
  thumbhash: string;
  /** The most common colour, `#rrggbb`. */
  colour: string;
  /** From narrow to wide. */
  sources: { url: string; width: number }[];
  /** What it shows, in its owner's words; may be empty. */
  alt: string;
};

/** The schema of `PictureView` in answers. */
export const pictureView = z.object({
  id,
  width: z.int(),
  height: z.int(),
  thumbhash: z.string(),
  colour: z.string(),
  sources: z.array(z.object({ url: z.string(), width: z.int() })),
  alt: z.string(),
});

/** How a stored size is named. */
export const variantKey = /^[0-9a-f]{32}-\d{1,5}\.webp$/;

/** The address a stored size is served under. */
export const mediaUrl = (key: string): string => `/api/v1/media/${key}`;

import type { RefusalParams } from '../refusal.ts';
import type { PictureLimits, ProcessedPicture } from './processed-picture.ts';

/** What the server hands to the child process: one task at a time. */
export type PictureTask = {
  readonly bytes: Uint8Array;
  readonly limits: PictureLimits;
  readonly memoryBytesMax: number;
  /** Words to write across it. */
  readonly mark?: string | undefined;
};

/** What the child answers. A fault is a bug of ours, with its stack. */
export type PictureAnswer =
  | { readonly picture: ProcessedPicture }
  | { readonly refusal: { readonly code: string; readonly params: RefusalParams } }
  | { readonly fault: string };

/** The child's exit code when a picture took more memory than it may. */
export const EXIT_OVER_MEMORY = 77;

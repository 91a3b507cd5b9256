/** One re-encoded size of a picture. */
export type PictureVariant = {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
  readonly contentType: 'image/webp';
};

/** What remains of an uploaded picture. The original is not kept, nor anything it carried. */
export type ProcessedPicture = {
  /** Pixels of the upright original. */
  readonly width: number;
  readonly height: number;
  /** Of the uploaded bytes, as hex: finds the very same file again. */
  readonly sha256: string;
  /** 64 bits as 16 hex digits: finds the same motif again; see `hammingDistance`. */
  readonly perceptualHash: string;
  /** ThumbHash as base64, shown while the picture loads. */
  readonly placeholder: string;
  /** The most common colour, `#rrggbb`, for a skeleton before even the placeholder. */
  readonly dominantColour: string;
  /** From narrow to wide; never wider than the original. */
  readonly variants: readonly PictureVariant[];
};

/** What an uploaded picture may be. */
export type PictureLimits = {
  readonly bytesMax: number;
  readonly pixelsMax: number;
  readonly sidePxMin: number;
};

/** 15 MB and 40 megapixels hold any phone's photograph; below 100 px nobody sees the goods. */
export const DEFAULT_PICTURE_LIMITS: PictureLimits = {
  bytesMax: 15 * 1024 * 1024,
  pixelsMax: 40_000_000,
  sidePxMin: 100,
};

/** A picture as a page shows it; where it is stored is no concern of the kit. */
export interface PictureView {
  /** A middle size, for browsers that choose nothing. */
  readonly src: string;
  /** `url 360w, url 720w, …` where several sizes exist. */
  readonly srcset?: string | undefined;
  readonly width: number;
  readonly height: number;
  /** Dominant colour, `#c8b39a`, shown until the picture is there. */
  readonly tint?: string | undefined;
  /** What it shows; empty when the text beside it says the same. */
  readonly alt?: string | undefined;
}

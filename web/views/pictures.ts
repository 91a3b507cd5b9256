import type { PictureView } from '#kit/pictures/picture-view.ts';

/** A kept picture, as doors and the API answer it. */
interface KeptPicture {
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly sources: readonly { readonly url: string; readonly width: number }[];
  readonly alt: string;
}

/** A kept picture as the kit draws it. */
export function pictureOf({ width, height, colour, sources, alt }: KeptPicture): PictureView {
  const middle = sources[1] ?? sources[0];
  return {
    src: middle?.url ?? '',
    srcset: sources.map((source) => `${source.url} ${source.width}w`).join(', '),
    width,
    height,
    tint: colour,
    alt,
  };
}

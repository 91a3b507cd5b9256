/** A part of a picture in its own pixels, after turning. */
export type Rect = { x: number; y: number; width: number; height: number };
export type Size = { width: number; height: number };

/** Shapes a picture may be cut to: width over height; `free` is any. */
export const shapes = { free: undefined, square: 1, tall: 3 / 4, broad: 4 / 3 } as const;
export type Shape = keyof typeof shapes;

/** The smallest part, as a share of the shorter side: a slip of the finger cuts nothing away. */
const leastShare = 0.1;

/** The largest part of a shape, in the middle. */
export function wholeOf({ width, height }: Size, shape: Shape): Rect {
  const ratio = shapes[shape] ?? width / height;
  const size =
    width / height > ratio ? { width: height * ratio, height } : { width, height: width / ratio };
  return { x: (width - size.width) / 2, y: (height - size.height) / 2, ...size };
}

/** The part moved, never over the picture's edge. */
export function movedBy(rect: Rect, by: { x: number; y: number }, picture: Size): Rect {
  return {
    ...rect,
    x: within(rect.x + by.x, 0, picture.width - rect.width),
    y: within(rect.y + by.y, 0, picture.height - rect.height),
  };
}

/**
 * The part made larger or smaller by its lower right corner; its upper left one stays, its shape
 * as well, and it ends where the picture ends.
 */
export function grownBy(
  rect: Rect,
  by: { x: number; y: number },
  { picture, shape }: { picture: Size; shape: Shape },
): Rect {
  const least = Math.min(picture.width, picture.height) * leastShare;
  const room = { width: picture.width - rect.x, height: picture.height - rect.y };
  const ratio = shapes[shape];
  if (ratio === undefined) {
    const width = within(rect.width + by.x, Math.min(least, room.width), room.width);
    const height = within(rect.height + by.y, Math.min(least, room.height), room.height);
    return { ...rect, width, height };
  }
  const most = Math.min(room.width, room.height * ratio);
  const width = within(rect.width + (by.x + by.y * ratio) / 2, Math.min(least, most), most);
  return { ...rect, width, height: width / ratio };
}

/** The size of a picture after quarter turns. */
export function turned(size: Size, quarters: number): Size {
  return quarters % 2 === 0 ? size : { width: size.height, height: size.width };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

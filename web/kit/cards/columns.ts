/** How tall a thing in the waterfall is, measured in widths of its column. */
export interface Tall {
  readonly height: number;
}

/**
 * Deals things to columns, each to the shortest one so far. Adding at the end never moves what is
 * already there, so a waterfall can grow while it is read.
 */
export function dealToColumns<Thing extends Tall>(
  things: readonly Thing[],
  columnCount: number,
): Thing[][] {
  const columns = Array.from({ length: columnCount }, () => ({ height: 0, things: [] as Thing[] }));
  for (const thing of things) {
    const shortest = columns.reduce((best, column) =>
      // A tie, or nearly one, goes to the left: that is where reading starts.
      column.height < best.height - 0.02 ? column : best,
    );
    shortest.things.push(thing);
    shortest.height += thing.height;
  }
  return columns.map((column) => column.things);
}

/** The fewest and the most columns a page is ever laid out in. */
export const columnsMin = 2;
export const columnsMax = 6;

/** How many columns fit a page of this width, in CSS pixels, beside the rail of wide screens. */
export function columnsFor(pageWidth: number): number {
  if (pageWidth < 600) return columnsMin;
  if (pageWidth < 960) return 3;
  const room = pageWidth - 232;
  return Math.min(columnsMax, Math.max(3, Math.floor(room / 225)));
}

/**
 * How many columns the server draws before it knows the width: what this browser remembered, else
 * a guess by the kind of device.
 */
export function columnsToDraw(cookie: string | undefined, userAgent: string): number {
  const remembered = Number(cookie);
  if (Number.isInteger(remembered) && remembered >= columnsMin && remembered <= columnsMax) {
    return remembered;
  }
  return /Mobi|Android|iPhone|HarmonyOS/i.test(userAgent) ? columnsMin : 4;
}

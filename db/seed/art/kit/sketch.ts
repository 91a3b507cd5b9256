import { type Markup, group } from './shapes.ts';

/** How rounded a part looks: the width of its light and dark edge, in pixels. */
export type Roundness = 'slight' | 'soft' | 'round' | 'full';

/** Where a picture's paints and masks are collected while it is drawn. */
export type Sketch = {
  readonly width: number;
  readonly height: number;
  /** Numbers in [0, 1), the same every time the picture is drawn. */
  readonly chance: () => number;
  /** A paint from one colour to others; `right`, `down` or `across`. */
  linear(colours: readonly string[], direction?: Direction): string;
  /** A paint from the centre `[x, y]` outwards, in parts of the painted shape. */
  radial(colours: readonly string[], centre?: readonly [number, number]): string;
  /** A paint that is full in the middle and fades to nothing at the edge. */
  fading(colour: string): string;
  /** Shows `parts` only inside `outline`. */
  inside(outline: Markup, parts: Markup | readonly Markup[]): Markup;
  /** Everything collected so far. */
  definitions(): Markup;
};

export type Direction = 'right' | 'down' | 'across';

const ENDS: Record<Direction, string> = {
  right: 'x1="0" y1="0" x2="1" y2="0"',
  down: 'x1="0" y1="0" x2="0" y2="1"',
  across: 'x1="0" y1="0" x2="1" y2="1"',
};

/** Starts a picture of that many units; `seed` fixes everything accidental about it. */
export function createSketch(width: number, height: number, seed: number): Sketch {
  const collected: Markup[] = [];
  const collect = (make: (id: string) => Markup): string => {
    const id = `p${collected.length}`;
    collected.push(make(id));
    return id;
  };
  return {
    width,
    height,
    chance: createChance(seed),
    linear: (colours, direction = 'down') =>
      `url(#${collect((id) => `<linearGradient id="${id}" ${ENDS[direction]}>${stops(colours)}</linearGradient>`)})`,
    radial: (colours, [x, y] = [0.38, 0.32]) =>
      `url(#${collect((id) => `<radialGradient id="${id}" cx="${x}" cy="${y}" r=".8">${stops(colours)}</radialGradient>`)})`,
    fading: (colour) =>
      `url(#${collect((id) => `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}"/><stop offset=".45" stop-color="${colour}" stop-opacity=".5"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`)})`,
    inside(outline, parts) {
      const id = collect((name) => `<clipPath id="${name}">${outline}</clipPath>`);
      return group(parts, { 'clip-path': `url(#${id})` });
    },
    definitions: () => FILTERS + collected.join(''),
  };
}

function stops(colours: readonly string[]): Markup {
  const last = Math.max(1, colours.length - 1);
  return colours
    .map((colour, index) => `<stop offset="${index / last}" stop-color="${colour}"/>`)
    .join('');
}

/** Mulberry32: a small generator whose numbers depend on the seed alone. */
function createChance(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ROUNDNESS_PX: Record<Roundness, number> = { slight: 3, soft: 7, round: 15, full: 30 };

const BLURS_PX = [2, 5, 10, 18, 32, 60] as const;

/**
 * Gives flat parts a body: a warm dark edge away from the light, a bright edge towards it.
 * The light comes from the upper left in every picture.
 */
export function rounded(
  roundness: Roundness,
  parts: Markup | readonly Markup[],
  strength: 'faint' | 'plain' = 'plain',
): Markup {
  return group(parts, { filter: `url(#${roundness}-${strength})` });
}

/** Blurs parts by about so many units. */
export function blurred(px: (typeof BLURS_PX)[number], parts: Markup | readonly Markup[]): Markup {
  return group(parts, { filter: `url(#blur-${px})` });
}

/** Lets parts throw a soft shadow of their own outline, down to the right. */
export function dropped(
  distance: 'near' | 'mid' | 'far',
  parts: Markup | readonly Markup[],
): Markup {
  return group(parts, { filter: `url(#drop-${distance})` });
}

const WIDE = 'x="-40%" y="-40%" width="180%" height="180%"';

const bodyFilter = (id: string, px: number, [dark, bright]: readonly [number, number]) =>
  `<filter id="${id}" x="-10%" y="-10%" width="120%" height="120%" color-interpolation-filters="sRGB">
  <feGaussianBlur in="SourceAlpha" stdDeviation="${px}" result="soft"/>
  <feOffset in="soft" dx="${-px * 0.7}" dy="${-px}" result="lit"/>
  <feComposite in="SourceAlpha" in2="lit" operator="out" result="shadeArea"/>
  <feFlood flood-color="#2b1206" flood-opacity="${dark}"/>
  <feComposite in2="shadeArea" operator="in" result="shade"/>
  <feOffset in="soft" dx="${px * 0.7}" dy="${px}" result="unlit"/>
  <feComposite in="SourceAlpha" in2="unlit" operator="out" result="lightArea"/>
  <feFlood flood-color="#fff8e6" flood-opacity="${bright}"/>
  <feComposite in2="lightArea" operator="in" result="light"/>
  <feMerge><feMergeNode in="SourceGraphic"/><feMergeNode in="shade"/><feMergeNode in="light"/></feMerge>
  </filter>`;

const dropFilter = (id: string, px: number, opacity: number) =>
  `<filter id="${id}" ${WIDE} color-interpolation-filters="sRGB">
  <feGaussianBlur in="SourceAlpha" stdDeviation="${px}"/><feOffset dx="${px * 0.5}" dy="${px}"/>
  <feComponentTransfer><feFuncA type="linear" slope="${opacity}"/></feComponentTransfer>
  <feColorMatrix values="0 0 0 0 .19  0 0 0 0 .1  0 0 0 0 .05  0 0 0 1 0" result="shadow"/>
  <feMerge><feMergeNode in="shadow"/><feMergeNode in="SourceGraphic"/></feMerge></filter>`;

const FILTERS = [
  ...Object.entries(ROUNDNESS_PX).flatMap(([name, px]) => [
    bodyFilter(`${name}-plain`, px, [0.5, 0.5]),
    bodyFilter(`${name}-faint`, px, [0.28, 0.3]),
  ]),
  ...BLURS_PX.map(
    (px) =>
      `<filter id="blur-${px}" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="${px}"/></filter>`,
  ),
  dropFilter('drop-near', 4, 0.4),
  dropFilter('drop-mid', 10, 0.42),
  dropFilter('drop-far', 22, 0.45),
].join('');

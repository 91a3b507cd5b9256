import type { Markup } from './shapes.ts';
import { box, group } from './shapes.ts';
import { type Sketch, createSketch } from './sketch.ts';

/** One demo picture: its name, what it shows, its size in units, and how it is drawn. */
export type Drawing = {
  readonly name: string;
  /** What somebody who cannot see it is told. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly draw: (sketch: Sketch) => Markup;
  readonly take?: Take;
};

/** Another photograph of the same thing: nearer, from the other side, in another light or colour. */
export type Take = {
  /** `[x, y, width, height]` of what is seen, in units of the drawing. */
  readonly near?: readonly [number, number, number, number];
  readonly mirrored?: true;
  /** Degrees by which all colours turn. */
  readonly hue?: number;
  /** 1 leaves the colours as strong as they are. */
  readonly strength?: number;
  readonly light?: keyof typeof LIGHTS;
};

/** Every picture is 720 units wide; cards show them between 3:4 and 4:3. */
export function drawing(
  name: string,
  alt: string,
  height: number,
  draw: (sketch: Sketch) => Markup,
): Drawing {
  return { name, alt, width: 720, height, draw };
}

/** Takes another picture of what a drawing shows. */
export function retaken(from: Drawing, name: string, alt: string, take: Take): Drawing {
  return { ...from, name, alt, take };
}

/** The whole SVG: the drawing, then a little vignette and grain that all pictures share. */
export function toSvg(picture: Drawing, seed: number): string {
  const { width, height, take = {} } = picture;
  const sketch = createSketch(width, height, seed);
  const seen = take.near ?? [0, 0, width, height];
  const body = group(picture.draw(sketch), {
    ...(take.mirrored ? { transform: `translate(${width} 0) scale(-1 1)` } : {}),
    ...(take.hue || take.strength ? { filter: 'url(#tint)' } : {}),
  });
  const [colour, opacity] = LIGHTS[take.light ?? 'day'];
  const sides = `width="720" height="${Math.round((720 * seen[3]) / seen[2])}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${seen.join(' ')}" ${sides}>
    <defs>${sketch.definitions()}${FINISH}${tint(take)}</defs>${body}
    ${box(seen, colour, { opacity, style: 'mix-blend-mode:soft-light' })}
    ${box(seen, 'url(#vignette)')}
    ${box(seen, '#000', { filter: 'url(#grain)', opacity: 0.5 })}</svg>`;
}

const LIGHTS = {
  day: ['#ffffff', 0],
  morning: ['#bfe0ff', 0.55],
  evening: ['#ff9a4d', 0.6],
  lamp: ['#ffb84d', 0.75],
  overcast: ['#8f9aa3', 0.5],
} as const;

function tint({ hue = 0, strength = 1 }: Take): Markup {
  return `<filter id="tint" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
    <feColorMatrix type="hueRotate" values="${hue}"/>
    <feColorMatrix type="saturate" values="${strength}"/></filter>`;
}

const FINISH = `<radialGradient id="vignette" cx=".46" cy=".42" r=".82">
  <stop offset=".5" stop-color="#2b1608" stop-opacity="0"/>
  <stop offset="1" stop-color="#2b1608" stop-opacity=".26"/></radialGradient>
  <filter id="grain" x="0" y="0" width="1" height="1">
  <feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="4"/>
  <feColorMatrix values="0 0 0 0 .5 0 0 0 0 .45 0 0 0 0 .4 0 0 0 .12 0"/></filter>`;

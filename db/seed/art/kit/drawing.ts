import type { Markup } from './shapes.ts';
import { box } from './shapes.ts';
import { type Sketch, createSketch } from './sketch.ts';

/** One demo picture: its name, its size in units, and how it is drawn. */
export type Drawing = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly draw: (sketch: Sketch) => Markup;
};

/** Every picture is 720 units wide; cards show them between 3:4 and 4:3. */
export function drawing(name: string, height: number, draw: (sketch: Sketch) => Markup): Drawing {
  return { name, width: 720, height, draw };
}

/** The whole SVG: the drawing, then a little vignette and grain that all pictures share. */
export function toSvg(picture: Drawing, seed: number): string {
  const { width, height } = picture;
  const sketch = createSketch(width, height, seed);
  const body = picture.draw(sketch);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"
    width="${width}" height="${height}"><defs>${sketch.definitions()}${FINISH}</defs>
    ${body}${box([0, 0, width, height], 'url(#vignette)')}
    ${box([0, 0, width, height], '#000', { filter: 'url(#grain)', opacity: 0.5 })}</svg>`;
}

const FINISH = `<radialGradient id="vignette" cx=".46" cy=".42" r=".82">
  <stop offset=".5" stop-color="#2b1608" stop-opacity="0"/>
  <stop offset="1" stop-color="#2b1608" stop-opacity=".26"/></radialGradient>
  <filter id="grain" x="0" y="0" width="1" height="1">
  <feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="4"/>
  <feColorMatrix values="0 0 0 0 .5 0 0 0 0 .45 0 0 0 0 .4 0 0 0 .12 0"/></filter>`;

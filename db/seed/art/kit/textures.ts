import { type Markup, box, group } from './shapes.ts';

type Area = readonly [number, number, number, number];

/** Each texture is noise, stretched and tinted; `seed` moves it so that no two look alike. */
const TEXTURES = {
  wood: { frequency: '.005 .13', octaves: 3, type: 'fractalNoise', ink: '.30 .16 .06', gain: 0.62 },
  planks: {
    frequency: '.13 .005',
    octaves: 3,
    type: 'fractalNoise',
    ink: '.30 .16 .06',
    gain: 0.6,
  },
  linen: { frequency: '.42 .5', octaves: 2, type: 'turbulence', ink: '.36 .28 .2', gain: 0.3 },
  plaster: { frequency: '.012 .014', octaves: 4, type: 'fractalNoise', ink: '.4 .3 .2', gain: 0.3 },
  grass: { frequency: '.05 .012', octaves: 4, type: 'fractalNoise', ink: '.08 .2 .06', gain: 0.8 },
  fur: { frequency: '.03 .2', octaves: 3, type: 'fractalNoise', ink: '.3 .14 .04', gain: 0.5 },
  leather: { frequency: '.35 .35', octaves: 3, type: 'turbulence', ink: '0 0 0', gain: 0.55 },
} as const;

/** Lays a texture over an area. */
export function texture(
  name: keyof typeof TEXTURES,
  [x, y, width, height]: Area,
  { seed = 1, opacity = 1 }: { seed?: number; opacity?: number } = {},
): Markup {
  const { frequency, octaves, type, ink, gain } = TEXTURES[name];
  const id = `t-${name}-${seed}-${Math.round(x)}-${Math.round(y)}`;
  const [red, green, blue] = ink.split(' ');
  const filter = `<filter id="${id}" x="0" y="0" width="1" height="1">
    <feTurbulence type="${type}" baseFrequency="${frequency}" numOctaves="${octaves}" seed="${seed}"/>
    <feColorMatrix values="0 0 0 0 ${red} 0 0 0 0 ${green} 0 0 0 0 ${blue} 0 0 0 ${gain} -.08"/>
    <feComposite in2="SourceAlpha" operator="in"/></filter>`;
  return filter + group(box([x, y, width, height], '#000', { filter: `url(#${id})` }), { opacity });
}

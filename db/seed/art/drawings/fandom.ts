import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, standing } from '../kit/light.ts';
import { cloth, paperSweep } from '../kit/scenes.ts';
import { type Markup, at, box, disc, group, oval, shape, stroke, times } from '../kit/shapes.ts';
import { type Sketch, dropped, rounded } from '../kit/sketch.ts';
import { texture } from '../kit/textures.ts';

export type Character = {
  readonly back: string;
  readonly hair: readonly [string, string];
  readonly eyes: string;
  readonly dress: string;
  readonly style: 'bob' | 'long' | 'buns' | 'short' | 'tails';
  readonly extra?: 'cat' | 'star' | 'flower' | 'ribbon';
};

const CAST: readonly Character[] = [
  {
    back: '#ffd6e2',
    hair: ['#9a6fc0', '#6b4494'],
    eyes: '#3d7fd1',
    dress: '#4f8ad6',
    style: 'long',
    extra: 'star',
  },
  {
    back: '#cfeefb',
    hair: ['#f4bb4b', '#cf8a1f'],
    eyes: '#c2415f',
    dress: '#e0563b',
    style: 'tails',
    extra: 'ribbon',
  },
  {
    back: '#dff5d3',
    hair: ['#4d68a8', '#2f4377'],
    eyes: '#5b3f9c',
    dress: '#fffaf0',
    style: 'short',
  },
  {
    back: '#fff0c4',
    hair: ['#ee8470', '#c4523f'],
    eyes: '#2f8a6d',
    dress: '#2f8a6d',
    style: 'buns',
    extra: 'flower',
  },
  {
    back: '#e9defd',
    hair: ['#4b4657', '#2a2733'],
    eyes: '#c4483d',
    dress: '#c4483d',
    style: 'bob',
    extra: 'cat',
  },
  {
    back: '#d5f3ee',
    hair: ['#f0e6ee', '#c7b6cf'],
    eyes: '#7d5fc4',
    dress: '#8d6fb0',
    style: 'long',
    extra: 'flower',
  },
];

const BACK_HAIR: Record<Character['style'], string> = {
  bob: 'M-64 46C-80 -40 -50 -76 0 -76C50 -76 80 -40 64 46Z',
  long: 'M-66 110C-96 -30 -56 -80 0 -80C56 -80 96 -30 66 110Z',
  buns: 'M-58 34C-74 -40 -48 -74 0 -74C48 -74 74 -40 58 34Z',
  short: 'M-56 14C-70 -44 -46 -74 0 -74C46 -74 70 -44 56 14Z',
  tails: 'M-54 26C-70 -42 -46 -74 0 -74C46 -74 70 -42 54 26Z',
};

function sideHair({ style, hair }: Character): Markup {
  if (style === 'buns') return disc([-52, -70, 27], hair[0]) + disc([52, -70, 27], hair[0]);
  if (style !== 'tails') return '';
  const tail = 'M48 -52C104 -60 112 10 92 92C84 60 62 40 50 -10Z';
  return shape(tail, hair[0]) + group(shape(tail, hair[0]), { transform: 'scale(-1 1)' });
}

function ornament({ extra, hair, dress }: Character): Markup {
  if (extra === 'cat') {
    const ear = 'M-62 -40L-66 -98L-22 -70Z';
    return shape(ear, hair[1]) + group(shape(ear, hair[1]), { transform: 'scale(-1 1)' });
  }
  if (extra === 'star')
    return shape('M38 -66l6 13 14 2-10 10 2 14-12-7-12 7 2-14-10-10 14-2Z', '#f7d154');
  if (extra === 'flower') {
    const petals = times(5, (index) =>
      oval([0, -10, 7, 9], '#fff7f2', { transform: `rotate(${index * 72})` }),
    );
    return at([42, -52], petals + disc([0, 0, 6], '#f4b93f'));
  }
  if (extra === 'ribbon')
    return shape('M0 -74L-30 -94V-56ZM0 -74L30 -94V-56Z', dress) + disc([0, -74, 8], dress);
  return '';
}

function eye(x: number, colour: string): Markup {
  return [
    oval([x, 12, 10.5, 14], '#33222e'),
    oval([x, 15, 8.5, 10.5], colour),
    oval([x, 20, 5, 4.5], '#ffffff', { opacity: 0.45 }),
    disc([x - 3, 6, 4], '#fff'),
    stroke(`M${x - 12} 1Q${x} -7 ${x + 12} 2`, '#33222e', 3.4),
  ].join('');
}

/** Head and shoulders of an invented character, about 200 units high. */
export function portrait(sketch: Sketch, who: Character): Markup {
  const hair = sketch.linear(who.hair);
  const fringe =
    'M-58 16C-64 -42 -40 -70 0 -70C40 -70 64 -42 58 16C52 -2 44 -18 34 -28C24 -10 8 -16 2 -32C-8 -10 -26 -8 -32 -26C-44 -16 -52 -4 -58 16Z';
  return [
    rounded(
      'slight',
      shape(BACK_HAIR[who.style], sketch.linear([who.hair[1], who.hair[1]])) + sideHair(who),
    ),
    shape('M-66 132C-62 80 -30 74 0 74C30 74 62 80 66 132Z', who.dress),
    shape('M-22 76L0 100L22 76L14 66H-14Z', '#fffaf0', { opacity: 0.85 }),
    box([-11, 50, 22, 30], '#f9cdb8', { rx: 9 }),
    oval([0, 10, 51, 50], sketch.linear(['#ffeadf', '#ffdccb'])),
    eye(-22, who.eyes),
    eye(22, who.eyes),
    oval([-36, 32, 9, 5], '#ff9c96', { opacity: 0.7 }),
    oval([36, 32, 9, 5], '#ff9c96', { opacity: 0.7 }),
    stroke('M-7 38Q0 45 7 38', '#b0574f', 3),
    rounded('slight', shape(fringe, hair)),
    stroke('M-30 -48Q0 -62 30 -48', '#ffffff', 5, { opacity: 0.4 }),
    ornament(who),
  ].join('');
}

export function badge(sketch: Sketch, who: Character, radius: number): Markup {
  const face = sketch.inside(disc([0, 0, radius - 4], '#000'), [
    disc([0, 0, radius], who.back),
    times(10, (index) =>
      disc([0, -radius * 0.82, 5], '#fff', { transform: `rotate(${index * 36})`, opacity: 0.6 }),
    ),
    at([0, radius * 0.14], portrait(sketch, who), { scale: radius / 108 }),
  ]);
  const r = radius * 0.86;
  return dropped('near', [
    rounded('soft', [disc([0, 0, radius], '#fffaf4'), face], 'faint'),
    stroke(`M${-r * 0.86} ${-r * 0.5}A${r} ${r} 0 0 1 ${-r * 0.1} ${-r}`, '#fff', radius * 0.06, {
      opacity: 0.8,
    }),
    stroke(
      `M${r * 0.5} ${r * 0.86}A${r} ${r} 0 0 0 ${r * 0.86} ${r * 0.5}`,
      '#fff',
      radius * 0.035,
      { opacity: 0.5 },
    ),
  ]);
}

/** A full figure in clear acrylic on its little plate; feet at the origin. */
export function acrylicStand(sketch: Sketch, who: Character): Markup {
  const figure = [
    shape('M-14 -84h12v78h-12ZM4 -84h12v78h-12Z', '#fde3d6'),
    shape('M-18 -20h18v20h-18ZM2 -20h18v20h-18Z', '#5a4a52'),
    rounded('slight', shape('M-34 -168H34L66 -76Q0 -56 -66 -76Z', who.dress)),
    shape('M-60 -88Q0 -66 60 -88L64 -78Q0 -56 -64 -78Z', '#fffaf0', { opacity: 0.8 }),
    stroke('M-34 -158C-56 -140 -60 -122 -56 -108M34 -158C56 -140 60 -122 56 -108', '#fde3d6', 13),
    at([0, -236], portrait(sketch, who), { scale: 0.86 }),
  ].join('');
  const outline =
    'M-90 -8V-120C-110 -190 -110 -250 -92 -290C-70 -352 70 -352 92 -290C110 -250 110 -190 90 -120V-8Z';
  return [
    oval([0, 4, 112, 22], '#ffffff', { opacity: 0.75 }),
    oval([0, 0, 104, 18], who.back, { opacity: 0.9 }),
    shape(outline, '#ffffff', { opacity: 0.5 }),
    figure,
    stroke(outline, '#ffffff', 4, { opacity: 0.9 }),
    stroke('M-76 -280C-92 -230 -88 -190 -78 -150', '#fff', 9, { opacity: 0.8 }),
  ].join('');
}

export const cast = (index: number): Character => CAST[index % CAST.length] as Character;

export const fandomDrawings: readonly Drawing[] = [
  drawing('badges', '布上的六枚动漫徽章', 900, (sketch) =>
    [
      cloth(sketch, ['#f0dcef', '#cfc6f0'], 3),
      at([210, 206], badge(sketch, cast(0), 142), { turn: -6 }),
      at([520, 232], badge(sketch, cast(1), 124), { turn: 8 }),
      at([178, 520], badge(sketch, cast(2), 124), { turn: 5 }),
      at([500, 556], badge(sketch, cast(3), 156), { turn: -4 }),
      at([270, 778], badge(sketch, cast(4), 98), { turn: -10 }),
      at([574, 800], badge(sketch, cast(5), 80), { turn: 12 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  drawing('acrylic-stands', '木台上的三个亚克力立牌', 960, (sketch) =>
    [
      paperSweep(sketch, ['#a9d6dc', '#e2f3f1'], 600),
      rounded('soft', box([40, 640, 640, 330], sketch.linear(['#e9c79c', '#c4945f']), { rx: 18 })),
      texture('wood', [40, 640, 640, 330], { seed: 5, opacity: 0.6 }),
      standing([190, 700], [110, 14]),
      standing([536, 700], [110, 14]),
      at([186, 694], acrylicStand(sketch, cast(1)), { scale: 1.3 }),
      at([536, 694], acrylicStand(sketch, cast(5)), { scale: 1.3 }),
      standing([362, 856], [140, 18]),
      at([362, 848], acrylicStand(sketch, cast(3)), { scale: 1.5 }),
      branchShadow([380, 40], { scale: 1.2, turn: 18, opacity: 0.16 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
];

import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, glow, standing } from '../kit/light.ts';
import { cloth, paperSweep, planks, wallAndTable } from '../kit/scenes.ts';
import {
  type Markup,
  at,
  box,
  disc,
  group,
  oval,
  shape,
  stroke,
  times,
  words,
} from '../kit/shapes.ts';
import { type Sketch, blurred, dropped, rounded } from '../kit/sketch.ts';
import { badge, cast, portrait } from './fandom.ts';

/** A finished commission: a portrait in a frame of its own colour, 300 by 400 units. */
function commission(sketch: Sketch, who: number, sky: readonly string[]): Markup {
  const frame = box([-150, -200, 300, 400], '#000');
  return dropped('mid', [
    box([-162, -212, 324, 424], '#fffdf8'),
    sketch.inside(frame, [
      box([-150, -200, 300, 400], sketch.linear(sky)),
      disc([70, -110, 62], '#fff6dc', { opacity: 0.85 }),
      times(16, (index) =>
        disc(
          [-140 + ((index * 79) % 280), -190 + ((index * 53) % 380), 3 + (index % 3) * 2],
          '#fff',
          { opacity: 0.7 },
        ),
      ),
      at([0, 40], portrait(sketch, cast(who)), { scale: 1.36 }),
    ]),
  ]);
}

function pencil(colour: string): Markup {
  return dropped('near', [
    box([-9, -150, 18, 250], colour, { rx: 3 }),
    box([-9, -150, 6, 250], '#fff', { opacity: 0.3 }),
    shape('M-9 100H9L0 138Z', '#eccfa3'),
    shape('M-3 126H3L0 138Z', '#2b2320'),
  ]);
}

function drawingTablet(sketch: Sketch, who: number): Markup {
  return dropped('far', [
    rounded('soft', box([-300, -220, 600, 440], '#2b2a2e', { rx: 30 })),
    box([-262, -190, 524, 380], sketch.linear(['#f4e7f2', '#cfe3ee'])),
    sketch.inside(box([-262, -190, 524, 380], '#000'), [
      at([20, 70], portrait(sketch, cast(who)), { scale: 1.9 }),
      box([-262, -190, 46, 380], '#38363c'),
      times(8, (index) =>
        disc(
          [-239, -164 + index * 44, 12],
          ['#f4b17a', '#8fd3c4', '#cfc6f0', '#f08a7a'][index % 4]!,
        ),
      ),
    ]),
  ]);
}

/** A little figure out of a blind box; feet at the origin, 330 units high. */
function figurine(sketch: Sketch, who: number, suit: readonly string[]): Markup {
  return [
    rounded('soft', oval([0, 0, 84, 18], '#f4eee4')),
    rounded('soft', [oval([-34, -12, 34, 20], suit[1]!), oval([34, -12, 34, 20], suit[1]!)]),
    rounded(
      'round',
      shape(
        'M-62 -20C-74 -110 -46 -140 0 -140C46 -140 74 -110 62 -20Z',
        sketch.linear(suit, 'across'),
      ),
    ),
    rounded('soft', [
      oval([-72, -84, 22, 36], suit[0]!, { transform: 'rotate(24 -72 -84)' }),
      oval([72, -84, 22, 36], suit[0]!, { transform: 'rotate(-24 72 -84)' }),
    ]),
    disc([0, -76, 10], '#f4d06a'),
    sketch.inside(
      disc([0, -220, 132], '#000'),
      at([0, -214], portrait(sketch, cast(who)), { scale: 1.34 }),
    ),
  ].join('');
}

function blindBox(sketch: Sketch, paint: readonly string[], who: number): Markup {
  return [
    rounded('soft', box([-88, -220, 176, 220], sketch.linear(paint, 'right'), { rx: 8 })),
    disc([0, -110, 62], '#fffaf0', { opacity: 0.9 }),
    sketch.inside(
      disc([0, -110, 58], '#000'),
      at([0, -96], portrait(sketch, cast(who)), { scale: 0.56 }),
    ),
    words('盲盒', [0, -22], { size: 24, fill: '#fffaf0', 'letter-spacing': 6 }),
    words('?', [60, -190], { size: 34, fill: '#fffaf0' }),
  ].join('');
}

const commissionScene = (
  name: string,
  alt: string,
  [one, two]: readonly [number, number],
  skies: readonly [readonly string[], readonly string[]],
  back: readonly string[],
): Drawing =>
  drawing(name, alt, 900, (sketch) =>
    [
      cloth(sketch, back, 3),
      at([240, 400], commission(sketch, one, skies[0]), { turn: -5, scale: 1.12 }),
      at([510, 520], commission(sketch, two, skies[1]), { turn: 6, scale: 1.04 }),
      at([120, 770], pencil('#e0563b'), { turn: 62 }),
      at([170, 820], pencil('#3f7a63'), { turn: 70 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  );

const figureScene = (
  name: string,
  alt: string,
  first: number,
  suits: readonly (readonly string[])[],
  back: [string, string],
): Drawing =>
  drawing(name, alt, 900, (sketch) =>
    [
      paperSweep(sketch, back, 580),
      ...[
        [160, 680, 0.82],
        [560, 680, 0.82],
        [360, 800, 1.12],
      ].map(
        ([x, y, scale], index) =>
          standing([x!, y!], [76, 12]) +
          at([x!, y!], figurine(sketch, first + index, suits[index]!), { scale: scale! }),
      ),
      branchShadow([340, 20], { scale: 1.1, turn: 18, opacity: 0.13 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  );

const badgeScene = (
  name: string,
  alt: string,
  order: readonly number[],
  back: readonly string[],
): Drawing =>
  drawing(name, alt, 720, (sketch) =>
    [
      cloth(sketch, back, 3),
      ...order.map((who, index) =>
        at(
          [130 + (index % 3) * 230, 150 + Math.floor(index / 3) * 222],
          badge(sketch, cast(who), 98),
          { turn: (index % 3) * 7 - 7 },
        ),
      ),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  );

export const studioDrawings: readonly Drawing[] = [
  commissionScene(
    'commission-night',
    '两张约稿头像：星夜配色',
    [0, 4],
    [
      ['#2f3567', '#8a6fb5'],
      ['#f3b7a0', '#7d5a8a'],
    ],
    ['#efe3d0', '#d9c5a8'],
  ),
  commissionScene(
    'commission-spring',
    '两张约稿头像：春日配色',
    [3, 5],
    [
      ['#bfe3cf', '#f6f0c8'],
      ['#f9d3dc', '#cfe1f4'],
    ],
    ['#dfe6ee', '#bccbdc'],
  ),
  commissionScene(
    'commission-sea',
    '两张约稿头像：海边配色',
    [1, 2],
    [
      ['#8fd0e6', '#f2f0cf'],
      ['#5f9fc9', '#cfeaf0'],
    ],
    ['#f4dcd2', '#e0b9a8'],
  ),
  drawing('tablet-drawing', '数位屏上画到一半的角色', 720, (sketch) =>
    [
      planks(sketch, ['#b98a5e', '#7f5735'], 5),
      at([350, 350], drawingTablet(sketch, 0), { turn: -4 }),
      at([640, 520], pencil('#e9e4da'), { turn: 24 }),
      glow(sketch, [350, 350, 360], '#ffffff', 0.12),
      beam(sketch, 0.4),
    ].join(''),
  ),
  drawing('tablet-drawing-red', '数位屏上的红发角色草稿', 720, (sketch) =>
    [
      planks(sketch, ['#d9c2a2', '#b0946c'], 5),
      at([360, 350], drawingTablet(sketch, 3), { turn: 3 }),
      at([80, 560], pencil('#3f3b42'), { turn: -30 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('sketchbook', '摊开的速写本：街角和小猫', 720, (sketch) =>
    [
      planks(sketch, ['#a97a52', '#734c2c'], 5),
      dropped('far', [
        box([60, 120, 300, 470], '#fdf8ec'),
        box([360, 120, 300, 470], '#faf3e3'),
        group(blurred(10, box([346, 120, 28, 470], '#5a3a1c')), { opacity: 0.3 }),
      ]),
      group([
        stroke(
          'M100 470V260L180 200L260 260V470M140 470V380H200V470M220 300H250V340H220Z',
          '#5b4a3c',
          4,
        ),
        shape('M100 260L180 200L260 260Z', '#e07a5a', { opacity: 0.5 }),
        shape('M262 470V300H330V470Z', '#8fb5a0', { opacity: 0.45 }),
        stroke('M90 472H340', '#5b4a3c', 4),
        stroke(
          'M430 460C420 380 450 330 510 330C570 330 600 380 590 460M462 340L450 280L494 316M560 340L572 280L528 316',
          '#5b4a3c',
          5,
        ),
        shape('M436 460C426 380 456 336 510 336C564 336 594 380 584 460Z', '#f2b45c', {
          opacity: 0.45,
        }),
        disc([490, 370, 6], '#3b2a20'),
        disc([532, 370, 6], '#3b2a20'),
        stroke('M505 388L511 394L518 388', '#3b2a20', 3),
        words('六月 · 巷口', [510, 530], { size: 24, fill: '#7a6650' }),
      ]),
      at([640, 560], pencil('#3f7a63'), { turn: 16 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  figureScene(
    'figures',
    '三只盲盒公仔',
    0,
    [
      ['#f3a6b4', '#cf7083'],
      ['#8fc7d6', '#5b98ab'],
      ['#f5d06f', '#d09a32'],
    ],
    ['#d7cdf0', '#eee9fa'],
  ),
  figureScene(
    'figures-forest',
    '森林系列的三只公仔',
    3,
    [
      ['#a9c98a', '#74995a'],
      ['#e8a583', '#bd6f4d'],
      ['#cfc0a3', '#9f8b67'],
    ],
    ['#cfe3cf', '#eaf4e6'],
  ),
  drawing('blind-boxes', '一排未拆的盲盒', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#f6d9d4', '#e6b4ac'],
        table: ['#f2e4d0', '#d3bb98'],
        edge: 470,
      }),
      ...(
        [
          [130, ['#f08f7c', '#c85a48'], 0],
          [360, ['#7fb0c9', '#4c7f9c'], 3],
          [590, ['#f2c65f', '#cf952c'], 5],
        ] as const
      ).map(
        ([x, paint, who]) =>
          standing([x, 600], [92, 14]) +
          at([x, 606], blindBox(sketch, paint, who), { scale: 1.16 }),
      ),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  badgeScene(
    'badges-grid',
    '整齐排开的九枚徽章',
    [0, 1, 2, 3, 4, 5, 1, 0, 3],
    ['#cfe3ee', '#a9c6d9'],
  ),
  badgeScene('badges-doubles', '六枚重复的徽章', [4, 4, 2, 2, 0, 0], ['#f7e3c8', '#e6c496']),
];

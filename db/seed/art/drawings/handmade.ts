import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, glow, leaf, standing } from '../kit/light.ts';
import { cloth, wallAndTable } from '../kit/scenes.ts';
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

function yarn(sketch: Sketch, paint: readonly string[], radius: number): Markup {
  return (
    rounded('full', disc([0, 0, radius], sketch.radial(paint))) +
    sketch.inside(disc([0, 0, radius], '#000'), [
      times(7, (index) =>
        stroke(
          `M${-radius} ${-radius + index * radius * 0.3}Q0 ${-radius * 1.2 + index * radius * 0.36} ${radius} ${-radius * 0.7 + index * radius * 0.3}`,
          '#ffffff',
          5,
          { opacity: 0.28 },
        ),
      ),
      times(6, (index) =>
        stroke(
          `M${-radius * 0.8 + index * radius * 0.3} ${-radius}Q${radius * 0.3} 0 ${-radius * 0.6 + index * radius * 0.36} ${radius}`,
          '#00000030',
          4,
        ),
      ),
    ])
  );
}

function nailTips(sketch: Sketch, paints: readonly (readonly string[])[]): Markup {
  return paints
    .map((paint, index) =>
      at(
        [(index % 5) * 118 - 236, Math.floor(index / 5) * 250 - 120],
        dropped('near', [
          rounded(
            'soft',
            shape(
              'M-38 84C-46 0 -44 -84 0 -104C44 -84 46 0 38 84Q0 104 -38 84Z',
              sketch.linear(paint),
            ),
          ),
          stroke('M-22 -60C-28 -20 -28 20 -24 60', '#fff', 8, { opacity: 0.75 }),
          index % 3 === 0
            ? times(5, (petal) =>
                oval([0, -14, 7, 11], '#fff8ee', { transform: `rotate(${petal * 72})` }),
              ) + disc([0, 0, 5], '#e8b548')
            : '',
          index % 3 === 1
            ? times(6, (dot) =>
                disc([-18 + (dot % 3) * 18, -10 + Math.floor(dot / 3) * 30, 4.5], '#f7dc93'),
              )
            : '',
        ]),
      ),
    )
    .join('');
}

function candle(sketch: Sketch, wax: readonly string[], tall: number): Markup {
  return [
    rounded('soft', box([-58, -tall, 116, tall], sketch.linear(wax, 'right'), { rx: 18 })),
    oval([0, -tall, 56, 13], wax[0]!),
    stroke(`M0 ${-tall}V${-tall - 18}`, '#3a2a20', 4),
    rounded(
      'slight',
      shape(
        `M0 ${-tall - 74}C22 ${-tall - 44} 18 ${-tall - 20} 0 ${-tall - 16}C-18 ${-tall - 20} -22 ${-tall - 44} 0 ${-tall - 74}Z`,
        '#ffd36a',
      ),
    ),
    box([-40, -tall * 0.66, 80, tall * 0.36], '#fffaf2', { rx: 4 }),
    words('夜读', [0, -tall * 0.44], { size: 22, fill: '#8a6a45' }),
  ].join('');
}

function staff(sketch: Sketch, gem: readonly string[], wood: readonly string[]): Markup {
  return dropped('mid', [
    rounded('slight', box([-13, -250, 26, 640], sketch.linear(wood, 'right'), { rx: 12 })),
    times(4, (index) =>
      rounded('slight', box([-18, -180 + index * 130, 36, 16], '#d8a83e', { rx: 6 })),
    ),
    rounded(
      'soft',
      stroke('M0 -250C-120 -270 -130 -420 0 -440C130 -420 120 -300 60 -280', '#d8a83e', 22),
    ),
    rounded('round', shape('M0 -400L52 -340L0 -270L-52 -340Z', sketch.radial(gem))),
    shape('M0 -400L-52 -340L-10 -336Z', '#fff', { opacity: 0.5 }),
    stroke('M20 -240C70 -160 50 -60 90 10', '#b8433c', 10),
    stroke('M14 -236C-40 -150 -30 -70 -66 0', '#b8433c', 10),
  ]);
}

const crochet = (
  name: string,
  alt: string,
  balls: readonly (readonly string[])[],
  back: readonly string[],
): Drawing =>
  drawing(name, alt, 720, (sketch) =>
    [
      cloth(sketch, back, 3),
      ...[
        [190, 230, 120],
        [500, 210, 104],
        [350, 470, 140],
      ].map(
        ([x, y, r], index) =>
          group(blurred(18, oval([x! + 24, y! + r! * 0.66, r!, r! * 0.5], '#2b1608')), {
            opacity: 0.35,
          }) + at([x!, y!], yarn(sketch, balls[index]!, r!)),
      ),
      at(
        [560, 520],
        dropped(
          'near',
          rounded(
            'slight',
            stroke('M-40 -160L60 150', '#d8a23b', 13) +
              stroke('M60 150Q74 172 56 176', '#d8a23b', 8),
          ),
        ),
      ),
      stroke('M470 560C560 640 640 560 700 640', balls[2]![1]!, 7),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  );

const nails = (
  name: string,
  alt: string,
  paints: readonly (readonly string[])[],
  back: readonly string[],
): Drawing =>
  drawing(name, alt, 720, (sketch) =>
    [
      cloth(sketch, back, 2),
      dropped('mid', box([50, 90, 620, 540], '#fffaf3', { rx: 26 })),
      box([74, 114, 572, 492], '#00000008', { rx: 18 }),
      at([360, 372], nailTips(sketch, paints)),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  );

export const handmadeDrawings: readonly Drawing[] = [
  drawing('cosplay-staff', '手作的金色法杖道具', 960, (sketch) =>
    [
      cloth(sketch, ['#3f3a58', '#272339'], 4),
      glow(sketch, [360, 230, 320], '#ffd98a', 0.35),
      at([360, 490], staff(sketch, ['#ffe0f0', '#e0608f', '#8f2f5c'], ['#8a5a34', '#4f3018']), {
        turn: 14,
        scale: 1.08,
      }),
      beam(sketch, 0.4),
    ].join(''),
  ),
  drawing('cosplay-staff-blue', '蓝色宝石的法杖道具', 960, (sketch) =>
    [
      cloth(sketch, ['#f0e6dc', '#d6c4b2'], 4),
      at([360, 490], staff(sketch, ['#dff4ff', '#58a6e0', '#215a94'], ['#d9d4cc', '#8f877c']), {
        turn: -14,
        scale: 1.08,
      }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  crochet(
    'yarn',
    '三团毛线和一根钩针',
    [
      ['#f6b7a6', '#e08670', '#b3583f'],
      ['#bcd6de', '#82a9b8', '#507d8f'],
      ['#f6dc9a', '#dcb052', '#a67a24'],
    ],
    ['#f1e9dc', '#dccdb4'],
  ),
  crochet(
    'yarn-green',
    '绿色系的三团毛线',
    [
      ['#cfe0b4', '#94b06a', '#617f3a'],
      ['#f3ead8', '#d9c7a4', '#a8916a'],
      ['#8fb5a4', '#557f6d', '#2f5546'],
    ],
    ['#e6dff0', '#c9bedb'],
  ),
  nails(
    'nails-pink',
    '一盒手绘穿戴甲：樱花',
    [
      ['#f9d3d6', '#ee9aa6'],
      ['#fbe6dd', '#f0b7a4'],
      ['#f6c3cf', '#d9728c'],
      ['#fdeee6', '#eec4b0'],
      ['#f3a6b4', '#c85a78'],
      ['#fbe0e4', '#f0aebb'],
      ['#f9ece4', '#e6c2ae'],
      ['#f6bfc8', '#dd8296'],
      ['#fde6df', '#f2b9a8'],
      ['#f0a0b2', '#bd5673'],
    ],
    ['#e8ddd4', '#cfbcae'],
  ),
  nails(
    'nails-night',
    '一盒手绘穿戴甲：夜空',
    [
      ['#3d4a86', '#1f2650'],
      ['#6a5aa0', '#3a2d66'],
      ['#28345f', '#141a38'],
      ['#8a7ab8', '#54447f'],
      ['#33508a', '#1a2c55'],
      ['#5b4a8f', '#2f2458'],
      ['#1f2a52', '#0f1530'],
      ['#7464a8', '#443570'],
      ['#2f437a', '#18244a'],
      ['#4b3d7d', '#271d4c'],
    ],
    ['#cdd3e6', '#a4aecb'],
  ),
  drawing('candles', '木托盘上的三支香薰蜡烛', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#4f4440', '#2b2422'],
        table: ['#8a5f3f', '#4a2f1c'],
        edge: 460,
      }),
      glow(sketch, [360, 260, 380], '#ffb964', 0.6),
      ...(
        [
          [190, ['#f6e4cc', '#d9b78e'], 200],
          [370, ['#d9a08c', '#a9644e'], 270],
          [550, ['#a9b9a0', '#6f8468'], 170],
        ] as const
      ).map(
        ([x, wax, tall]) =>
          standing([x, 610], [62, 11]) +
          at([x, 612], candle(sketch, wax, tall)) +
          glow(sketch, [x, 580 - tall, 120], '#ffd98a', 0.6),
      ),
    ].join(''),
  ),
  drawing('pressed-flowers', '压花书签和相框', 900, (sketch) =>
    [
      cloth(sketch, ['#efe8d8', '#d8c9ab'], 3),
      dropped('mid', [
        rounded(
          'slight',
          box([90, 110, 340, 470], 'none', { stroke: '#a9744a', 'stroke-width': 30, rx: 4 }),
        ),
        box([104, 124, 312, 442], '#fffaf0'),
      ]),
      times(5, (index) =>
        at(
          [180 + (index % 3) * 80, 250 + Math.floor(index / 3) * 160],
          times(6, (petal) =>
            oval([0, -24, 13, 22], ['#e79a8c', '#b9a0d6', '#f0c260'][index % 3]!, {
              transform: `rotate(${petal * 60})`,
              opacity: 0.9,
            }),
          ) + disc([0, 0, 9], '#c98f2f'),
        ),
      ),
      times(6, (index) =>
        at([140 + index * 46, 520], leaf('#8fab78'), { turn: -90 + index * 12, scale: 0.7 }),
      ),
      ...[500, 600].map((x, index) =>
        dropped('near', [
          box([x, 200 + index * 80, 76, 400], '#fffdf6', { rx: 8 }),
          times(3, (n) =>
            at([x + 38, 310 + index * 80 + n * 100], leaf(['#a9c08c', '#d99a86', '#8fb0bd'][n]!), {
              turn: -100 + n * 40,
              scale: 0.42,
            }),
          ),
          stroke(`M${x + 38} ${200 + index * 80}v-50`, '#b8433c', 5),
        ]),
      ),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
];

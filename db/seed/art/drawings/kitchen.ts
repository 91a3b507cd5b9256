import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, leaf, standing, windowLight } from '../kit/light.ts';
import { paperSweep, planks, wallAndTable } from '../kit/scenes.ts';
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

function teapot(sketch: Sketch): Markup {
  const clay = sketch.linear(['#b8745a', '#8a4a36', '#5b2c20'], 'across');
  return [
    stroke('M112 -96C186 -110 190 -10 106 -22', '#7a3f2c', 21),
    rounded(
      'soft',
      shape('M-104 -70C-150 -74 -160 -120 -198 -130L-180 -146C-146 -140 -120 -116 -92 -112Z', clay),
    ),
    rounded(
      'full',
      shape(
        'M-124 -60C-124 -134 124 -134 124 -60C124 -10 84 6 60 6H-60C-84 6 -124 -10 -124 -60Z',
        clay,
      ),
    ),
    rounded('soft', oval([0, -112, 70, 17], clay)),
    rounded('soft', disc([0, -138, 17], clay)),
    stroke('M-70 -40C-40 -20 40 -20 70 -40', '#d99a7c', 3, { opacity: 0.5 }),
  ].join('');
}

function teaCup(sketch: Sketch): Markup {
  return [
    rounded(
      'soft',
      shape(
        'M-46 -48H46Q42 0 20 4H-20Q-42 0 -46 -48Z',
        sketch.linear(['#f6efe2', '#d3c3aa'], 'right'),
      ),
    ),
    oval([0, -48, 46, 12], '#fffdf6'),
    oval([0, -47, 39, 9], sketch.linear(['#d9a441', '#a86d1f'])),
    oval([-10, -49, 14, 3], '#fff3cf', { opacity: 0.8 }),
  ].join('');
}

function kettle(sketch: Sketch): Markup {
  const steel = sketch.linear(['#f4f1ec', '#b8b1a7', '#e4dfd7', '#7f776d'], 'right');
  return [
    stroke('M96 -170C196 -176 190 -30 104 -40', '#3a2a20', 19),
    stroke('M-92 -40C-170 -50 -130 -210 -206 -218', '#cfc8be', 15),
    stroke('M-90 -44C-166 -54 -128 -210 -204 -216', '#ffffff', 4, { opacity: 0.7 }),
    rounded('round', shape('M-86 -190H86L116 -14Q116 0 100 0H-100Q-116 0 -116 -14Z', steel)),
    rounded('soft', oval([0, -190, 86, 16], '#d9d3ca')),
    rounded('soft', disc([0, -214, 17], '#3a2a20')),
  ].join('');
}

function dripper(sketch: Sketch): Markup {
  return [
    shape('M-96 0Q-104 -64 -62 -108H62Q104 -64 96 0Q92 14 70 14H-70Q-92 14 -96 0Z', '#e9f1f0', {
      opacity: 0.6,
    }),
    shape('M-95 -20H95Q98 14 70 14H-70Q-98 14 -95 -20Z', sketch.linear(['#6b3f22', '#3a1f0f'])),
    stroke('M-80 -50Q-86 -20 -78 -4', '#fff', 7, { opacity: 0.8 }),
    box([-70, -124, 140, 16], '#c98f57', { rx: 7 }),
    rounded(
      'soft',
      shape('M-94 -236H94L38 -128H-38Z', sketch.linear(['#fffdf8', '#d8ccb9'], 'right')),
    ),
    oval([0, -236, 94, 17], '#f3ead9'),
    oval([0, -234, 76, 12], '#4f2f1a'),
    stroke('M92 -214C130 -216 126 -168 76 -170', '#e6dccb', 11),
  ].join('');
}

function grinder(sketch: Sketch): Markup {
  return [
    stroke('M0 -246H84', '#8d857b', 10),
    rounded('soft', disc([92, -250, 17], '#7a4a26')),
    rounded(
      'soft',
      box([-46, -232, 92, 120], sketch.linear(['#e9e4dc', '#8f877d', '#d8d2c8'], 'right'), {
        rx: 12,
      }),
    ),
    rounded(
      'soft',
      box([-50, -116, 100, 120], sketch.linear(['#b57f4b', '#7a4c26'], 'right'), { rx: 14 }),
    ),
    box([-50, -122, 100, 10], '#3a2a20', { opacity: 0.6 }),
  ].join('');
}

function coffeeBean(): Markup {
  return rounded('slight', oval([0, 0, 12, 8], '#5a3319')) + stroke('M-9 0Q0 4 9 0', '#2b1608', 2);
}

function bottle(
  sketch: Sketch,
  [width, height]: readonly [number, number],
  glass: readonly string[],
  cap: string,
): Markup {
  const half = width / 2;
  return [
    rounded('soft', box([-half * 0.42, -height - 62, half * 0.84, 66], cap, { rx: 7 })),
    rounded(
      'round',
      shape(
        `M${-half} 0V${-height + 40}Q${-half} ${-height} ${-half * 0.4} ${-height}H${half * 0.4}Q${half} ${-height} ${half} ${-height + 40}V0Q${half} 12 ${half - 14} 12H${-half + 14}Q${-half} 12 ${-half} 0Z`,
        sketch.linear(glass, 'right'),
      ),
    ),
    box([-half * 0.62, -height * 0.62, width * 0.62, height * 0.4], '#fffaf2', { rx: 4 }),
    words('晨', [0, -height * 0.4], { size: width * 0.24, fill: '#8a5b48' }),
    box([-half * 0.3, -height * 0.33, half * 0.6, 3], '#c9a58f'),
    stroke(`M${-half * 0.72} ${-height + 46}V-14`, '#fff', 7, { opacity: 0.55 }),
  ].join('');
}

function jar(sketch: Sketch): Markup {
  return [
    rounded(
      'soft',
      box([-70, -84, 140, 88], sketch.linear(['#fdf3ec', '#e9cdbd'], 'right'), { rx: 14 }),
    ),
    rounded(
      'soft',
      box([-74, -114, 148, 40], sketch.linear(['#d9a98f', '#b67b60'], 'right'), { rx: 9 }),
    ),
    words('面霜', [0, -28], { size: 24, fill: '#8a5b48', 'letter-spacing': 6 }),
  ].join('');
}

function watercolours(sketch: Sketch): Markup {
  const pans = [
    '#d8432f',
    '#ee8b3c',
    '#f3c945',
    '#9bbf4b',
    '#3f8f5f',
    '#3aa0a8',
    '#3b78b8',
    '#3d4a94',
    '#7a4fa3',
    '#c24c83',
    '#8a5a3a',
    '#2f2a28',
  ];
  return [
    rounded(
      'soft',
      box([-230, -150, 460, 300], sketch.linear(['#3b3735', '#221f1e'], 'across'), { rx: 16 }),
    ),
    pans
      .map((colour, index) => {
        const x = -206 + (index % 6) * 70;
        const y = -128 + Math.floor(index / 6) * 84;
        return (
          box([x, y, 62, 74], '#fffaf2', { rx: 8 }) +
          rounded('soft', box([x + 5, y + 5, 52, 64], colour, { rx: 8 }))
        );
      })
      .join(''),
    box([-206, 44, 412, 90], '#fffdf8', { rx: 10 }),
    oval([-120, 88, 56, 24], '#7fb8d6', { opacity: 0.6 }),
    oval([-10, 92, 46, 20], '#f0a3a0', { opacity: 0.6 }),
    oval([110, 86, 60, 22], '#f5cf78', { opacity: 0.65 }),
  ].join('');
}

function paintedSheet(sketch: Sketch): Markup {
  return dropped('near', [
    box([-150, -190, 300, 380], '#fffdf6'),
    sketch.inside(box([-128, -168, 256, 336], '#000'), [
      box([-128, -168, 256, 180], sketch.linear(['#bfe0ee', '#fdeedb'])),
      group(blurred(5, [oval([-50, -100, 60, 24], '#fff'), oval([60, -70, 50, 18], '#f9c9b8')]), {
        opacity: 0.9,
      }),
      shape('M-128 20L-60 -50L0 10L60 -60L128 14V60H-128Z', '#7ea3b8', { opacity: 0.75 }),
      shape('M-128 40C-60 0 40 70 128 24V168H-128Z', '#9cc08a', { opacity: 0.9 }),
      shape('M-128 100C-40 60 40 130 128 90V168H-128Z', '#5f9468', { opacity: 0.85 }),
      times(9, (index) =>
        disc(
          [-110 + index * 28, 110 + (index % 3) * 18, 6],
          ['#e0563b', '#f3c945', '#fffaf2'][index % 3] ?? '#fff',
        ),
      ),
    ]),
  ]);
}

function brush(length: number, tip: string): Markup {
  return [
    shape(`M0 -6L${length} -3V3L0 6Z`, '#7a3f2c'),
    box([-46, -7, 48, 14], '#d9cfc0'),
    shape('M-46 -8C-74 -10 -84 -3 -96 0C-84 3 -74 10 -46 8Z', tip),
  ].join('');
}

export const kitchenDrawings: readonly Drawing[] = [
  drawing('tea-set', '紫砂壶和茶杯', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#e9dcc6', '#c2ad8d'],
        table: ['#6b4528', '#3f2614'],
        edge: 500,
      }),
      windowLight([380, 10], { scale: 1.2, opacity: 0.5 }),
      standing([360, 640], [316, 16]),
      rounded('soft', box([50, 596, 620, 42], sketch.linear(['#a8794a', '#74502c']), { rx: 10 })),
      times(24, (index) => box([70 + index * 25, 600, 14, 8], '#3f2614', { opacity: 0.5 })),
      standing([290, 600], [120, 12]),
      at([290, 594], teapot(sketch), { scale: 1.25 }),
      at([494, 598], teaCup(sketch)),
      at([600, 600], teaCup(sketch)),
      branchShadow([420, 20], { scale: 1.1, turn: 24, opacity: 0.22 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('coffee-gear', '手冲咖啡器具', 900, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#f3e3cf', '#d6bb98'],
        table: ['#b98554', '#7d5230'],
        edge: 640,
      }),
      windowLight([40, 20], { scale: 1.5, opacity: 0.6 }),
      standing([520, 732], [116, 16]),
      at([520, 734], kettle(sketch), { scale: 1.04 }),
      standing([196, 764], [104, 16]),
      at([196, 752], dripper(sketch), { scale: 1.2 }),
      standing([360, 834], [52, 12]),
      at([360, 834], grinder(sketch), { scale: 0.86 }),
      times(11, () =>
        at([480 + sketch.chance() * 170, 800 + sketch.chance() * 60], coffeeBean(), {
          turn: sketch.chance() * 360,
        }),
      ),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('skincare', '护肤瓶罐', 840, (sketch) =>
    [
      paperSweep(sketch, ['#eec9bd', '#f8e6dc'], 560),
      disc([470, 280, 190], '#fdf1e8', { opacity: 0.7 }),
      rounded('soft', box([70, 590, 330, 170], sketch.linear(['#fffaf4', '#ecd9cc']), { rx: 10 })),
      standing([170, 594], [64, 8], 0.4),
      at([170, 580], bottle(sketch, [116, 270], ['#f9dfc0', '#e7b183', '#c98a58'], '#d8a85c')),
      standing([310, 594], [60, 8], 0.4),
      at([310, 582], bottle(sketch, [100, 180], ['#e8efe6', '#b9cdb9', '#8fa891'], '#fffaf2')),
      standing([530, 706], [84, 13], 0.4),
      at([530, 708], jar(sketch), { scale: 1.2 }),
      at([410, 790], leaf('#9db58f'), { turn: -14, scale: 1.1 }),
      branchShadow([340, 60], { scale: 1.1, turn: 12, opacity: 0.14 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  drawing('watercolours', '水彩颜料和画本', 780, (sketch) =>
    [
      planks(sketch, ['#ecdcc3', '#cbae86'], 5),
      at([470, 260], paintedSheet(sketch), { turn: 8, scale: 1.1 }),
      dropped('mid', at([276, 528], watercolours(sketch), { turn: -7, scale: 0.98 })),
      dropped('near', at([560, 640], brush(220, '#3b78b8'), { turn: -58 })),
      dropped('near', at([630, 690], brush(190, '#d8432f'), { turn: -70 })),
      beam(sketch, 0.5),
    ].join(''),
  ),
];

import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, glow, standing, windowLight } from '../kit/light.ts';
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

/** The back of a phone lying flat: 220 by 450 units around the origin. */
function phoneBack(sketch: Sketch, paint: readonly string[]): Markup {
  const lens = (x: number, y: number) =>
    rounded('slight', disc([x, y, 33], '#d9d4cc')) +
    disc([x, y, 27], '#17141a') +
    disc([x, y, 18], sketch.radial(['#6f7fc4', '#241d3d', '#0b0912'])) +
    oval([x - 8, y - 9, 7, 4], '#fff', { opacity: 0.7 });
  return dropped('mid', [
    rounded(
      'slight',
      box([-114, -228, 228, 456], sketch.linear(['#efe9df', '#a89f93'], 'right'), { rx: 44 }),
    ),
    rounded(
      'soft',
      box([-108, -222, 216, 444], sketch.linear(paint, 'across'), { rx: 40 }),
      'faint',
    ),
    rounded('slight', box([-98, -212, 136, 150], sketch.linear(paint, 'down'), { rx: 34 })),
    lens(-58, -170),
    lens(-58, -98),
    lens(4, -134),
    disc([8, -186, 9], '#fff3d0'),
    group(blurred(10, shape('M-108 60L108 -150V-60L-108 150Z', '#ffffff')), { opacity: 0.16 }),
  ]);
}

/** The front of a phone with a lock screen of hills. */
function phoneFront(
  sketch: Sketch,
  sky: readonly string[],
  hills: readonly [string, string],
): Markup {
  const screen = box([-102, -216, 204, 432], '#000', { rx: 34 });
  return dropped('mid', [
    rounded('slight', box([-114, -228, 228, 456], '#1c1a1d', { rx: 44 })),
    sketch.inside(screen, [
      box([-102, -216, 204, 432], sketch.linear(sky)),
      disc([44, -30, 34], '#fff4d6', { opacity: 0.9 }),
      shape('M-102 90C-60 30 -30 40 0 80C30 50 70 40 102 90V216H-102Z', hills[0]),
      shape('M-102 140C-40 90 40 120 102 150V216H-102Z', hills[1]),
      words('19:26', [0, -120], { size: 58, fill: '#fffaf0', 'font-weight': 300 }),
      words('周五 · 下班啦', [0, -84], { size: 18, fill: '#fffaf0' }),
      group(shape('M-102 -216H40L-60 216H-102Z', '#fff'), { opacity: 0.08 }),
    ]),
    box([-28, -204, 56, 16], '#0c0b0d', { rx: 8 }),
  ]);
}

function laptop(sketch: Sketch, body: readonly string[], screen: Markup): Markup {
  return [
    rounded('slight', box([-250, -330, 500, 322], '#242124', { rx: 16 })),
    sketch.inside(box([-236, -316, 472, 290], '#000', { rx: 6 }), screen),
    group(shape('M-236 -316H-40L-140 -26H-236Z', '#fff'), { opacity: 0.07 }),
    rounded(
      'slight',
      shape(
        'M-250 -8H250L300 66Q302 78 290 80H-290Q-302 78 -300 66Z',
        sketch.linear(body, 'right'),
      ),
    ),
    shape('M-222 0H222L236 26H-236Z', '#2c2829', { opacity: 0.85 }),
    times(3, (row) => stroke(`M${-224 - row * 5} ${8 + row * 7}H${224 + row * 5}`, '#57514f', 1.6)),
    shape('M-70 36H70L76 62H-76Z', '#00000022'),
    box([-300, 74, 600, 10], '#00000033', { rx: 5 }),
  ].join('');
}

const codeScreen = (sketch: Sketch): Markup =>
  box([-236, -316, 472, 290], sketch.linear(['#23283a', '#171b28'])) +
  times(11, (row) => {
    const indent = [0, 24, 24, 48, 48, 24, 0, 0, 24, 48, 24][row] ?? 0;
    const colour = ['#f4b17a', '#8fd3c4', '#cfc6f0', '#f0e4c8'][row % 4]!;
    return (
      box([-206 + indent, -288 + row * 23, 90 + ((row * 67) % 170), 9], colour, {
        rx: 4,
        opacity: 0.85,
      }) + box([-224, -288 + row * 23, 8, 9], '#55607a', { rx: 3 })
    );
  });

const essayScreen = (sketch: Sketch): Markup =>
  box([-236, -316, 472, 290], sketch.linear(['#e9dfd0', '#d6c7b0'])) +
  box([-120, -296, 240, 290], '#fffdf8') +
  words('毕业论文（终稿3）', [0, -256], { size: 19, fill: '#3c342c', 'font-weight': 700 }) +
  times(9, (row) =>
    box([-96, -236 + row * 21, row % 4 === 3 ? 110 : 192, 7], '#9a9084', { rx: 3, opacity: 0.7 }),
  );

function smartWatch(sketch: Sketch, strap: readonly string[]): Markup {
  return dropped('mid', [
    rounded(
      'soft',
      shape('M-62 -90L-54 -300Q0 -316 54 -300L62 -90Z', sketch.linear(strap, 'right')),
    ),
    rounded('soft', shape('M-62 90L-54 300Q0 316 54 300L62 90Z', sketch.linear(strap, 'right'))),
    times(4, (index) => oval([0, 180 + index * 28, 7, 4], '#00000055')),
    rounded(
      'soft',
      box([-96, -112, 192, 224], sketch.linear(['#e7e2da', '#9d958a'], 'right'), { rx: 54 }),
    ),
    box([-84, -100, 168, 200], '#141215', { rx: 46 }),
    words('6,482 步', [0, 56], { size: 20, fill: '#8fe0b4' }),
    words('08:15', [0, 4], { size: 54, fill: '#fff5e4', 'font-weight': 300 }),
    stroke('M-52 -58A70 70 0 0 1 52 -58', '#ff8a5c', 9),
    rounded('slight', box([94, -34, 16, 48], '#b6ada1', { rx: 7 })),
  ]);
}

function earbuds(sketch: Sketch, shell: readonly string[]): Markup {
  const bud = (x: number, flip: boolean) =>
    at(
      [x, -40],
      [
        rounded(
          'soft',
          shape(
            'M-30 -40C-34 -78 34 -78 32 -38C30 -10 12 -8 10 4V84Q0 94 -10 84V4C-22 0 -28 -14 -30 -40Z',
            sketch.linear(shell, 'right'),
          ),
        ),
        oval([-12, -44, 13, 17], '#2c292b'),
      ],
      { flip },
    );
  return [
    rounded(
      'round',
      shape(
        'M-150 0Q-156 -70 -80 -78H80Q156 -70 150 0Q152 110 60 116H-60Q-152 110 -150 0Z',
        sketch.linear(shell, 'across'),
      ),
    ),
    stroke('M-148 -6H148', '#00000033', 4),
    disc([0, 44, 6], '#7fd6a4'),
    dropped('near', bud(-250, false)),
    dropped('near', bud(250, true)),
  ].join('');
}

function robotVacuum(sketch: Sketch): Markup {
  return [
    rounded('round', disc([0, 0, 190], sketch.radial(['#ffffff', '#ece7df', '#b9b1a5']))),
    disc([0, 0, 150], 'none', { stroke: '#00000014', 'stroke-width': 4 }),
    rounded('soft', disc([0, -30, 62], sketch.radial(['#fdfcf9', '#d6d0c6']))),
    disc([0, -30, 30], '#2f2b2c'),
    box([-34, 90, 68, 22], '#e8e2d8', { rx: 11 }),
    disc([-14, 101, 5], '#e0563b'),
    disc([14, 101, 5], '#57b08a'),
  ].join('');
}

const phoneScene = (
  name: string,
  alt: string,
  paint: readonly string[],
  sky: readonly string[],
  hills: readonly [string, string],
  back: readonly string[],
): Drawing =>
  drawing(name, alt, 900, (sketch) =>
    [
      cloth(sketch, back, 4),
      at([246, 500], phoneBack(sketch, paint), { turn: -9, scale: 1.25 }),
      at([500, 430], phoneFront(sketch, sky, hills), { turn: 7, scale: 1.18 }),
      branchShadow([330, 40], { scale: 1.3, turn: 22, opacity: 0.16 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  );

const laptopScene = (
  name: string,
  alt: string,
  screen: (sketch: Sketch) => Markup,
  body: readonly string[],
  wall: readonly string[],
): Drawing =>
  drawing(name, alt, 720, (sketch) =>
    [
      wallAndTable(sketch, { wall, table: ['#c79a68', '#8a5c34'], edge: 500 }),
      windowLight([40, 40], { scale: 1.5, opacity: 0.5 }),
      standing([350, 606], [290, 18]),
      at([350, 530], laptop(sketch, body, screen(sketch))),
      rounded(
        'soft',
        box([606, 520, 74, 96], sketch.linear(['#e59a73', '#b4593a'], 'right'), { rx: 12 }),
      ),
      oval([643, 522, 37, 10], '#4a2a18'),
      beam(sketch, 0.5),
    ].join(''),
  );

export const gadgetDrawings: readonly Drawing[] = [
  phoneScene(
    'phone-blue',
    '雾蓝色手机的背面和屏幕',
    ['#9fb8cc', '#5f7f9c'],
    ['#f7c59a', '#e58a6f', '#7d5a8a'],
    ['#4a4a72', '#2c2c4c'],
    ['#f1e4d2', '#dcc6a8'],
  ),
  phoneScene(
    'phone-cream',
    '奶白色手机的背面和屏幕',
    ['#fbf3e4', '#dccdb4'],
    ['#a9dbe8', '#f2ecd2'],
    ['#7fae86', '#4f8263'],
    ['#d8cfe6', '#b7abd0'],
  ),
  phoneScene(
    'phone-black',
    '黑色手机的背面和屏幕',
    ['#4a484c', '#232125'],
    ['#20264a', '#51407a', '#c2707f'],
    ['#2b2547', '#171430'],
    ['#cddbd2', '#a3b9ac'],
  ),
  laptopScene(
    'laptop-code',
    '木桌上开着代码的笔记本电脑',
    codeScreen,
    ['#d9d5ce', '#9f988e'],
    ['#d7e0da', '#a9bdb4'],
  ),
  laptopScene(
    'laptop-essay',
    '写着毕业论文的笔记本电脑',
    essayScreen,
    ['#e6cfc0', '#b0917f'],
    ['#f0dfcf', '#d9bda3'],
  ),
  drawing('smart-watch', '智能手表和两条表带', 900, (sketch) =>
    [
      planks(sketch, ['#d8b58b', '#b08654'], 6),
      at([270, 450], smartWatch(sketch, ['#2f3d4a', '#1b242d']), { turn: -8, scale: 1.16 }),
      at(
        [560, 470],
        dropped(
          'near',
          rounded(
            'soft',
            box([-44, -260, 88, 520], sketch.linear(['#e8a583', '#c46f4d'], 'right'), { rx: 40 }),
          ),
        ),
        { turn: 10 },
      ),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('earbuds', '白色真无线耳机和充电盒', 720, (sketch) =>
    [
      paperSweep(sketch, ['#b9cfe0', '#dfe9ef'], 430),
      standing([360, 530], [160, 18]),
      at([360, 420], earbuds(sketch, ['#ffffff', '#eceae6', '#c3beb6'])),
      branchShadow([300, 20], { scale: 1.2, turn: 20, opacity: 0.16 }),
      beam(sketch, 0.6, '#fff'),
    ].join(''),
  ),
  drawing('robot-vacuum', '地板上的白色扫地机器人', 720, (sketch) =>
    [
      planks(sketch, ['#d9b283', '#b88a58'], 7),
      group(blurred(18, oval([390, 430, 220, 190], '#2b1608')), { opacity: 0.4 }),
      at([360, 370], robotVacuum(sketch), { scale: 1.1 }),
      windowLight([60, 120], { scale: 1.4, opacity: 0.4 }),
    ].join(''),
  ),
  drawing('night-desk', '夜里书桌上亮着的台灯和电脑', 960, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#2c3347', '#1a1e2c'],
        table: ['#5a3c28', '#2d1d12'],
        edge: 660,
      }),
      box([70, 80, 300, 400], '#141a2e', { rx: 6 }),
      times(26, (index) =>
        disc(
          [90 + ((index * 97) % 260), 100 + ((index * 61) % 240), 1.6 + (index % 3)],
          '#fff6d8',
          { opacity: 0.8 },
        ),
      ),
      times(6, (index) => box([84 + index * 48, 380 - ((index * 53) % 90), 40, 200], '#20283f')),
      times(24, (index) =>
        box([92 + ((index * 37) % 260), 400 + ((index * 29) % 70), 7, 9], '#ffcf7a', {
          opacity: 0.9,
        }),
      ),
      stroke('M220 80V480M70 280H370', '#4a3a2c', 9),
      rounded(
        'slight',
        box([58, 68, 324, 424], 'none', { stroke: '#6b5240', 'stroke-width': 16, rx: 8 }),
      ),
      glow(sketch, [560, 470, 330], '#ffc873', 0.75),
      standing([330, 806], [260, 16]),
      at([320, 740], laptop(sketch, ['#8f8a86', '#5b5653'], codeScreen(sketch)), { scale: 0.86 }),
      rounded('soft', box([600, 300, 12, 430], '#d8a23b', { rx: 6 })),
      rounded('round', shape('M520 300H690L720 430H490Z', sketch.linear(['#f8dd9c', '#e0a04c']))),
      rounded('soft', oval([606, 740, 70, 18], '#b9822e')),
    ].join(''),
  ),
];

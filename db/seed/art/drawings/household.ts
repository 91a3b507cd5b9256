import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, leaf, standing, windowLight } from '../kit/light.ts';
import { paperSweep, room } from '../kit/scenes.ts';
import { type Markup, at, box, disc, oval, shape, stroke, times, words } from '../kit/shapes.ts';
import { type Sketch, dropped, rounded } from '../kit/sketch.ts';

function sofa(sketch: Sketch, fabric: readonly string[], pillows: readonly string[]): Markup {
  const velvet = sketch.linear(fabric);
  return [
    stroke('M-250 40L-260 90M250 40L260 90', '#6b4426', 17),
    rounded('round', box([-270, -210, 540, 200], velvet, { rx: 50 })),
    rounded('round', [
      box([-262, -80, 262, 110], sketch.linear(fabric.toReversed()), { rx: 34 }),
      box([0, -80, 262, 110], sketch.linear(fabric.toReversed()), { rx: 34 }),
    ]),
    rounded('round', [
      box([-318, -130, 84, 180], velvet, { rx: 38 }),
      box([234, -130, 84, 180], velvet, { rx: 38 }),
    ]),
    ...pillows.map((paint, index) =>
      at(
        [-150 + index * 280, -100],
        rounded('round', box([-62, -56, 124, 112], paint, { rx: 28 })),
        { turn: index ? 10 : -12 },
      ),
    ),
  ].join('');
}

const sofaScene = (
  name: string,
  alt: string,
  fabric: readonly string[],
  wall: readonly string[],
  pillows: readonly string[],
): Drawing =>
  drawing(name, alt, 720, (sketch) =>
    [
      room(sketch, { wall, floor: ['#cfa273', '#9a6c43'], edge: 520 }),
      windowLight([430, 30], { scale: 1.1, opacity: 0.5 }),
      dropped('near', [
        box([90, 70, 150, 190], '#fffaf0', { stroke: '#8a5c38', 'stroke-width': 9 }),
        shape('M96 240C130 170 160 190 190 150C210 140 224 170 236 176V256H96Z', '#8fb5a0'),
        disc([190, 120, 20], '#f0b05a'),
      ]),
      oval([360, 640, 340, 44], '#efe3d0'),
      standing([360, 610], [310, 18]),
      at([360, 530], sofa(sketch, fabric, pillows)),
      beam(sketch, 0.5),
    ].join(''),
  );

function carton(sketch: Sketch, [width, height]: readonly [number, number], label: string): Markup {
  return (
    rounded(
      'slight',
      box([-width / 2, -height, width, height], sketch.linear(['#dcb482', '#b3834f']), { rx: 4 }),
    ) +
    box([-width * 0.1, -height, width * 0.2, height], '#ecd0a4', { opacity: 0.7 }) +
    words(label, [-width * 0.26, -height * 0.3], { size: 30, fill: '#6b4420' })
  );
}

function suitcase(sketch: Sketch, shell: readonly string[]): Markup {
  return [
    stroke('M-60 -420V-520H60V-420', '#8f877c', 13),
    rounded('soft', box([-74, -540, 148, 26], '#3a3633', { rx: 12 })),
    rounded('round', box([-170, -430, 340, 410], sketch.linear(shell, 'right'), { rx: 40 })),
    times(6, (index) => stroke(`M${-120 + index * 48} -404V-46`, '#00000024', 6)),
    rounded('slight', box([-176, -240, 24, 60], '#d8d0c4', { rx: 6 })),
    [-120, 120].map((x) => disc([x, -8, 20], '#2b2725')).join(''),
  ].join('');
}

function bookshelf(sketch: Sketch): Markup {
  const wood = sketch.linear(['#b98656', '#8a5c36'], 'right');
  const spines = [
    '#b4452f',
    '#3f6f6a',
    '#e0b04c',
    '#5d6fa0',
    '#efe3cc',
    '#8a5a7a',
    '#6f9a72',
    '#c9744f',
  ];
  const row = (y: number, shift: number) =>
    times(
      13,
      (index) =>
        rounded(
          'slight',
          box(
            [
              -250 + index * 38,
              y - 96 - ((index * 31 + shift * 17) % 50),
              32,
              96 + ((index * 31 + shift * 17) % 50),
            ],
            spines[(index * 3 + shift) % 8]!,
            { rx: 3 },
          ),
        ) + box([-244 + index * 38, y - 70, 20, 5], '#fff3d6', { opacity: 0.7 }),
    );
  return [
    box([-280, -700, 560, 700], '#6b4426'),
    times(4, (index) => row(-30 - index * 172, index + 1)),
    times(5, (index) =>
      rounded('slight', box([-286, -706 + index * 172, 572, 24], wood, { rx: 4 })),
    ),
    rounded('slight', [
      box([-296, -712, 24, 716], wood, { rx: 4 }),
      box([272, -712, 24, 716], wood, { rx: 4 }),
    ]),
  ].join('');
}

function whiteGoods(sketch: Sketch, body: readonly string[]): Markup {
  return [
    rounded('soft', box([-190, -460, 380, 460], sketch.linear(body, 'right'), { rx: 22 })),
    box([-190, -460, 380, 76], '#00000010'),
    disc([130, -422, 22], '#d8d2c8'),
    box([-160, -440, 120, 36], '#2c2a2b', { rx: 8 }),
    words('0:42', [-100, -413], { size: 24, fill: '#8fe0d0' }),
    rounded('round', disc([0, -190, 140], '#d9d4cb')),
    disc([0, -190, 112], '#2e3a44'),
    disc([0, -190, 104], sketch.radial(['#7f9aa9', '#3b4d5a', '#1d272e'])),
    shape(
      'M-84 -150C-40 -180 10 -120 84 -160C80 -110 40 -86 0 -86C-40 -86 -76 -110 -84 -150Z',
      '#e8a583',
      { opacity: 0.75 },
    ),
    stroke('M-70 -240A90 90 0 0 1 -10 -280', '#fff', 9, { opacity: 0.6 }),
  ].join('');
}

function fan(sketch: Sketch, paint: string): Markup {
  return [
    rounded('soft', oval([0, 0, 120, 24], paint)),
    rounded('soft', box([-13, -220, 26, 220], paint, { rx: 12 })),
    rounded('slight', disc([0, -330, 150], '#f4f1ea', { opacity: 0.5 })),
    times(4, (index) =>
      rounded(
        'soft',
        shape(
          'M0 0C40 -30 90 -110 30 -130C-20 -130 -20 -40 0 0Z',
          sketch.linear(['#fffdf8', '#cfe0e0']),
          { transform: `translate(0 -330) rotate(${index * 90 + 20})` },
        ),
      ),
    ),
    times(24, (index) =>
      stroke('M0 -24V-146', '#b9b2a6', 2.4, {
        transform: `translate(0 -330) rotate(${index * 15})`,
        opacity: 0.8,
      }),
    ),
    disc([0, -330, 150], 'none', { stroke: paint, 'stroke-width': 11 }),
    rounded('slight', disc([0, -330, 30], paint)),
  ].join('');
}

export const householdDrawings: readonly Drawing[] = [
  sofaScene(
    'sofa',
    '墨绿色双人沙发',
    ['#7fa08c', '#4f7562', '#32503f'],
    ['#f0e4d2', '#d9c5a6'],
    ['#e8b04e', '#f6ead6'],
  ),
  sofaScene(
    'sofa-cream',
    '米白色双人沙发',
    ['#fbf3e4', '#e6d6bd', '#c9b493'],
    ['#cfdbd8', '#a6bab4'],
    ['#d9765a', '#8fa9bb'],
  ),
  sofaScene(
    'sofa-pink',
    '灰粉色双人沙发',
    ['#e8bcb2', '#cc9388', '#a46b60'],
    ['#e9e4ee', '#cac1d6'],
    ['#6f8f84', '#fbeee0'],
  ),
  drawing('moving-boxes', '空房间里摞着的搬家纸箱', 900, (sketch) =>
    [
      room(sketch, { wall: ['#e9e4d6', '#cfc5ae'], floor: ['#cda172', '#996b42'], edge: 650 }),
      windowLight([40, 40], { scale: 1.7, opacity: 0.6 }),
      standing([340, 810], [260, 22]),
      at([230, 810], carton(sketch, [280, 210], '书')),
      at([500, 816], carton(sketch, [230, 180], '厨房')),
      at([260, 600], carton(sketch, [230, 160], '衣服')),
      at([500, 636], carton(sketch, [190, 140], '杂物')),
      at(
        [270, 440],
        rounded('soft', shape('M-60 -80H60L46 0H-46Z', '#c9714d')) +
          times(7, (index) =>
            at([0, -80], leaf(index % 2 ? '#6f9c69' : '#8bb57d'), {
              turn: -165 + index * 25,
              scale: 0.8,
            }),
          ),
      ),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('empty-room', '搬空的房间，只剩一只行李箱', 960, (sketch) =>
    [
      room(sketch, { wall: ['#f2e6d4', '#dfc9a9'], floor: ['#d0a474', '#9c6e45'], edge: 690 }),
      windowLight([90, 60], { scale: 2, opacity: 0.65 }),
      standing([500, 850], [140, 18]),
      at([500, 856], suitcase(sketch, ['#e3a15c', '#bf7434', '#8f4f1f']), { scale: 0.72 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('suitcase', '墨绿色行李箱', 900, (sketch) =>
    [
      paperSweep(sketch, ['#e6d3bd', '#f6ebdc'], 600),
      standing([360, 790], [180, 20]),
      at([360, 796], suitcase(sketch, ['#6f9484', '#456a5b', '#274639']), { scale: 1.2 }),
      branchShadow([340, 20], { scale: 1.2, turn: 18, opacity: 0.14 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  drawing('bookshelf', '塞满书的木书架', 960, (sketch) =>
    [
      room(sketch, { wall: ['#dfe3d6', '#bfc7b0'], floor: ['#c99c6c', '#95673e'], edge: 860 }),
      standing([360, 890], [290, 16]),
      at([360, 890], bookshelf(sketch), { scale: 1.12 }),
      windowLight([60, 120], { scale: 1.6, opacity: 0.4 }),
      beam(sketch, 0.4),
    ].join(''),
  ),
  drawing('washing-machine', '白色滚筒洗衣机', 720, (sketch) =>
    [
      room(sketch, { wall: ['#d6e2e6', '#aec3ca'], floor: ['#e3d6c2', '#bba98c'], edge: 560 }),
      standing([360, 650], [210, 18]),
      at([360, 656], whiteGoods(sketch, ['#ffffff', '#efebe4', '#c9c2b6']), { scale: 1.16 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('fan', '薄荷绿的台扇', 900, (sketch) =>
    [
      paperSweep(sketch, ['#f6dcc4', '#fbeedd'], 620),
      standing([360, 780], [130, 18]),
      at([360, 780], fan(sketch, '#7fb5a3'), { scale: 1.4 }),
      branchShadow([330, 20], { scale: 1.2, turn: 20, opacity: 0.15 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  drawing('fan-red', '复古红色台扇', 900, (sketch) =>
    [
      room(sketch, { wall: ['#e8e2cf', '#cdbf9c'], floor: ['#b98a5c', '#835a36'], edge: 620 }),
      standing([360, 780], [130, 18]),
      at([360, 780], fan(sketch, '#c2503c'), { scale: 1.4 }),
      windowLight([50, 50], { scale: 1.4, opacity: 0.5 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
];

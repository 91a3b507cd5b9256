import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, standing, windowLight } from '../kit/light.ts';
import { cloth, paperSweep, planks, room, wallAndTable } from '../kit/scenes.ts';
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

/** A hand-held from the nineties: falling blocks on a green screen. */
function pocketGame(sketch: Sketch): Markup {
  const blocks = [
    [0, 8],
    [1, 8],
    [1, 7],
    [2, 8],
    [3, 8],
    [3, 7],
    [3, 6],
    [5, 8],
    [6, 8],
    [6, 7],
    [2, 2],
    [3, 2],
    [4, 2],
    [3, 3],
  ] as const;
  return [
    rounded(
      'round',
      shape(
        'M-150 -250H150Q166 -250 166 -234V190Q166 254 100 254H-150Q-166 254 -166 238V-234Q-166 -250 -150 -250Z',
        sketch.linear(['#f7f1e6', '#ddd2c0'], 'across'),
      ),
    ),
    rounded('slight', box([-132, -216, 264, 208], '#6d6a7a', { rx: 16 })),
    box([-96, -190, 192, 158], sketch.linear(['#c4d67a', '#9bb356'], 'across'), { rx: 4 }),
    blocks
      .map(([x, y]) => box([-82 + x * 16, -182 + y * 15, 14, 13], '#39522d', { rx: 1 }))
      .join(''),
    box([54, -182, 34, 140], '#39522d', { opacity: 0.18 }),
    disc([-114, -118, 6], '#e0563b'),
    words('口袋方块', [-62, 24], {
      size: 22,
      fill: '#5b5a86',
      'letter-spacing': 4,
      'font-weight': 700,
    }),
    rounded('soft', shape('M-104 62h36v34h34v36h-34v34h-36v-34h-34v-36h34Z', '#3a3742')),
    rounded('soft', disc([64, 128, 27], '#b2405f')),
    rounded('soft', disc([122, 94, 27], '#b2405f')),
    rounded(
      'slight',
      box([-44, 192, 46, 14], '#8a8794', { rx: 7, transform: 'rotate(-18 -20 200)' }),
    ),
    rounded(
      'slight',
      box([16, 192, 46, 14], '#8a8794', { rx: 7, transform: 'rotate(-18 40 200)' }),
    ),
    times(4, (index) =>
      box([86 + index * 17, 190, 7, 46], '#a89e8e', {
        rx: 3.5,
        transform: `rotate(-22 ${90 + index * 17} 212)`,
      }),
    ),
  ].join('');
}

/** A wide hand-held with a coloured grip on each side. */
function gameConsole(sketch: Sketch): Markup {
  const grip = (side: -1 | 1, colours: readonly string[]) =>
    at(
      [side * 268, 0],
      [
        rounded('round', box([-54, -128, 108, 256], sketch.linear(colours, 'across'), { rx: 52 })),
        rounded('soft', disc([0, side * 46 - 6, 25], '#33302f')),
        rounded('slight', disc([0, side * 46 - 9, 16], '#4b4745')),
        times(4, (index) =>
          disc([0, -22, 11], '#2c2a29', {
            transform: `translate(0 ${side * -48}) rotate(${index * 90})`,
          }),
        ),
      ],
    );
  return [
    grip(-1, ['#4bb3c4', '#2a8ea3']),
    grip(1, ['#f2735a', '#d24c36']),
    rounded('soft', box([-224, -130, 448, 260], '#2a2826', { rx: 14 })),
    sketch.inside(box([-200, -112, 400, 224], '#000', { rx: 6 }), [
      box([-200, -112, 400, 224], sketch.linear(['#8fd3ee', '#d8f1ee'])),
      disc([118, -62, 26], '#fff6cf'),
      shape('M-200 30C-130 -40 -60 -20 0 20C60 -30 130 -20 200 10V112H-200Z', '#8ccf87'),
      shape('M-200 70C-100 30 60 80 200 46V112H-200Z', '#5eaf68'),
      shape('M-70 40v-44l34 -26l34 26v44Z', '#fff3dc'),
      shape('M-82 0L-36 -40L10 0Z', '#e0563b'),
      times(5, (index) => disc([-166 + index * 84, 88, 9], '#fff6e0')),
      oval([-120, -70, 34, 13], '#fff', { opacity: 0.9 }),
      oval([-96, -78, 24, 12], '#fff', { opacity: 0.9 }),
      shape('M-200 -112H40L-120 112H-200Z', '#fff', { opacity: 0.1 }),
    ]),
  ].join('');
}

function brick([x, y]: readonly [number, number], studs: number, colour: string): Markup {
  const width = studs * 40;
  return [
    times(studs, (index) =>
      rounded('slight', box([x + 9 + index * 40, y - 10, 22, 14], colour, { rx: 4 })),
    ),
    rounded('slight', box([x, y, width, 44], colour, { rx: 3 })),
  ].join('');
}

function brickHouse(): Markup {
  const rows: readonly (readonly [number, number, number, string])[] = [
    [-160, 0, 3, '#e8c15a'],
    [-40, 0, 2, '#e8c15a'],
    [120, 0, 1, '#e8c15a'],
    [-160, -44, 2, '#e8c15a'],
    [-80, -44, 1, '#f4ead6'],
    [-40, -44, 2, '#e8c15a'],
    [120, -44, 1, '#e8c15a'],
    [-160, -88, 2, '#e8c15a'],
    [-80, -88, 1, '#f4ead6'],
    [-40, -88, 2, '#e8c15a'],
    [120, -88, 1, '#e8c15a'],
    [-160, -132, 8, '#f4ead6'],
    [-180, -176, 9, '#d24c36'],
    [-140, -220, 7, '#d24c36'],
    [-100, -264, 5, '#d24c36'],
    [-60, -308, 3, '#d24c36'],
  ];
  return [
    rounded('slight', box([-300, 44, 600, 22], '#5da05f', { rx: 4 })),
    box([40, -88, 80, 132], '#6b4630'),
    rounded('slight', box([46, -82, 68, 126], '#8fb4c4', { rx: 2 })),
    rows.map(([x, y, studs, colour]) => brick([x, y], studs, colour)).join(''),
    brick([190, 0], 2, '#4f8a55'),
    brick([190, -44], 2, '#5da05f'),
    brick([210, -88], 1, '#72b46e'),
    brick([-280, 0], 2, '#4b7fb0'),
    brick([-260, -44], 1, '#e58e73'),
  ].join('');
}

function skateboard(sketch: Sketch): Markup {
  const wheel = (x: number, y: number) =>
    rounded('soft', box([x - 17, y - 24, 34, 48], '#fbf3e2', { rx: 12 })) +
    box([x - 17, y - 4, 34, 8], '#d9cdb8');
  return [
    times(2, (end) => box([-94, (end ? 170 : -190) + 2, 188, 20], '#9a938a', { rx: 8 })),
    wheel(-96, -178),
    wheel(96, -178),
    wheel(-96, 182),
    wheel(96, 182),
    rounded(
      'soft',
      box([-80, -330, 160, 660], sketch.linear(['#f0a86c', '#e2674a', '#8a3f63']), { rx: 80 }),
    ),
    sketch.inside('<rect x="-80" y="-330" width="160" height="660" rx="80"/>', [
      disc([0, -40, 56], '#ffe9bb'),
      times(4, (index) => box([-80, 0 + index * 20, 160, 5 + index * 3], '#e2674a')),
      shape('M-80 120L-20 40L20 90L50 60L80 110V330H-80Z', '#4a2c52', { opacity: 0.9 }),
      shape('M-80 190C-20 150 30 200 80 170V330H-80Z', '#2f1d3b'),
      stroke('M-58 -250V240', '#fff', 8, { opacity: 0.25 }),
    ]),
    times(4, (index) => disc([index % 2 ? 22 : -22, (index > 1 ? 170 : -206) + 20, 4], '#efe6d6')),
  ].join('');
}

function guitar(sketch: Sketch): Markup {
  const body =
    'M-70 -150C-132 -150 -138 -80 -112 -40C-96 -14 -110 4 -134 40C-176 108 -120 186 0 186C120 186 176 108 134 40C110 4 96 -14 112 -40C138 -80 132 -150 70 -150C40 -150 30 -140 0 -140C-30 -140 -40 -150 -70 -150Z';
  return [
    rounded('slight', box([-20, -470, 40, 350], sketch.linear(['#5f3c22', '#3f2614'], 'right'))),
    rounded(
      'slight',
      shape(
        'M-27 -470L-34 -570Q0 -584 34 -570L27 -470Z',
        sketch.linear(['#d79a58', '#9c622f'], 'right'),
      ),
    ),
    times(6, (index) =>
      disc([index % 2 ? 41 : -41, -552 + Math.floor(index / 2) * 30, 8], '#e9e1d2'),
    ),
    times(11, (index) => box([-20, -448 + index * 28, 40, 2.6], '#e3d5b4', { opacity: 0.85 })),
    times(4, (index) => disc([0, -378 + index * 56, 4], '#f3ead6')),
    rounded('round', shape(body, sketch.radial(['#f6cf8e', '#e0a25a', '#a9642b'], [0.45, 0.5]))),
    disc([0, -26, 56], '#7a4a22'),
    disc([0, -26, 50], '#f0d9a8'),
    disc([0, -26, 45], sketch.radial(['#2a170b', '#120904'])),
    shape('M48 6C78 12 86 60 52 96C34 84 26 40 32 24Z', '#6b3f22', { opacity: 0.85 }),
    rounded('slight', box([-52, 92, 104, 20], '#4a2c17', { rx: 8 })),
    times(6, (index) => box([-12.8 + index * 5, -560, 1.3, 662], '#fff8e6', { opacity: 0.85 })),
  ].join('');
}

function piano(sketch: Sketch): Markup {
  const whites = times(21, (index) =>
    box([-300 + index * 28.6, -30, 27, 118], sketch.linear(['#fffdf8', '#e9e0d2']), { rx: 3 }),
  );
  const blacks = times(21, (index) =>
    [0, 1, 3, 4, 5].includes(index % 7)
      ? rounded('slight', box([-281 + index * 28.6, -30, 17, 72], '#262220', { rx: 3 }))
      : '',
  );
  return [
    rounded('soft', box([-322, -112, 644, 214], sketch.linear(['#3b3532', '#1f1b19']), { rx: 16 })),
    box([-60, -94, 120, 36], sketch.linear(['#9dc3a8', '#6b9a80']), { rx: 5 }),
    words('♪ 068', [0, -68], { size: 20, fill: '#20382b' }),
    times(8, (index) => disc([-280 + index * 24, -76, 7], index === 2 ? '#e0563b' : '#8d857b')),
    times(4, (index) => rounded('slight', disc([130 + index * 44, -76, 13], '#5b534d'))),
    box([-306, -40, 612, 132], '#5a1f18', { rx: 4 }),
    whites,
    blacks,
  ].join('');
}

function record(radius: number, label: readonly [string, string]): Markup {
  return [
    disc([0, 0, radius], '#1b1816'),
    times(9, (index) =>
      disc([0, 0, radius * (0.42 + index * 0.06)], 'none', {
        stroke: '#3f3a36',
        'stroke-width': 1.2,
      }),
    ),
    shape(
      `M0 0L${radius * 0.5} ${-radius * 0.86}A${radius} ${radius} 0 0 1 ${radius * 0.8} ${-radius * 0.6}Z`,
      '#fff',
      { opacity: 0.12 },
    ),
    shape(
      `M0 0L${-radius * 0.5} ${radius * 0.86}A${radius} ${radius} 0 0 1 ${-radius * 0.8} ${radius * 0.6}Z`,
      '#fff',
      { opacity: 0.12 },
    ),
    disc([0, 0, radius * 0.34], label[0]),
    disc([0, 0, radius * 0.22], label[1]),
    disc([0, 0, radius * 0.03], '#f3ead6'),
  ].join('');
}

function turntable(sketch: Sketch): Markup {
  return [
    rounded(
      'soft',
      box([-280, -210, 560, 420], sketch.linear(['#c98f57', '#8e5b30'], 'across'), { rx: 18 }),
    ),
    disc([-60, 0, 188], '#3a332e'),
    at([-60, 0], record(176, ['#e0563b', '#f7d9a6'])),
    rounded('slight', disc([206, -140, 38], sketch.radial(['#efe9df', '#9b9388']))),
    stroke('M206 -140C222 -40 206 60 104 104', '#e9e2d6', 12),
    rounded('slight', box([70, 92, 54, 26], '#33302d', { rx: 5, transform: 'rotate(-28 96 104)' })),
    rounded('slight', disc([226, 150, 22], '#e9e2d6')),
    box([150, 142, 40, 16], '#6b4426', { rx: 8 }),
  ].join('');
}

function sleeve(sketch: Sketch, colours: readonly string[], motif: Markup): Markup {
  return dropped('mid', [
    sketch.inside(box([-130, -130, 260, 260], '#000', { rx: 4 }), [
      box([-130, -130, 260, 260], sketch.linear(colours, 'across')),
      motif,
    ]),
  ]);
}

export const playDrawings: readonly Drawing[] = [
  drawing('pocket-game', '掌上游戏机', 780, (sketch) =>
    [
      paperSweep(sketch, ['#f2b56f', '#f9d39b'], 460),
      disc([130, 150, 160], '#fbe3b8', { opacity: 0.6 }),
      disc([640, 640, 190], '#ee9a52', { opacity: 0.45 }),
      dropped('far', at([362, 392], pocketGame(sketch), { turn: 8, scale: 1.16 })),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  drawing('game-console', '家用游戏机', 540, (sketch) =>
    [
      cloth(sketch, ['#e9e4da', '#c6beb0'], 4),
      dropped('far', at([360, 270], gameConsole(sketch), { turn: -5, scale: 0.98 })),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('bricks', '彩色积木', 780, (sketch) =>
    [
      paperSweep(sketch, ['#a8d3e8', '#dceef2'], 520),
      standing([360, 664], [306, 20], 0.4),
      at([360, 594], brickHouse(), { scale: 1.02 }),
      beam(sketch, 0.4, '#fff'),
    ].join(''),
  ),
  drawing('skateboard', '滑板', 900, (sketch) =>
    [
      box([0, 0, 720, 900], sketch.linear(['#c9c4ba', '#a09a8e'], 'across')),
      group(
        blurred(10, shape('M-20 260L760 60V140L-20 340ZM-20 760L760 560V640L-20 840Z', '#ffffff')),
        { opacity: 0.3 },
      ),
      dropped('far', at([366, 452], skateboard(sketch), { turn: 24, scale: 1.1 })),
      branchShadow([280, -10], { scale: 1.7, turn: 34, opacity: 0.25 }),
    ].join(''),
  ),
  drawing('guitar', '木吉他', 960, (sketch) =>
    [
      room(sketch, { wall: ['#d8e0d6', '#b4c2b2'], floor: ['#c29461', '#8d6238'], edge: 790 }),
      windowLight([90, 90], { scale: 1.6, opacity: 0.5 }),
      group(blurred(18, shape('M330 160L420 180L560 860H400Z', '#2b1608')), { opacity: 0.28 }),
      standing([384, 868], [140, 20]),
      at([372, 668], guitar(sketch), { turn: 7, scale: 1.06 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('piano-keyboard', '电钢琴的琴键', 540, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#f0d9c8', '#d3b09a'],
        table: ['#a3714a', '#6f4728'],
        edge: 250,
      }),
      windowLight([120, -60], { scale: 0.9, opacity: 0.6 }),
      standing([360, 408], [320, 16]),
      at([360, 314], piano(sketch)),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('vinyl-player', '正在播放的黑胶唱机', 720, (sketch) =>
    [
      planks(sketch, ['#e3cba8', '#bf9b6c'], 5),
      dropped('far', at([362, 364], turntable(sketch), { turn: -4, scale: 1.12 })),
      beam(sketch, 0.6),
    ].join(''),
  ),
  drawing('vinyl-sleeves', '摊开的唱片封套', 720, (sketch) =>
    [
      cloth(sketch, ['#4b3f46', '#2f272d'], 4),
      at([500, 250], dropped('near', record(128, ['#f2c84b', '#c4523f'])), {}),
      at(
        [252, 250],
        sleeve(
          sketch,
          ['#f4c27f', '#e2674a'],
          disc([20, 20, 74], '#fff0cf') +
            times(5, (index) => box([-130, 40 + index * 20, 260, 7], '#b8412c')),
        ),
        { turn: -5, scale: 1.06 },
      ),
      at(
        [250, 540],
        sleeve(
          sketch,
          ['#86b8c9', '#3a5f8a'],
          shape('M-130 60C-60 10 0 90 60 40C90 14 120 40 130 30V130H-130Z', '#f1e4c8') +
            disc([60, -50, 30], '#f7efd9'),
        ),
        { turn: 4, scale: 1.06 },
      ),
      at(
        [530, 560],
        sleeve(
          sketch,
          ['#d9c9e6', '#8d6fb0'],
          times(4, (index) =>
            disc(
              [0, 0, 104 - index * 26],
              ['#6b4494', '#f0b9c4', '#6b4494', '#f7efd9'][index] ?? '#fff',
            ),
          ),
        ),
        { turn: -8, scale: 0.98 },
      ),
      beam(sketch, 0.4),
    ].join(''),
  ),
];

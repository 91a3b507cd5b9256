import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, glow, standing, windowLight } from '../kit/light.ts';
import { cloth, paperSweep, wallAndTable } from '../kit/scenes.ts';
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

/** One keycap, `units` wide, its upper left corner at the point. */
function keycap([x, y]: readonly [number, number], units: number, colour: string): Markup {
  const width = units * 40 - 4;
  return (
    rounded('slight', box([x, y, width, 36], colour, { rx: 7 })) +
    box([x + 5, y + 3, width - 10, 24], '#ffffff', { opacity: 0.24, rx: 5 })
  );
}

const ROWS: readonly (readonly number[])[] = [
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2],
  [1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5],
  [1.75, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2.25],
  [2.25, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2.75],
  [1.25, 1.25, 1.25, 6.25, 1.25, 1.25, 1.25, 1.25],
];

function keyboard(
  sketch: Sketch,
  colours: { plain: string; side: string; accent: string; bar: string },
): Markup {
  const colourOf = (row: number, index: number, units: number) => {
    if (row === 0 && index === 0) return colours.accent;
    if (units > 6) return colours.bar;
    if (row === 2 && units === 2.25) return colours.accent;
    return units > 1 ? colours.side : colours.plain;
  };
  const keys = ROWS.map((row, y) => {
    let x = -300;
    return row
      .map((units, index) => {
        const key = keycap([x, -104 + y * 41], units, colourOf(y, index, units));
        x += units * 40;
        return key;
      })
      .join('');
  }).join('');
  return [
    rounded(
      'round',
      box([-322, -126, 642, 246], sketch.linear(['#fbf6ec', '#d9cfbe']), { rx: 22 }),
    ),
    box([-308, -112, 614, 218], '#4a433c', { rx: 12 }),
    keys,
  ].join('');
}

function headphones(sketch: Sketch, shell: readonly string[]): Markup {
  const cushion = (side: number) =>
    at(
      [side * 176, 78],
      [
        rounded('round', box([-52, -98, 104, 196], sketch.linear(shell, 'right'), { rx: 50 })),
        rounded(
          'soft',
          box([side * -58 - 24, -88, 48, 176], sketch.linear(['#5a4336', '#2c1f18'], 'right'), {
            rx: 24,
          }),
        ),
        stroke('M0 -60V-40', '#ffffff', 4, { opacity: 0.5 }),
      ],
    );
  return [
    rounded(
      'round',
      shape(
        'M-206 30C-206 -250 206 -250 206 30L166 20C164 -176 -164 -176 -166 20Z',
        sketch.linear(shell),
      ),
    ),
    shape('M-146 -40C-130 -150 130 -150 146 -40C110 -112 -110 -112 -146 -40Z', '#4b372b'),
    box([-192, -20, 20, 60], '#cfc6ba', { rx: 4 }),
    box([172, -20, 20, 60], '#cfc6ba', { rx: 4 }),
    cushion(-1),
    cushion(1),
  ].join('');
}

function eReader(sketch: Sketch): Markup {
  const text = times(15, (row) =>
    box([-132, -168 + row * 24, row % 5 === 4 ? 150 : 264, 6], '#5d564d', { opacity: 0.75, rx: 3 }),
  );
  return [
    rounded(
      'soft',
      box([-180, -266, 360, 532], sketch.linear(['#4a4642', '#23201e'], 'across'), { rx: 28 }),
    ),
    box([-154, -240, 308, 440], sketch.linear(['#f6f1e6', '#e6dfd0'], 'across'), { rx: 3 }),
    words('第三章 · 雨后', [0, -196], { size: 24, fill: '#4a433c', 'letter-spacing': 3 }),
    text,
    box([-132, 180, 264, 3], '#b9b0a2'),
    box([-132, 180, 120, 3], '#4a433c'),
  ].join('');
}

function tablet(sketch: Sketch): Markup {
  const screen = '<rect x="-218" y="-156" width="436" height="312" rx="10"/>';
  return [
    rounded(
      'soft',
      box([-244, -182, 488, 364], sketch.linear(['#e6e2dc', '#a9a39b'], 'across'), { rx: 30 }),
    ),
    box([-236, -174, 472, 348], '#171412', { rx: 24 }),
    sketch.inside(screen, [
      box([-218, -156, 436, 312], sketch.linear(['#f9d8a8', '#f3a98a', '#a8799b'])),
      disc([60, -20, 54], '#fff4d6'),
      shape('M-218 90C-120 20 -60 60 10 78C90 30 150 60 218 40V156H-218Z', '#5d4a78'),
      shape('M-218 120C-110 70 20 140 218 96V156H-218Z', '#382f56'),
      stroke(
        'M-120 110C-130 40 -100 20 -104 -30M-104 -30C-130 -20 -140 -6 -150 14M-104 -30C-90 -14 -76 -8 -62 8',
        '#241c3a',
        8,
      ),
      box([-218, -156, 30, 312], '#fffaf0', { opacity: 0.85 }),
      times(6, (index) =>
        disc(
          [-203, -126 + index * 34, 9],
          ['#e0563b', '#f2c84b', '#0b6b4f', '#3b6fa8', '#8d6fb0', '#3a3531'][index] ?? '#000',
        ),
      ),
      shape('M-218 -156H120L-60 156H-218Z', '#ffffff', { opacity: 0.08 }),
    ]),
  ].join('');
}

function stylus(sketch: Sketch): Markup {
  return [
    rounded('slight', box([-190, -10, 340, 20], sketch.linear(['#ffffff', '#d5cfc6']), { rx: 10 })),
    shape('M150 -10L192 -2V2L150 10Z', '#efe9df'),
    box([-170, -10, 6, 20], '#c9c1b5'),
  ].join('');
}

function monitor(sketch: Sketch): Markup {
  const screen = box([-262, -326, 524, 296], '#000');
  return [
    rounded(
      'soft',
      shape('M-46 -30H46L58 96H-58Z', sketch.linear(['#c9c2b8', '#8d867c'], 'right')),
    ),
    rounded('soft', box([-120, 84, 240, 20], sketch.linear(['#e3ddd3', '#a39b8f']), { rx: 10 })),
    rounded('soft', box([-276, -340, 552, 326], '#2a2623', { rx: 14 })),
    sketch.inside(screen, [
      box([-262, -326, 524, 296], sketch.linear(['#2b4162', '#6b6f9c', '#e2a07e'])),
      disc([120, -140, 40], '#ffe9c4'),
      shape('M-262 -90L-150 -180L-60 -110L40 -200L170 -96L262 -150V-30H-262Z', '#33405f'),
      shape('M-262 -60C-120 -100 60 -70 262 -90V-30H-262Z', '#202a40'),
      shape('M-262 -326H-20L-200 -30H-262Z', '#ffffff', { opacity: 0.06 }),
    ]),
  ].join('');
}

function pottedSprig(sketch: Sketch): Markup {
  const blade = (turn: number, length: number, colour: string) =>
    shape(
      `M0 0C-16 ${-length * 0.4} -12 ${-length * 0.8} 0 ${-length}C12 ${-length * 0.8} 16 ${-length * 0.4} 0 0Z`,
      colour,
      { transform: `rotate(${turn})` },
    );
  return [
    at(
      [0, -64],
      [
        blade(-44, 96, '#4f7a55'),
        blade(42, 100, '#5d8a60'),
        blade(-22, 130, '#6b9a6b'),
        blade(20, 134, '#4a7350'),
        blade(0, 146, '#7aa874'),
      ],
    ),
    rounded('soft', shape('M-44 -70H44L34 0H-34Z', sketch.linear(['#f4ece0', '#cdbfab'], 'right'))),
  ].join('');
}

function projector(sketch: Sketch): Markup {
  return [
    rounded(
      'full',
      box([-118, -128, 236, 244], sketch.linear(['#fffdf8', '#e2d8c8'], 'across'), { rx: 46 }),
    ),
    rounded('slight', disc([-26, -8, 64], '#2a2623')),
    disc([-26, -8, 50], sketch.radial(['#fff6da', '#8fa2d8', '#1b1730'])),
    oval([-44, -28, 13, 9], '#fff', { opacity: 0.9 }),
    times(6, (row) => box([66, -58 + row * 18, 32, 6], '#b9ae9d', { rx: 3 })),
    box([-90, 112, 40, 14], '#8d8375', { rx: 5 }),
    box([50, 112, 40, 14], '#8d8375', { rx: 5 }),
  ].join('');
}

export const deskDrawings: readonly Drawing[] = [
  drawing('keyboard', '机械键盘', 540, (sketch) =>
    [
      box([0, 0, 720, 540], sketch.linear(['#3d4f63', '#22303f'], 'across')),
      group(blurred(60, shape('M-40 -40H420L660 580H200Z', '#6f87a0')), { opacity: 0.4 }),
      dropped(
        'far',
        at(
          [362, 268],
          keyboard(sketch, {
            plain: '#f7f1e4',
            side: '#7f98a8',
            accent: '#e0563b',
            bar: '#e8c37a',
          }),
          { turn: -8, scale: 0.98 },
        ),
      ),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('keyboard-pastel', '粉彩键帽的键盘', 600, (sketch) =>
    [
      cloth(sketch, ['#f7e6e2', '#e6c9cf'], 3),
      dropped(
        'far',
        at(
          [360, 300],
          keyboard(sketch, {
            plain: '#fffaf3',
            side: '#b9d8c8',
            accent: '#f0a0ae',
            bar: '#c8b8e6',
          }),
          { turn: 6, scale: 0.95 },
        ),
      ),
      branchShadow([300, -20], { scale: 1.2, turn: 14, opacity: 0.22 }),
    ].join(''),
  ),
  drawing('headphones', '头戴耳机', 720, (sketch) =>
    [
      paperSweep(sketch, ['#e3b794', '#f3d9bd'], 480),
      standing([360, 604], [214, 22], 0.5),
      at([360, 416], headphones(sketch, ['#fdf7ec', '#ddd0bd', '#b9a88f']), { scale: 1.08 }),
      beam(sketch, 0.6),
    ].join(''),
  ),
  drawing('e-reader', '电子书阅读器', 900, (sketch) =>
    [
      cloth(sketch, ['#e9dfd0', '#c9b79d'], 5),
      dropped('far', at([352, 452], eReader(sketch), { turn: -9, scale: 1.15 })),
      branchShadow([300, 40], { scale: 1.6, turn: 28, opacity: 0.24 }),
      beam(sketch, 0.4),
    ].join(''),
  ),
  drawing('tablet', '平板电脑和笔', 600, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#d9c2a4', '#c9ab85'],
        table: ['#d0a878', '#a2774a'],
        edge: 4,
      }),
      dropped('far', at([350, 280], tablet(sketch), { turn: -5, scale: 1.16 })),
      dropped('near', at([430, 536], stylus(sketch), { turn: -10 })),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('monitor', '书桌上的显示器', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#e6e0d3', '#bfb6a4'],
        table: ['#b98a58', '#805631'],
        edge: 540,
      }),
      windowLight([20, 40], { scale: 1.1, opacity: 0.5 }),
      standing([366, 592], [170, 16]),
      at([360, 484], monitor(sketch), { scale: 1.06 }),
      standing([92, 610], [46, 10]),
      at([92, 608], pottedSprig(sketch)),
      dropped(
        'near',
        at(
          [372, 652],
          keyboard(sketch, {
            plain: '#f7f1e4',
            side: '#c9bda9',
            accent: '#e0563b',
            bar: '#f7f1e4',
          }),
          { scale: 0.5 },
        ),
      ),
      beam(sketch, 0.4),
    ].join(''),
  ),
  drawing('projector', '小投影仪', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#4a3f58', '#2b2536'],
        table: ['#5d4030', '#2f1f16'],
        edge: 540,
      }),
      glow(sketch, [470, 220, 400], '#ffdca6', 0.6),
      group(blurred(18, shape('M170 480L280 90H660V342Z', '#fff1cf')), { opacity: 0.14 }),
      at(
        [470, 216],
        [
          box([-190, -126, 380, 252], sketch.linear(['#f6b78e', '#f9dcae'])),
          disc([60, 10, 46], '#fff6df'),
          shape('M-190 126V40L-90 -30L0 60L90 10L190 80V126Z', '#a65f5c'),
          shape('M-190 126V90C-60 50 60 120 190 96V126Z', '#6d3f50'),
        ],
      ),
      standing([190, 596], [120, 16]),
      at([186, 474], projector(sketch), { scale: 0.95 }),
    ].join(''),
  ),
];

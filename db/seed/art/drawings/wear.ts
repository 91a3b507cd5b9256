import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, leaf, standing, windowLight } from '../kit/light.ts';
import { cloth, paperSweep, room, wallAndTable } from '../kit/scenes.ts';
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

function rail(sketch: Sketch, y: number): Markup {
  return (
    group(blurred(5, box([0, y + 10, 720, 12], '#2b1608')), { opacity: 0.25 }) +
    rounded('slight', box([-10, y, 740, 13], sketch.linear(['#c99b68', '#7f5631']), { rx: 6 }))
  );
}

/** A wooden hanger; its hook hangs on the origin. */
function hanger(): Markup {
  return [
    stroke('M-6 -4C-10 -26 20 -28 18 -6C17 8 2 10 0 32', '#8d857b', 6),
    rounded('slight', stroke('M-116 92L0 36L116 92', '#b98554', 15)),
  ].join('');
}

function folds(lines: readonly string[], width = 9): Markup {
  return group(blurred(5, lines.map((line) => stroke(line, '#2b1608', width)).join('')), {
    opacity: 0.22,
  });
}

function dress(sketch: Sketch): Markup {
  const fabric = sketch.linear(['#b4d0b2', '#82aa86', '#5c8767'], 'across');
  const skirt = 'M-84 250C-110 380 -150 520 -176 640Q0 690 176 640C150 520 110 380 84 250Z';
  const dots = times(34, (index) => {
    const row = Math.floor(index / 6);
    return disc([-130 + (index % 6) * 52 + (row % 2) * 24, 300 + row * 60, 5.5], '#fffaf0', {
      opacity: 0.85,
    });
  });
  return [
    rounded('round', shape(skirt, fabric)),
    sketch.inside(`<path d="${skirt}"/>`, [
      dots,
      folds(['M-50 262L-90 640', 'M0 262L-6 660', 'M48 262L84 640', 'M-24 262L-46 650']),
    ]),
    rounded(
      'round',
      shape(
        'M-96 92C-60 76 -54 72 -44 72C-36 126 36 126 44 72C54 72 60 76 96 92L150 190L102 216L88 176L84 256H-84L-88 176L-102 216L-150 190Z',
        fabric,
      ),
    ),
    rounded('slight', box([-88, 240, 176, 22], '#6b4a35', { rx: 5 })),
    box([-12, 238, 24, 26], '#d8b25c', { rx: 5 }),
  ].join('');
}

function coat(sketch: Sketch): Markup {
  const wool = sketch.linear(['#d8a873', '#b98450', '#8f6036'], 'across');
  return [
    rounded('round', shape('M-92 92L-176 180L-206 500L-138 508L-112 300Z', wool)),
    rounded('round', shape('M92 92L176 180L206 500L138 508L112 300Z', wool)),
    rounded('round', shape('M-98 90Q-40 70 0 84Q40 70 98 90L126 640H-126Z', wool)),
    stroke('M0 190V640', '#5d3a1b', 3, { opacity: 0.6 }),
    rounded('slight', shape('M-52 76L-96 150L-60 176L-70 196L0 300L-8 110Z', '#c08d58')),
    rounded('slight', shape('M52 76L96 150L60 176L70 196L0 300L8 110Z', '#b07d4a')),
    shape('M-50 74Q0 112 50 74L30 66Q0 84 -30 66Z', '#f3e6d0'),
    times(2, (row) =>
      times(2, (side) => rounded('slight', disc([side ? 40 : -40, 340 + row * 92, 11], '#4a2c17'))),
    ),
    times(2, (side) =>
      rounded('slight', box([side ? 56 : -112, 430, 58, 20], '#a97643', { rx: 5 })),
    ),
    folds(['M-100 220L-112 620', 'M96 220L110 620', 'M-60 470L-66 630']),
  ].join('');
}

function hanfu(sketch: Sketch): Markup {
  const robe = sketch.linear(['#f7e1da', '#eab9b0', '#cf8f8b'], 'across');
  const skirt = sketch.linear(['#8fc0bd', '#5b938f', '#3c6f70'], 'across');
  const pleats = 'M-82 250L-170 690Q0 720 170 690L82 250Z';
  return [
    rounded('round', shape(pleats, skirt)),
    sketch.inside(`<path d="${pleats}"/>`, [
      folds(
        [-66, -40, -14, 14, 40, 66].map((x) => `M${x} 256L${x * 2.1} 700`),
        8,
      ),
      times(5, (index) =>
        at(
          [-120 + index * 60, 630 + (index % 2) * 18],
          times(5, (petal) =>
            oval([0, -12, 8, 11], '#fdeee6', { transform: `rotate(${petal * 72})`, opacity: 0.9 }),
          ) + disc([0, 0, 5], '#e8c15a'),
        ),
      ),
    ]),
    rounded('round', shape('M-90 92L-250 250C-262 330 -246 420 -226 470L-128 440L-96 280Z', robe)),
    rounded('round', shape('M90 92L250 250C262 330 246 420 226 470L128 440L96 280Z', robe)),
    rounded('round', shape('M-92 90Q0 66 92 90L96 266H-96Z', robe)),
    stroke('M-44 78L34 268', '#8c3b4c', 19),
    stroke('M44 78L-34 268', '#a5495a', 19),
    shape('M-36 76H36L0 150Z', '#fffaf4'),
    rounded('slight', box([-94, 244, 188, 36], '#8c3b4c', { rx: 6 })),
    stroke('M-10 276C-20 380 -34 440 -30 520M14 276C20 370 8 430 20 500', '#a5495a', 11),
    folds(['M-170 260L-190 440', 'M170 260L190 440']),
  ].join('');
}

function sneaker(sketch: Sketch): Markup {
  const upper =
    'M-210 40C-214 -20 -196 -70 -182 -104C-166 -124 -140 -110 -112 -116C-96 -130 -82 -140 -66 -136C-30 -92 20 -58 76 -42C140 -30 196 -16 208 26V44H-210Z';
  return [
    rounded('round', shape(upper, sketch.linear(['#fffdf8', '#efe6d8', '#d3c6b2']))),
    rounded(
      'slight',
      shape(
        'M-210 30C-214 -20 -196 -70 -182 -104L-128 -108C-146 -60 -150 -10 -140 40H-210Z',
        '#3f7d62',
      ),
    ),
    shape('M-66 -30C-20 10 60 20 130 -26C80 30 0 50 -76 20Z', '#e0563b'),
    rounded(
      'slight',
      shape('M110 -34C170 -24 206 -6 208 26V44H84C70 6 88 -20 110 -34Z', '#f6efe2'),
    ),
    times(5, (index) => stroke(`M${-72 + index * 32} ${-108 + index * 20}l-26 24`, '#c9bba3', 9)),
    times(5, (index) => stroke(`M${-72 + index * 32} ${-110 + index * 20}l-26 24`, '#fffdf8', 6)),
    rounded(
      'soft',
      shape(
        'M-220 40H214Q224 84 190 88H-196Q-226 84 -220 40Z',
        sketch.linear(['#fffdf8', '#ddd0bb']),
      ),
    ),
    box([-214, 66, 422, 5], '#e0563b', { opacity: 0.85 }),
  ].join('');
}

function earringCard(sketch: Sketch, stone: readonly string[]): Markup {
  const earring = (x: number) =>
    at(
      [x, 0],
      [
        stroke('M-10 6C-16 -24 14 -26 10 -2', '#d8b25c', 5),
        rounded('slight', disc([0, 24, 21], sketch.radial(['#ffffff', '#f1e6dc', '#cbb8a6']))),
        disc([0, 48, 6], '#d8b25c'),
        rounded(
          'soft',
          shape('M0 54C40 84 32 140 0 156C-32 140 -40 84 0 54Z', sketch.radial(stone)),
        ),
        oval([-12, 90, 6, 14], '#fff', { opacity: 0.7 }),
      ],
    );
  return dropped('mid', [
    box([-150, -210, 300, 420], sketch.linear(['#fffdf8', '#f3e9da'], 'across'), { rx: 10 }),
    words('禾 · 手作', [0, -140], { size: 27, fill: '#8a6a4a', 'letter-spacing': 6 }),
    box([-46, -118, 92, 2], '#d8b25c'),
    disc([-62, -46, 5], '#cdbda4'),
    disc([62, -46, 5], '#cdbda4'),
    earring(-62),
    earring(62),
  ]);
}

function tote(sketch: Sketch): Markup {
  return [
    stroke('M-96 -150C-96 -330 96 -330 96 -150', '#b3966d', 25),
    stroke('M-96 -150C-96 -330 96 -330 96 -150', '#cdb38a', 17),
    rounded(
      'round',
      shape(
        'M-190 -170H190L206 200Q206 222 184 222H-184Q-206 222 -206 200Z',
        sketch.linear(['#f6ead3', '#e5d2b1', '#c6ac83'], 'across'),
      ),
    ),
    stroke('M-184 -140H184', '#b3966d', 3, { 'stroke-dasharray': '10 8' }),
    at(
      [0, 20],
      [
        disc([0, 0, 96], '#e58e73'),
        shape('M-96 0C-60 -30 -30 40 10 6C40 -20 70 20 96 0A96 96 0 0 1 -96 0Z', '#3f7d62'),
        disc([34, -44, 22], '#fff0c7'),
      ],
    ),
    words('慢慢走', [0, 176], { size: 36, fill: '#5d4630', 'letter-spacing': 12 }),
    folds(['M-150 -150L-170 210', 'M150 -150L168 210']),
  ].join('');
}

export const wearDrawings: readonly Drawing[] = [
  drawing('dress', '挂着的波点连衣裙', 960, (sketch) =>
    [
      paperSweep(sketch, ['#e9e2d6', '#f6f1e8'], 720),
      windowLight([60, 130], { scale: 1.8, opacity: 0.5 }),
      rail(sketch, 96),
      dropped('far', at([372, 104], hanger() + dress(sketch), { turn: 1, scale: 1.12 })),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('coat', '衣架上的驼色大衣', 960, (sketch) =>
    [
      room(sketch, { wall: ['#c9d2cc', '#a3b0a8'], floor: ['#b58a5c', '#7d5934'], edge: 850 }),
      rail(sketch, 110),
      dropped('far', at([356, 118], hanger() + coat(sketch), { scale: 1.14 })),
      branchShadow([330, 60], { scale: 1.5, turn: 22, opacity: 0.2 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('hanfu', '挂起来的齐胸汉服', 960, (sketch) =>
    [
      paperSweep(sketch, ['#d5dbc8', '#eef0e2'], 700),
      disc([430, 330, 260], '#f7f3e4', { opacity: 0.7 }),
      rail(sketch, 84),
      dropped('far', at([360, 92], hanger() + hanfu(sketch), { scale: 1.1 })),
      branchShadow([300, 20], { scale: 1.4, turn: 14, opacity: 0.18 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('sneakers', '一双运动鞋', 600, (sketch) =>
    [
      paperSweep(sketch, ['#e7b08b', '#f4d3b4'], 380),
      standing([420, 362], [200, 14], 0.4),
      at([428, 276], sneaker(sketch), { scale: 0.86 }),
      standing([300, 500], [236, 18]),
      at([304, 404], sneaker(sketch), { scale: 1.12 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('earrings', '纸卡上的天河石耳环', 900, (sketch) =>
    [
      cloth(sketch, ['#e4d8c8', '#c7b59c'], 4),
      at([366, 444], earringCard(sketch, ['#d3f0e2', '#7cc0a4', '#3f8a72']), {
        turn: -5,
        scale: 1.3,
      }),
      at([90, 820], leaf('#8ba37f'), { turn: -40, scale: 1.5 }),
      branchShadow([320, 0], { scale: 1.4, turn: 22, opacity: 0.22 }),
      beam(sketch, 0.4),
    ].join(''),
  ),
  drawing('tote-bag', '印着字的帆布袋', 840, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#b9cdd6', '#8fa9b6'],
        table: ['#e0c29a', '#b48b5c'],
        edge: 660,
      }),
      windowLight([40, 60], { scale: 1.5, opacity: 0.45 }),
      standing([362, 752], [214, 20]),
      at([360, 530], tote(sketch), { scale: 1.04 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
];

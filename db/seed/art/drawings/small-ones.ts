import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, standing, windowLight } from '../kit/light.ts';
import { cloth, paperSweep, room, wallAndTable } from '../kit/scenes.ts';
import { type Markup, at, box, disc, group, oval, shape, stroke, times } from '../kit/shapes.ts';
import { type Sketch, blurred, dropped, rounded } from '../kit/sketch.ts';
import { texture } from '../kit/textures.ts';

function wheel(radius: number, tyre = '#2b2725'): Markup {
  return [
    disc([0, 0, radius], tyre),
    disc([0, 0, radius * 0.72], '#d8d2c8'),
    disc([0, 0, radius * 0.58], '#8f877c'),
    times(6, (index) =>
      box([-2, -radius * 0.6, 4, radius * 1.2], '#e9e4da', { transform: `rotate(${index * 30})` }),
    ),
    disc([0, 0, radius * 0.16], '#3b3633'),
  ].join('');
}

/** A pram seen from its side, its wheels on the origin's line, 520 units high. */
function stroller(sketch: Sketch, fabric: readonly string[]): Markup {
  const frame = '#4a4541';
  const cloths = sketch.linear(fabric, 'across');
  return [
    stroke('M-120 -60L96 -330L190 -470', frame, 15),
    stroke('M130 -60L-70 -300', frame, 13),
    stroke('M182 -474C214 -500 246 -486 250 -462', '#7a4a2c', 20),
    rounded('soft', shape('M-92 -112H120L104 -76H-76Z', '#5a534c')),
    stroke('M-84 -112L-62 -160H100L120 -112', '#6f675e', 5),
    rounded(
      'round',
      shape('M-170 -330C-176 -230 -140 -190 -84 -184H72C124 -190 148 -250 150 -330Z', cloths),
    ),
    rounded(
      'round',
      shape('M-10 -330C-10 -470 -120 -520 -196 -470C-226 -440 -220 -380 -196 -330Z', cloths),
    ),
    stroke(
      'M-10 -330C-40 -400 -110 -450 -196 -470M-10 -330C-80 -370 -150 -400 -214 -408',
      '#00000026',
      5,
    ),
    rounded('soft', box([-178, -346, 336, 28], sketch.linear(['#fff7ea', '#e6d7c0']), { rx: 14 })),
    times(7, (index) =>
      disc([-130 + index * 44, -256 + (index % 2) * 26, 6], '#fff8ec', { opacity: 0.75 }),
    ),
    at([-130, -58], wheel(58)),
    at([136, -58], wheel(58)),
  ].join('');
}

function crib(sketch: Sketch): Markup {
  const wood = sketch.linear(['#f0d3a6', '#d0a56e'], 'right');
  return [
    rounded('round', box([-230, -170, 460, 74], sketch.linear(['#ffffff', '#dfe8ea']), { rx: 22 })),
    times(12, (index) =>
      rounded('slight', box([-236 + index * 41, -330, 15, 220], wood, { rx: 6 })),
    ),
    rounded('soft', box([-262, -350, 524, 30], wood, { rx: 12 })),
    rounded('soft', box([-262, -116, 524, 30], wood, { rx: 12 })),
    rounded('soft', box([-262, -400, 32, 400], wood, { rx: 10 })),
    rounded('soft', box([230, -400, 32, 400], wood, { rx: 10 })),
    disc([-246, -404, 20], '#e0b47c'),
    disc([246, -404, 20], '#e0b47c'),
  ].join('');
}

function mobile(): Markup {
  const shapes = ['#f2b8a0', '#a9c9d6', '#f4d58a', '#c2b6e0'];
  return [
    stroke('M0 -120V-20', '#8a6a48', 4),
    stroke('M-110 -10Q0 -40 110 -10', '#b98a55', 8),
    times(4, (index) => {
      const x = -104 + index * 69;
      return (
        stroke(`M${x} -14V${60 + (index % 2) * 26}`, '#8a6a48', 2) +
        rounded(
          'slight',
          index % 2
            ? shape(`M${x} 66l9 20 22 3-16 15 4 22-19-11-19 11 4-22-16-15 22-3Z`, shapes[index]!)
            : oval([x, 76, 26, 20], shapes[index]!),
        )
      );
    }),
  ].join('');
}

export function plushBear(sketch: Sketch, fur: readonly string[], bow: string): Markup {
  const coat = sketch.radial(fur);
  const dark = fur.at(-1)!;
  return [
    rounded('round', [disc([-78, -292, 40], coat), disc([78, -292, 40], coat)]),
    disc([-78, -292, 21], '#f6dcc4'),
    disc([78, -292, 21], '#f6dcc4'),
    rounded('round', [
      oval([-110, -96, 46, 78], coat, { transform: 'rotate(24 -110 -96)' }),
      oval([110, -96, 46, 78], coat, { transform: 'rotate(-24 110 -96)' }),
    ]),
    rounded('full', oval([0, -90, 116, 118], coat)),
    oval([0, -76, 70, 76], '#fbead6', { opacity: 0.8 }),
    rounded('round', [oval([-76, -14, 58, 48], coat), oval([76, -14, 58, 48], coat)]),
    oval([-78, -6, 30, 26], '#f6dcc4'),
    oval([78, -6, 30, 26], '#f6dcc4'),
    rounded('full', oval([0, -232, 118, 100], coat)),
    oval([0, -204, 50, 38], '#fbead6'),
    oval([0, -222, 17, 12], '#3b2418'),
    stroke('M0 -212V-198M-16 -192Q0 -182 16 -192', '#3b2418', 4),
    disc([-46, -246, 10], '#2b1a12'),
    disc([46, -246, 10], '#2b1a12'),
    disc([-43, -250, 3.4], '#fff'),
    disc([49, -250, 3.4], '#fff'),
    oval([-72, -212, 15, 9], '#f0a08c', { opacity: 0.5 }),
    oval([72, -212, 15, 9], '#f0a08c', { opacity: 0.5 }),
    rounded('slight', shape('M0 -144L-52 -172V-116ZM0 -144L52 -172V-116Z', bow)),
    disc([0, -144, 13], bow),
    stroke('M-90 -150Q-60 -40 -92 20', dark, 2, { opacity: 0.25 }),
  ].join('');
}

function babyWear(sketch: Sketch, fabric: readonly string[], motif: string): Markup {
  const cut =
    'M-52 -130C-30 -104 30 -104 52 -130L112 -104L140 -30L92 -12L84 -36V70C84 110 40 120 34 150H-34C-40 120 -84 110 -84 70V-36L-92 -12L-140 -30L-112 -104Z';
  return dropped('near', [
    rounded('soft', shape(cut, sketch.linear(fabric, 'across'))),
    stroke('M-52 -130C-30 -100 30 -100 52 -130', '#fff8ec', 10),
    times(3, (index) => disc([-20 + index * 20, 140, 5], '#fff8ec')),
    rounded('slight', oval([0, -10, 38, 32], motif)),
    disc([-13, -16, 5], '#3b2a20'),
    disc([13, -16, 5], '#3b2a20'),
    oval([0, -2, 8, 5], '#3b2a20'),
    disc([-32, -40, 14], motif),
    disc([32, -40, 14], motif),
  ]);
}

function babyBottle(sketch: Sketch, band: string): Markup {
  return [
    rounded('soft', shape('M-16 -214C-18 -260 18 -260 16 -214L30 -196H-30Z', '#f3d9b4')),
    rounded('soft', box([-50, -200, 100, 46], band, { rx: 12 })),
    rounded(
      'soft',
      shape(
        'M-52 -152H52C66 -120 66 -30 52 -4Q48 4 40 4H-40Q-48 4 -52 -4C-66 -30 -66 -120 -52 -152Z',
        '#f4f8f6',
      ),
      'faint',
    ),
    shape(
      'M-58 -90H58C62 -50 58 -20 50 -4Q48 0 40 0H-40Q-48 0 -50 -4C-58 -20 -62 -50 -58 -90Z',
      '#fffdf6',
    ),
    times(5, (index) => stroke(`M14 ${-124 + index * 24}H${index % 2 ? 34 : 42}`, '#7fa3b0', 4)),
    stroke('M-38 -136V-16', '#fff', 9, { opacity: 0.9 }),
  ].join('');
}

const strollerScene = (
  name: string,
  alt: string,
  fabric: readonly string[],
  wall: readonly string[],
): Drawing =>
  drawing(name, alt, 900, (sketch) =>
    [
      room(sketch, { wall, floor: ['#d3a97a', '#9f7148'], edge: 680 }),
      windowLight([40, 50], { scale: 1.6, opacity: 0.55 }),
      standing([370, 800], [230, 20]),
      at([370, 806], stroller(sketch, fabric), { scale: 1.24 }),
      beam(sketch, 0.5),
    ].join(''),
  );

const bearScene = (
  name: string,
  alt: string,
  fur: readonly string[],
  bow: string,
  back: [string, string],
): Drawing =>
  drawing(name, alt, 900, (sketch) =>
    [
      paperSweep(sketch, back, 600),
      standing([360, 716], [170, 22]),
      at([360, 700], plushBear(sketch, fur, bow), { scale: 1.5 }),
      branchShadow([340, 30], { scale: 1.3, turn: 20, opacity: 0.16 }),
      beam(sketch, 0.55, '#fff'),
    ].join(''),
  );

export const smallOnesDrawings: readonly Drawing[] = [
  strollerScene('stroller', '灰蓝色婴儿推车', ['#8fa9bb', '#54718a'], ['#f2e8d8', '#dccbb0']),
  strollerScene(
    'stroller-sage',
    '鼠尾草绿的婴儿推车',
    ['#b3c7a6', '#72906c'],
    ['#f6e3da', '#e2c1b2'],
  ),
  drawing('crib', '白床垫的木头婴儿床', 900, (sketch) =>
    [
      room(sketch, { wall: ['#dfe9e6', '#bfd2cd'], floor: ['#d8b184', '#a97b4f'], edge: 690 }),
      windowLight([30, 60], { scale: 1.5, opacity: 0.5 }),
      at([360, 200], mobile(), { scale: 1.2 }),
      oval([360, 800, 330, 50], '#f3e7d6'),
      standing([360, 800], [270, 18]),
      at([360, 806], crib(sketch), { scale: 1.12 }),
      at([420, 660], plushBear(sketch, ['#e9cfa8', '#cfa878', '#a67f54'], '#d9705a'), {
        scale: 0.42,
      }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('baby-wear', '三件婴儿连体衣', 900, (sketch) =>
    [
      cloth(sketch, ['#fbf0e0', '#ead6bb'], 4),
      at([210, 260], babyWear(sketch, ['#f6cfc0', '#e3a48f'], '#fbeadc'), { turn: -6, scale: 1.2 }),
      at([530, 330], babyWear(sketch, ['#bcd7dd', '#86aeba'], '#f6e3c4'), { turn: 5, scale: 1.2 }),
      at([290, 650], babyWear(sketch, ['#f3e0a0', '#d9b863'], '#f7efe2'), { turn: -3, scale: 1.2 }),
      at(
        [560, 720],
        rounded('soft', [oval([-40, 0, 34, 56], '#cfe0c6'), oval([40, 8, 34, 56], '#cfe0c6')]),
      ),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  drawing('baby-bottles', '三个奶瓶和一罐奶粉勺', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#e6efe9', '#c4d6cc'],
        table: ['#e6c69a', '#bd9160'],
        edge: 500,
      }),
      ...[
        [170, '#f0a58c'],
        [360, '#8fbcc9'],
        [550, '#f1ca6d'],
      ].map(
        ([x, band]) =>
          standing([Number(x), 600], [70, 12]) +
          at([Number(x), 600], babyBottle(sketch, String(band)), { scale: 1.5 }),
      ),
      windowLight([60, 30], { scale: 1.1, opacity: 0.45 }),
      beam(sketch, 0.55, '#fff'),
    ].join(''),
  ),
  drawing('toy-blocks', '木头积木搭成的小城', 720, (sketch) =>
    [
      paperSweep(sketch, ['#f6dfc0', '#fbeeda'], 470),
      group(blurred(10, box([120, 590, 500, 20], '#5a3a1c')), { opacity: 0.4 }),
      ...(
        [
          [120, 500, 96, 96, '#e07a5a'],
          [222, 440, 96, 156, '#8fb5a0'],
          [324, 500, 96, 96, '#f0c56a'],
          [426, 380, 96, 216, '#8aa8c4'],
          [528, 470, 96, 126, '#c8a0c0'],
          [324, 400, 96, 96, '#e9d3ac'],
        ] as const
      ).map(
        ([x, y, w, h, paint]) =>
          rounded('slight', box([x, y, w, h], paint, { rx: 8 })) +
          texture('wood', [x + 2, y + 2, w - 4, h - 4], { seed: x, opacity: 0.35 }),
      ),
      rounded('slight', shape('M222 440L270 370L318 440Z', '#d9604a')),
      rounded('slight', shape('M426 380L474 300L522 380Z', '#e8b04e')),
      rounded('slight', shape('M324 400A48 48 0 0 1 420 400Z', '#7f9ec0')),
      disc([576, 440, 30], '#f4d3b0'),
      beam(sketch, 0.6),
    ].join(''),
  ),
  bearScene('plush-bear', '坐着的棕色毛绒熊', ['#dcb088', '#b98558', '#8c5c36'], '#c94f3c', [
    '#f3d9c6',
    '#fbeee0',
  ]),
  bearScene('plush-bear-pink', '粉色毛绒熊', ['#f8cdd0', '#e8a0aa', '#c97684'], '#7f9ec0', [
    '#cfe0e6',
    '#eaf2f2',
  ]),
  bearScene('plush-bear-grey', '灰色毛绒熊', ['#d3d3d8', '#a4a5b0', '#777985'], '#e3a93f', [
    '#e4d6ee',
    '#f4ecf7',
  ]),
];

import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, glow, leaf, standing, windowLight } from '../kit/light.ts';
import { paperSweep, room, wallAndTable } from '../kit/scenes.ts';
import { type Markup, at, box, disc, group, oval, shape, stroke, times } from '../kit/shapes.ts';
import { type Sketch, blurred, rounded } from '../kit/sketch.ts';

function deskLamp(sketch: Sketch, paint: readonly string[]): Markup {
  const metal = sketch.linear(paint, 'across');
  return [
    rounded('soft', oval([0, -12, 112, 24], metal)),
    rounded('slight', stroke('M0 -26L-76 -262L104 -420', paint[1] ?? '#000', 15)),
    rounded('slight', disc([-76, -262, 20], '#d8a23b')),
    rounded('slight', disc([104, -420, 17], '#d8a23b')),
    at(
      [104, -420],
      [
        rounded('round', shape('M-34 -46H34L104 78Q0 108 -104 78Z', metal)),
        oval([0, 80, 103, 25], '#fff3cf'),
        oval([0, 80, 58, 14], '#ffffff'),
      ],
      { turn: 22 },
    ),
  ].join('');
}

function pot(
  sketch: Sketch,
  [width, height]: readonly [number, number],
  clay: readonly string[],
): Markup {
  const half = width / 2;
  return [
    rounded(
      'soft',
      shape(
        `M${-half} ${-height}H${half}L${half * 0.76} 0H${-half * 0.76}Z`,
        sketch.linear(clay, 'right'),
      ),
    ),
    rounded(
      'soft',
      box([-half - 8, -height - 14, width + 16, 30], sketch.linear(clay, 'right'), { rx: 8 }),
    ),
    oval([0, -height - 12, half - 2, 8], '#3d2716'),
  ].join('');
}

const MONSTERA_LEAF = 'M0 20C-70 16 -96 -52 -60 -104C-36 -136 36 -136 60 -104C96 -52 70 16 0 20Z';

/** A monstera: split leaves on long stems. */
function monstera(sketch: Sketch): Markup {
  const big = (x: number, y: number, turn: number, scale: number, colour: string) =>
    stroke(`M0 0Q${x * 0.3} ${y * 0.7} ${x} ${y}`, '#4f7a4d', 7) +
    at(
      [x, y],
      [
        rounded('soft', shape(MONSTERA_LEAF, colour), 'faint'),
        sketch.inside(
          `<path d="${MONSTERA_LEAF}"/>`,
          times(6, (index) =>
            stroke(
              `M${index % 2 ? 100 : -100} ${-96 + Math.floor(index / 2) * 36}L${index % 2 ? 36 : -36} ${-72 + Math.floor(index / 2) * 36}`,
              '#e4dac6',
              10,
            ),
          ),
        ),
        stroke('M0 18V-110', '#ffffff', 4, { opacity: 0.3 }),
      ],
      { turn, scale },
    );
  return [
    big(-120, -150, -52, 0.92, '#4a7a50'),
    big(126, -142, 54, 0.9, '#5b8a58'),
    big(-70, -250, -22, 1, '#6a9a62'),
    big(82, -262, 26, 1.02, '#3f6f49'),
    big(4, -190, 2, 0.86, '#7aa86c'),
  ].join('');
}

function succulent(): Markup {
  const ring = (count: number, length: number, colour: string, offset: number) =>
    times(count, (index) =>
      shape(
        `M0 0C${-length * 0.34} ${-length * 0.4} ${-length * 0.2} ${-length} 0 ${-length}C${length * 0.2} ${-length} ${length * 0.34} ${-length * 0.4} 0 0Z`,
        colour,
        { transform: `scale(1 .62) rotate(${offset + (index * 360) / count})` },
      ),
    );
  return rounded(
    'slight',
    ring(10, 66, '#6f9a83', 0) +
      ring(8, 50, '#8fb79b', 20) +
      ring(6, 34, '#b3d2b4', 0) +
      ring(5, 18, '#dcc7bd', 10),
  );
}

function trailing(): Markup {
  const vine = (d: string, spots: readonly (readonly [number, number, number])[]) =>
    stroke(d, '#5d8a5c', 5) +
    spots
      .map(([x, y, turn]) =>
        at([x, y], leaf(turn > 90 ? '#6f9c69' : '#84ae78'), { turn, scale: 0.42 }),
      )
      .join('');
  return [
    vine('M-10 -6C-90 -30 -110 40 -96 150', [
      [-70, -20, 150],
      [-102, 30, 120],
      [-104, 70, 40],
      [-98, 110, 120],
      [-96, 146, 70],
    ]),
    vine('M14 -8C90 -30 104 20 96 110', [
      [56, -24, 10],
      [92, 10, 60],
      [100, 50, 130],
      [98, 100, 60],
    ]),
    vine('M0 -8C-10 -50 24 -70 10 -100', [
      [0, -46, -150],
      [14, -70, -20],
      [10, -98, -80],
    ]),
  ].join('');
}

function armchair(sketch: Sketch): Markup {
  const velvet = sketch.linear(['#d9895f', '#b45f3c', '#8c442a']);
  return [
    stroke('M-150 60L-176 190M150 60L176 190', '#7a4a26', 17),
    stroke('M-108 70L-116 180M108 70L116 180', '#5f381c', 15),
    rounded(
      'round',
      shape('M-150 -230Q0 -268 150 -230Q186 -60 150 60H-150Q-186 -60 -150 -230Z', velvet),
    ),
    stroke('M-56 -236Q-64 -100 -52 -20M56 -236Q64 -100 52 -20', '#6d311b', 4, { opacity: 0.45 }),
    rounded('round', box([-156, -36, 312, 104], sketch.linear(['#e39a70', '#b9623e']), { rx: 44 })),
    rounded('soft', box([-196, -92, 58, 172], velvet, { rx: 28 })),
    rounded('soft', box([138, -92, 58, 172], velvet, { rx: 28 })),
    at(
      [-34, -76],
      rounded('round', box([-70, -70, 140, 130], '#f3e6d0', { rx: 30 })) +
        times(4, (index) => stroke(`M-52 ${-44 + index * 28}H52`, '#c98a5e', 4, { opacity: 0.6 })),
      { turn: -10 },
    ),
  ].join('');
}

function riceCooker(sketch: Sketch): Markup {
  return [
    rounded(
      'full',
      shape(
        'M-190 -150Q-190 -250 0 -252Q190 -250 190 -150V60Q190 110 130 112H-130Q-190 110 -190 60Z',
        sketch.linear(['#fffdf9', '#f3eadd', '#d2c4b0']),
      ),
    ),
    stroke('M-190 -128Q0 -96 190 -128', '#bdae99', 5, { opacity: 0.8 }),
    rounded('soft', box([-54, -272, 108, 32], '#e9ded0', { rx: 15 })),
    rounded('slight', box([-64, -62, 128, 116], '#3a3531', { rx: 20 })),
    box([-44, -46, 88, 42], sketch.linear(['#ffb07a', '#f08a4f']), { rx: 8 }),
    stroke('M-22 -26h20M8 -34v18M20 -34v18', '#5a2710', 4),
    disc([-26, 28, 11], '#e0563b'),
    disc([26, 28, 11], '#7b746b'),
    group(
      blurred(10, [
        stroke('M-30 -290C-56 -340 0 -350 -26 -420', '#fff', 16),
        stroke('M34 -286C56 -330 14 -350 40 -404', '#fff', 14),
      ]),
      { opacity: 0.6 },
    ),
  ].join('');
}

function riceBowl(sketch: Sketch): Markup {
  return [
    rounded('slight', shape('M-70 -58C-66 -112 66 -112 70 -58Z', '#fffdf8')),
    times(14, (index) =>
      oval([-54 + ((index * 37) % 110), -70 - ((index * 17) % 26), 8, 4], '#f3ecdf', {
        transform: `rotate(${index * 40} ${-54 + ((index * 37) % 110)} ${-70 - ((index * 17) % 26)})`,
      }),
    ),
    rounded(
      'soft',
      shape(
        'M-84 -62H84Q76 0 34 6H-34Q-76 0 -84 -62Z',
        sketch.linear(['#5c89a6', '#38617f'], 'right'),
      ),
    ),
    box([-84, -64, 168, 8], '#eef3f2', { rx: 4 }),
    times(5, (index) => disc([-52 + index * 26, -34, 7], '#eef3f2', { opacity: 0.85 })),
  ].join('');
}

function mug(sketch: Sketch, glaze: readonly string[], band: Markup): Markup {
  return [
    stroke('M70 -110C130 -118 130 -34 62 -38', glaze[1] ?? '#888', 19),
    rounded(
      'round',
      shape('M-80 -144H80L74 -16Q70 0 52 0H-52Q-70 0 -74 -16Z', sketch.linear(glaze, 'right')),
    ),
    sketch.inside('<path d="M-80 -144H80L74 -16Q70 0 52 0H-52Q-70 0 -74 -16Z"/>', band),
    oval([0, -144, 80, 19], glaze[0] ?? '#fff'),
    oval([0, -142, 70, 14], '#3e2514'),
    oval([-20, -146, 30, 5], '#a5744a', { opacity: 0.6 }),
  ].join('');
}

export const homeDrawings: readonly Drawing[] = [
  drawing('desk-lamp', '木桌上亮着的绿色台灯和两本书', 960, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#4a5a55', '#26322f'],
        table: ['#7a5032', '#3d2514'],
        edge: 720,
      }),
      glow(sketch, [440, 500, 480], '#ffc66e', 0.7),
      oval([450, 820, 330, 90], sketch.fading('#ffd58a'), { opacity: 0.85 }),
      group(blurred(32, shape('M330 420L470 470L640 820H240Z', '#ffe2a4')), { opacity: 0.35 }),
      standing([290, 800], [112, 18]),
      at([290, 806], deskLamp(sketch, ['#5f9a80', '#2c5c4a'])),
      standing([540, 838], [110, 12]),
      rounded('slight', box([436, 796, 216, 36], '#a53f33', { rx: 4 })),
      rounded('slight', box([452, 764, 190, 32], '#e1ad48', { rx: 4 })),
    ].join(''),
  ),
  drawing('plant-pots', '窗光下的龟背竹和两盆小绿植', 960, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#efe6d6', '#cfc2aa'],
        table: ['#c79a68', '#936840'],
        edge: 720,
      }),
      windowLight([30, 60], { scale: 1.7, opacity: 0.6 }),
      standing([330, 836], [110, 18]),
      at([330, 640], monstera(sketch), { scale: 1.12 }),
      at([330, 838], pot(sketch, [190, 170], ['#e2a27f', '#c1714e', '#94492d'])),
      standing([566, 858], [70, 13]),
      at([566, 752], trailing(), { scale: 0.85 }),
      at([566, 860], pot(sketch, [120, 100], ['#fbf6ec', '#e2d7c6', '#b9aa94'])),
      standing([124, 880], [66, 12]),
      at([124, 884], pot(sketch, [112, 74], ['#8fb0bd', '#5f8797', '#3d6474'])),
      at([124, 796], succulent()),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('armchair', '地毯上的焦糖色扶手椅', 900, (sketch) =>
    [
      room(sketch, { wall: ['#f1e7d6', '#ddccb2'], floor: ['#c79a6a', '#93673e'], edge: 700 }),
      windowLight([60, 60], { scale: 1.5, opacity: 0.6 }),
      oval([370, 806, 320, 56], '#e9dcc6'),
      oval([370, 800, 290, 46], '#f4ead9'),
      standing([374, 800], [196, 22]),
      at([370, 606], armchair(sketch), { scale: 1.14 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('rice-cooker', '冒着热气的白色小电饭煲', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#d5e2dc', '#a9c0b6'],
        table: ['#dcb98c', '#ad8354'],
        edge: 520,
      }),
      times(5, (column) =>
        times(4, (row) =>
          box([column * 150 - 20, row * 130 - 6, 144, 124], '#ffffff', { opacity: 0.12, rx: 4 }),
        ),
      ),
      standing([300, 610], [196, 20]),
      at([300, 500], riceCooker(sketch)),
      standing([590, 640], [80, 14]),
      at([590, 640], riceBowl(sketch)),
      beam(sketch, 0.6),
    ].join(''),
  ),
  drawing('mugs', '三只不同釉色的马克杯', 720, (sketch) =>
    [
      paperSweep(sketch, ['#cfd8cd', '#e9ece2'], 480),
      standing([140, 560], [100, 15]),
      at(
        [140, 560],
        mug(
          sketch,
          ['#fdf6ea', '#e6d6bf', '#b9a283'],
          times(3, (index) => box([-84, -96 + index * 20, 168, 6], '#c8795a')),
        ),
        { scale: 1.2 },
      ),
      standing([350, 630], [116, 18]),
      at(
        [350, 630],
        mug(
          sketch,
          ['#6f9ab5', '#41708d', '#27495f'],
          times(5, (index) => disc([-58 + index * 28, -70, 9], '#f2e6cf')),
        ),
        { scale: 1.34 },
      ),
      standing([576, 556], [100, 15]),
      at(
        [576, 556],
        mug(
          sketch,
          ['#eab596', '#d18562', '#9c553a'],
          shape('M-84 -60C-40 -90 -20 -30 20 -60C50 -84 70 -50 84 -64V6H-84Z', '#f6e3cc'),
        ),
        { scale: 1.2 },
      ),
      branchShadow([330, 10], { scale: 1.3, turn: 20, opacity: 0.2 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
];

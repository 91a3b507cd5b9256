import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, leaf, standing, windowLight } from '../kit/light.ts';
import { cloth, paperSweep, planks, wallAndTable } from '../kit/scenes.ts';
import { type Markup, at, box, disc, group, oval, shape, stroke, times } from '../kit/shapes.ts';
import { type Sketch, blurred, dropped, rounded } from '../kit/sketch.ts';

const steam = (x: number, y: number): Markup =>
  group(
    blurred(10, [
      stroke(`M${x - 40} ${y}C${x - 80} ${y - 60} ${x} ${y - 90} ${x - 40} ${y - 160}`, '#fff', 18),
      stroke(
        `M${x + 40} ${y}C${x + 80} ${y - 60} ${x + 10} ${y - 90} ${x + 50} ${y - 150}`,
        '#fff',
        16,
      ),
    ]),
    { opacity: 0.5 },
  );

/** A bowl seen from above, with what is in it drawn within 190 units of the origin. */
function bowl(
  sketch: Sketch,
  glaze: readonly string[],
  soup: readonly string[],
  filling: Markup,
): Markup {
  return [
    group(blurred(18, disc([22, 30, 250], '#2b1608')), { opacity: 0.4 }),
    rounded('round', disc([0, 0, 250], sketch.radial(glaze))),
    disc([0, 0, 222], glaze.at(-1)!, { opacity: 0.5 }),
    rounded('soft', disc([0, 0, 208], sketch.radial(soup))),
    sketch.inside('<circle r="208"/>', filling),
    stroke('M-190 -120A226 226 0 0 1 -60 -216', '#fff', 12, { opacity: 0.6 }),
  ].join('');
}

const egg = (x: number, y: number): Markup =>
  at(
    [x, y],
    [
      rounded('soft', oval([0, 0, 56, 66], '#fffaf0')),
      rounded('slight', disc([0, 4, 32], '#f3a42c')),
      oval([-8, -6, 11, 8], '#ffd98a'),
    ],
  );
const scallion = (count: number): Markup =>
  times(count, (index) =>
    disc(
      [-150 + ((index * 97) % 300), -140 + ((index * 61) % 280), 8],
      index % 2 ? '#7fae4f' : '#a5cc6b',
      { stroke: '#5c8a36', 'stroke-width': 3 },
    ),
  );
const noodles = (colour: string): Markup =>
  times(16, (index) =>
    stroke(
      `M${-200 + index * 8} ${-110 + index * 17}C${-60 + index * 6} ${-170 + index * 14} ${40 - index * 9} ${-20 + index * 12} ${190 - index * 4} ${-90 + index * 16}`,
      colour,
      9,
      { opacity: 0.9 },
    ),
  );
const greens = (x: number, y: number): Markup =>
  times(3, (index) =>
    at([x + index * 14, y + index * 20], leaf('#5d9a4e', '#d7efc0'), {
      turn: -30 + index * 18,
      scale: 0.95,
    }),
  );
const meat = (x: number, y: number): Markup =>
  rounded(
    'soft',
    shape(
      `M${x - 70} ${y - 30}Q${x} ${y - 70} ${x + 74} ${y - 22}Q${x + 66} ${y + 36} ${x} ${y + 40}Q${x - 74} ${y + 30} ${x - 70} ${y - 30}Z`,
      '#a85f3f',
    ),
  ) + stroke(`M${x - 46} ${y - 12}Q${x} ${y - 40} ${x + 52} ${y - 6}`, '#e8c3a4', 9);

function chopsticks(): Markup {
  return dropped('near', [
    rounded('slight', stroke('M0 0L30 560', '#7a3f22', 13)),
    rounded('slight', stroke('M36 -6L54 560', '#8a4a28', 13)),
    stroke('M2 20L8 120M38 14L41 114', '#d8a23b', 9),
  ]);
}

function cake(sketch: Sketch, sponge: string, cream: readonly string[], fruit: string): Markup {
  return [
    oval([0, 30, 260, 52], '#fffdf8'),
    oval([0, 24, 236, 42], '#e9e2d6'),
    rounded('soft', shape('M-190 -150V0Q-190 40 0 40Q190 40 190 0V-150Z', sponge)),
    rounded('soft', shape('M-190 -90Q0 -50 190 -90V-40Q0 0 -190 -40Z', cream[0]!)),
    rounded(
      'soft',
      shape(
        'M-194 -160Q0 -120 194 -160V-130C170 -70 150 -130 120 -108C96 -60 66 -120 30 -96C0 -40 -30 -120 -66 -96C-96 -56 -130 -130 -160 -104Q-190 -90 -194 -130Z',
        sketch.linear(cream),
      ),
    ),
    rounded('soft', oval([0, -160, 194, 46], cream[0]!)),
    times(7, (index) => {
      const turn = (index / 7) * Math.PI * 2;
      const x = Math.cos(turn) * 130;
      const y = -172 + Math.sin(turn) * 26;
      return (
        rounded('slight', oval([x, y, 32, 20], '#fffaf2')) +
        rounded(
          'soft',
          shape(
            `M${x} ${y - 50}C${x + 34} ${y - 46} ${x + 26} ${y} ${x} ${y + 4}C${x - 26} ${y} ${x - 34} ${y - 46} ${x} ${y - 50}Z`,
            fruit,
          ),
        ) +
        disc([x - 7, y - 26, 3], '#fff3c4') +
        disc([x + 8, y - 16, 3], '#fff3c4')
      );
    }),
  ].join('');
}

const dishScene = (
  name: string,
  alt: string,
  wood: readonly string[],
  draw: (sketch: Sketch) => Markup,
): Drawing =>
  drawing(name, alt, 900, (sketch) =>
    [
      planks(sketch, wood, 5),
      draw(sketch),
      branchShadow([330, 20], { scale: 1.2, turn: 20, opacity: 0.14 }),
      beam(sketch, 0.5),
    ].join(''),
  );

function airFryer(sketch: Sketch, shell: readonly string[]): Markup {
  return [
    rounded(
      'full',
      shape(
        'M-150 -330Q-150 -400 0 -402Q150 -400 150 -330V20Q150 60 100 62H-100Q-150 60 -150 20Z',
        sketch.linear(shell, 'right'),
      ),
    ),
    rounded(
      'soft',
      box([-132, -190, 264, 220], sketch.linear(shell.toReversed(), 'right'), { rx: 30 }),
    ),
    rounded('soft', box([-34, -150, 68, 130], '#2c2a2b', { rx: 22 })),
    box([-64, -330, 128, 74], '#211f22', { rx: 16 }),
    stroke('M-36 -296h30M6 -296h14M30 -304v18', '#8fe0d0', 6),
    disc([0, -266, 4], '#ff8a5c'),
  ].join('');
}

function vase(sketch: Sketch, glaze: readonly string[], tall: number): Markup {
  return (
    rounded(
      'round',
      shape(
        `M-30 ${-tall}H30C34 ${-tall * 0.8} 20 ${-tall * 0.76} 26 ${-tall * 0.66}C90 ${-tall * 0.5} 84 ${-tall * 0.1} 50 0H-50C-84 ${-tall * 0.1} -90 ${-tall * 0.5} -26 ${-tall * 0.66}C-20 ${-tall * 0.76} -34 ${-tall * 0.8} -30 ${-tall}Z`,
        sketch.linear(glaze, 'right'),
      ),
    ) + oval([0, -tall, 30, 8], '#2b1a12', { opacity: 0.7 })
  );
}

export function bouquet(colours: readonly string[]): Markup {
  const flower = (x: number, y: number, colour: string, size: number) =>
    rounded(
      'slight',
      times(7, (index) =>
        oval([x, y - size * 0.62, size * 0.36, size * 0.56], colour, {
          transform: `rotate(${index * 51.4} ${x} ${y})`,
        }),
      ),
    ) +
    disc([x, y, size * 0.34], '#f4c34e') +
    disc([x - 2, y - 2, size * 0.16], '#b9791f');
  const spots = [
    [-90, -160],
    [0, -220],
    [92, -150],
    [-46, -90],
    [54, -76],
    [-130, -70],
    [134, -66],
    [4, -140],
  ] as const;
  return [
    ...spots.map(([x, y]) => stroke(`M0 60Q${x * 0.4} ${y * 0.3} ${x} ${y}`, '#5f8a52', 6)),
    times(8, (index) =>
      at([0, 20], leaf(index % 2 ? '#7fa86c' : '#5c8a54'), { turn: -170 + index * 23, scale: 0.9 }),
    ),
    ...spots.map(([x, y], index) =>
      flower(x, y, colours[index % colours.length]!, 52 + (index % 3) * 8),
    ),
  ].join('');
}

const ceramics = (
  name: string,
  alt: string,
  glazes: readonly (readonly string[])[],
  wall: readonly string[],
): Drawing =>
  drawing(name, alt, 900, (sketch) =>
    [
      wallAndTable(sketch, { wall, table: ['#d4ab7a', '#9f744a'], edge: 640 }),
      standing([200, 770], [80, 13]),
      at([200, 770], vase(sketch, glazes[0]!, 330)),
      standing([420, 810], [100, 16]),
      at([420, 500], bouquet(['#fdf3e4', '#f4b9a4', '#f7dc93']), { scale: 0.92 }),
      at([420, 810], vase(sketch, glazes[1]!, 360), { scale: 1.16 }),
      standing([610, 780], [70, 11]),
      at([610, 780], vase(sketch, glazes[2]!, 210)),
      windowLight([40, 40], { scale: 1.3, opacity: 0.4 }),
      beam(sketch, 0.45),
    ].join(''),
  );

const cakeScene = (
  name: string,
  alt: string,
  sponge: string,
  cream: readonly string[],
  fruit: string,
  back: [string, string],
): Drawing =>
  drawing(name, alt, 720, (sketch) =>
    [
      paperSweep(sketch, back, 460),
      standing([360, 590], [270, 24]),
      box([330, 580, 60, 70], '#e9e2d6'),
      at([360, 540], cake(sketch, sponge, cream, fruit), { scale: 1.15 }),
      branchShadow([300, 10], { scale: 1.2, turn: 18, opacity: 0.14 }),
      beam(sketch, 0.6, '#fff'),
    ].join(''),
  );

export const tableDrawings: readonly Drawing[] = [
  dishScene(
    'noodles',
    '木桌上的一碗牛肉面',
    ['#a9744a', '#6f4526'],
    (sketch) =>
      at(
        [350, 450],
        bowl(
          sketch,
          ['#fdf7ec', '#e2d5c0', '#b9a78c'],
          ['#d98a45', '#a85a26'],
          noodles('#f6dfa2') +
            meat(-70, 70) +
            meat(60, 110) +
            greens(-150, -30) +
            egg(90, -60) +
            scallion(16),
        ),
      ) +
      at([620, 170], chopsticks(), { turn: 8 }) +
      steam(340, 330),
  ),
  dishScene(
    'rice-bento',
    '双蛋饭和小菜',
    ['#d9b78c', '#ab8152'],
    (sketch) =>
      at(
        [350, 440],
        bowl(
          sketch,
          ['#8fb3c2', '#5f8a9d', '#3d6577'],
          ['#fffdf6', '#efe6d4'],
          times(70, (index) =>
            oval([-190 + ((index * 71) % 380), -190 + ((index * 47) % 380), 9, 5], '#fffdf8', {
              transform: `rotate(${index * 40} ${-190 + ((index * 71) % 380)} ${-190 + ((index * 47) % 380)})`,
            }),
          ) +
            egg(-70, -50) +
            egg(60, -70) +
            greens(-40, 80) +
            meat(90, 90) +
            meat(-110, 90),
        ),
      ) + at([630, 200], chopsticks(), { turn: 6 }),
  ),
  dishScene(
    'tomato-soup',
    '番茄汤',
    ['#e4d3bb', '#c0a684'],
    (sketch) =>
      at(
        [350, 450],
        bowl(
          sketch,
          ['#f6e9d8', '#d9bfa0', '#a98a66'],
          ['#ec7a4c', '#bf4527'],
          times(6, (index) =>
            at(
              [-100 + ((index * 113) % 210), -90 + ((index * 71) % 190)],
              rounded('soft', shape('M-56 0A56 56 0 0 1 56 0Q0 30 -56 0Z', '#e0492f')) +
                stroke('M-40 -6Q0 -40 40 -6', '#f7a98a', 6),
              { turn: index * 52 },
            ),
          ) +
            egg(10, 20) +
            scallion(18),
        ),
      ) + steam(350, 330),
  ),
  cakeScene('cake-strawberry', '草莓奶油蛋糕', '#f3d59a', ['#fffaf2', '#f4e6d6'], '#d9432f', [
    '#f6d3d2',
    '#fbeae4',
  ]),
  cakeScene('cake-matcha', '抹茶蛋糕', '#b9c98a', ['#dfe9c6', '#a9bf7c'], '#8f3f52', [
    '#e6ead6',
    '#f6f5e8',
  ]),
  cakeScene('cake-blueberry', '蓝莓巧克力蛋糕', '#7a4a2e', ['#fdf2e6', '#e6cdb6'], '#4d5aa6', [
    '#cdd6ea',
    '#e9edf5',
  ]),
  ceramics(
    'ceramics',
    '三只手捏花瓶',
    [
      ['#e7d9c4', '#bfa888', '#8c7454'],
      ['#8fb0a4', '#5c8478', '#37594f'],
      ['#e2a283', '#bd6c4a', '#874428'],
    ],
    ['#efe8dc', '#d5c8b4'],
  ),
  ceramics(
    'ceramics-blue',
    '青花色调的三只花瓶',
    [
      ['#f6f5ef', '#c9d4dc', '#8fa2b4'],
      ['#6f97c4', '#3f68a0', '#24457a'],
      ['#fdfaf2', '#d8d4c4', '#a6a08c'],
    ],
    ['#e3e6e0', '#bcc6bd'],
  ),
  drawing('bouquet', '包在牛皮纸里的一束花', 960, (sketch) =>
    [
      cloth(sketch, ['#e3e9e4', '#c2d0c8'], 3),
      at([360, 450], bouquet(['#f08a7a', '#fdf1dc', '#f6c86a', '#c7a3d6']), { scale: 1.35 }),
      dropped('mid', [
        rounded(
          'soft',
          shape(
            'M150 470L330 840H400L580 470Q480 560 365 560Q240 560 150 470Z',
            sketch.linear(['#d9b384', '#b58651'], 'right'),
          ),
        ),
        shape('M365 560L400 840L580 470Q480 560 365 560Z', '#00000018'),
      ]),
      rounded('slight', box([320, 740, 90, 26], '#c2452f', { rx: 10 })),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  drawing('bouquet-white', '窗台上的白色花束', 960, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#dfe6ee', '#b7c6d6'],
        table: ['#e6cfae', '#b8946a'],
        edge: 700,
      }),
      windowLight([30, 40], { scale: 1.7, opacity: 0.6 }),
      standing([360, 850], [110, 18]),
      at([360, 440], bouquet(['#ffffff', '#f6efe0', '#f3d9d0']), { scale: 1.3 }),
      at([360, 850], vase(sketch, ['#b9d3dc', '#7fa6b6', '#4f7a8c'], 420), { scale: 1.1 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('air-fryer', '厨房台面上的白色空气炸锅', 900, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#d3e0da', '#a3bcb1'],
        table: ['#e3c69c', '#b18a5a'],
        edge: 640,
      }),
      times(30, (index) =>
        box([(index % 6) * 126 - 10, Math.floor(index / 6) * 128, 120, 122], '#fff', {
          opacity: 0.13,
          rx: 5,
        }),
      ),
      standing([330, 790], [160, 20]),
      at([330, 730], airFryer(sketch, ['#fdfaf4', '#ece4d8', '#c9bdab']), { scale: 1.2 }),
      at(
        [580, 780],
        rounded('soft', shape('M-90 -40H90Q80 20 40 26H-40Q-80 20 -90 -40Z', '#5f8797')) +
          times(9, (index) =>
            rounded(
              'slight',
              stroke(
                `M${-60 + index * 15} -44L${-70 + index * 18} -${92 + (index % 3) * 16}`,
                '#eeb64e',
                13,
              ),
            ),
          ),
      ),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('air-fryer-green', '墨绿色空气炸锅', 900, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#f3e3d0', '#dbbf9f'],
        table: ['#b58a5e', '#7e5734'],
        edge: 640,
      }),
      standing([360, 800], [170, 20]),
      at([360, 740], airFryer(sketch, ['#6d8f80', '#3f6254', '#234036']), { scale: 1.3 }),
      windowLight([60, 50], { scale: 1.3, opacity: 0.5 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
];

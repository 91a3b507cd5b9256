import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, standing, windowLight } from '../kit/light.ts';
import { planks, wallAndTable } from '../kit/scenes.ts';
import { type Markup, at, box, group, oval, shape, stroke, times, words } from '../kit/shapes.ts';
import { type Sketch, blurred, dropped, rounded } from '../kit/sketch.ts';

type Spine = {
  title: string;
  width: number;
  tall: number;
  cover: readonly [string, string];
  ink: string;
};

/** A book lying on its side, its spine towards us, its lower left corner at the origin. */
function lyingBook(sketch: Sketch, { title, width, tall, cover, ink }: Spine): Markup {
  const paint = sketch.linear([cover[0], cover[1]]);
  return [
    rounded('slight', box([0, -tall, width, tall], paint, { rx: 5 })),
    box([14, -tall + 1, 5, tall - 2], ink, { opacity: 0.55 }),
    box([width - 20, -tall + 1, 5, tall - 2], ink, { opacity: 0.55 }),
    words(title, [width / 2, -tall / 2 + tall * 0.17], {
      size: tall * 0.48,
      fill: ink,
      'letter-spacing': 8,
    }),
    box([0, -2, width, 4], '#1d0e04', { opacity: 0.35 }),
  ].join('');
}

function stack(sketch: Sketch, books: readonly (Spine & { left: number })[]): Markup {
  let top = 0;
  return books
    .map((book) => {
      const placed = at([book.left, top], lyingBook(sketch, book));
      top -= book.tall;
      return placed;
    })
    .join('');
}

function cup(sketch: Sketch, glaze: readonly string[]): Markup {
  return [
    stroke('M58 -78C106 -84 106 -22 52 -26', glaze[1] ?? '#ccc', 15),
    rounded(
      'round',
      shape('M-64 -104H64L56 -18Q52 0 34 0H-34Q-52 0 -56 -18Z', sketch.linear(glaze, 'right')),
    ),
    oval([0, -104, 64, 16], glaze[0] ?? '#fff'),
    oval([0, -102, 56, 12], sketch.linear(['#8a5630', '#4f2c14'])),
    oval([-12, -104, 24, 4], '#d9a876', { opacity: 0.7 }),
    group(
      blurred(5, [
        stroke('M-22 -126C-40 -160 -4 -176 -22 -214', '#fffaf0', 9),
        stroke('M16 -124C32 -152 4 -172 20 -200', '#fffaf0', 8),
      ]),
      { opacity: 0.45 },
    ),
  ].join('');
}

/** An open book seen from above, about 460 wide. */
function openBook(sketch: Sketch): Markup {
  const lines = (left: number) =>
    times(9, (row) =>
      box([left, -118 + row * 27, row % 4 === 3 ? 96 : 164, 5], '#8a7a66', {
        opacity: 0.5,
        rx: 2.5,
      }),
    );
  return [
    box([-232, -162, 464, 330], '#8c3b2c', { rx: 8 }),
    shape(
      'M0 -150C-70 -170 -170 -164 -222 -154V154C-170 146 -70 142 0 160Z',
      sketch.linear(['#fffaf0', '#f7eddc', '#d8c6a8'], 'right'),
    ),
    shape(
      'M0 -150C70 -170 170 -164 222 -154V154C170 146 70 142 0 160Z',
      sketch.linear(['#cdb998', '#f7eddc', '#fffaf0'], 'right'),
    ),
    lines(-198),
    lines(36),
    box([120, -136, 22, 190], '#f2c84b', { opacity: 0.55 }),
    shape('M-150 -160h30v96l-15 -14l-15 14Z', '#0b6b4f'),
  ].join('');
}

function coverBook(
  sketch: Sketch,
  title: string,
  subtitle: string,
  cover: readonly [string, string],
): Markup {
  const tags = ['#f2c84b', '#ef8f6e', '#7fb8a4', '#8fb6dc'];
  return dropped('mid', [
    times(4, (index) => box([84, -110 + index * 46, 34, 16], tags[index] ?? '#fff', { rx: 2 })),
    box([-96, -132, 196, 270], '#f4ead8', { rx: 3 }),
    rounded('slight', box([-104, -138, 200, 270], sketch.linear(cover, 'across'), { rx: 6 })),
    box([-104, -138, 14, 270], '#000', { opacity: 0.16 }),
    words(title, [0, -62], { size: 40, fill: '#fffaf0', 'font-weight': 700, 'letter-spacing': 4 }),
    box([-56, -42, 112, 3], '#fffaf0', { opacity: 0.7 }),
    words(subtitle, [0, -12], { size: 19, fill: '#fffaf0', 'letter-spacing': 3 }),
    shape('M-60 96C-30 40 10 40 22 66C40 40 66 52 72 96Z', '#fffaf0', { opacity: 0.28 }),
  ]);
}

const NOVELS = [
  {
    title: '边城 · 长河',
    width: 420,
    tall: 58,
    cover: ['#a53f33', '#7c2a22'],
    ink: '#f6dfb4',
    left: 0,
  },
  {
    title: '城南旧事',
    width: 388,
    tall: 46,
    cover: ['#2f6a59', '#1e4a3e'],
    ink: '#e9ddc0',
    left: 18,
  },
  {
    title: '人间词话',
    width: 402,
    tall: 40,
    cover: ['#e1ad48', '#bd8628'],
    ink: '#5a3410',
    left: 2,
  },
  {
    title: '呼兰河传',
    width: 370,
    tall: 52,
    cover: ['#3b4f7c', '#28365a'],
    ink: '#f1e5ca',
    left: 26,
  },
  {
    title: '夜航船',
    width: 346,
    tall: 38,
    cover: ['#f3e8d3', '#dccaa8'],
    ink: '#7a3f28',
    left: 30,
  },
] as const;

export const bookDrawings: readonly Drawing[] = [
  drawing('book-stack', '一摞旧书', 900, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#f1dfc6', '#cbb094'],
        table: ['#8e5b34', '#573318'],
        edge: 640,
      }),
      windowLight([310, 50], { scale: 1.5, opacity: 0.7 }),
      standing([300, 772], [222, 24]),
      at([92, 770], stack(sketch, NOVELS)),
      standing([592, 790], [72, 14]),
      at([592, 792], cup(sketch, ['#fffdf8', '#efe4d2', '#cdbda4']), { scale: 1.12 }),
      beam(sketch, 0.6),
    ].join(''),
  ),
  drawing('open-book', '翻开的旧书', 720, (sketch) =>
    [
      planks(sketch, ['#d9b88d', '#b58b5e'], 5),
      dropped('far', at([370, 370], openBook(sketch), { turn: -9, scale: 1.22 })),
      branchShadow([320, 20], { scale: 1.4, turn: 20, opacity: 0.3 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('textbooks', '贴着便利贴的教材', 900, (sketch) =>
    [
      planks(sketch, ['#e8d6bb', '#c6a880'], 6),
      at([240, 250], coverBook(sketch, '高等数学', '上册 · 同步辅导', ['#2f5f8d', '#1d3d63']), {
        turn: -8,
        scale: 1.15,
      }),
      at([508, 330], coverBook(sketch, '考研英语', '历年真题详解', ['#c8533a', '#95321f']), {
        turn: 7,
        scale: 1.15,
      }),
      at([262, 636], coverBook(sketch, '线性代数', '题型与方法', ['#3f7d62', '#245443']), {
        turn: 5,
        scale: 1.15,
      }),
      at([524, 676], coverBook(sketch, '政治', '知识点提要', ['#c99a35', '#93691a']), {
        turn: -6,
        scale: 1.1,
      }),
      dropped(
        'near',
        group([
          stroke('M96 822L300 868', '#f2c84b', 15),
          stroke('M286 865L308 870', '#3a3531', 13),
        ]),
      ),
      beam(sketch, 0.5),
    ].join(''),
  ),
];

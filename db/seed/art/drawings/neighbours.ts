import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, glow, leaf, standing, windowLight } from '../kit/light.ts';
import { cloth, room } from '../kit/scenes.ts';
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

type Coat = { fur: readonly string[]; mark: string; belly: string; eyes: string };

/** A cat that sits and looks at you; its feet on the origin, 430 units high. */
function sittingCat(sketch: Sketch, { fur, mark, belly, eyes }: Coat): Markup {
  const coat = sketch.radial(fur);
  const eye = (x: number) =>
    oval([x, -286, 17, 19], eyes) +
    oval([x, -286, 7, 17], '#1d1410') +
    disc([x - 4, -294, 5], '#fff');
  return [
    rounded('soft', stroke('M100 -26C190 -10 214 -100 160 -150', fur[1]!, 38)),
    rounded('full', shape('M-112 0C-140 -120 -84 -214 0 -214C84 -214 140 -120 112 0Z', coat)),
    oval([0, -86, 58, 88], belly),
    rounded('soft', [oval([-52, -8, 42, 24], belly), oval([52, -8, 42, 24], belly)]),
    rounded('soft', shape('M-92 -310L-104 -430L-28 -372ZM92 -310L104 -430L28 -372Z', coat)),
    shape('M-84 -336L-90 -400L-46 -366ZM84 -336L90 -400L46 -366Z', '#f6b8a8'),
    rounded('full', oval([0, -284, 122, 98], coat)),
    stroke('M-28 -372V-336M0 -378V-334M28 -372V-336', mark, 10),
    stroke('M-118 -282H-86M-112 -258L-84 -262M118 -282H86M112 -258L84 -262', mark, 8),
    oval([-28, -248, 34, 26], belly),
    oval([28, -248, 34, 26], belly),
    eye(-46),
    eye(46),
    shape('M-10 -266H10L0 -252Z', '#d97a6c'),
    stroke('M0 -252C-3 -240 -18 -238 -22 -246M0 -252C3 -240 18 -238 22 -246', '#5a3a28', 3.4),
    stroke(
      'M-48 -246L-130 -256M-48 -238L-126 -226M48 -246L130 -256M48 -238L126 -226',
      '#ffffff',
      2.6,
      { opacity: 0.9 },
    ),
  ].join('');
}

/** A cat curled up asleep, 380 units wide. */
function sleepingCat(sketch: Sketch, { fur, mark, belly }: Coat): Markup {
  const coat = sketch.radial(fur);
  return [
    rounded('full', oval([0, -70, 200, 104], coat)),
    stroke('M-40 -168Q-30 -130 -50 -96M10 -172Q20 -134 4 -100M60 -164Q70 -128 58 -98', mark, 12, {
      opacity: 0.8,
    }),
    rounded('round', stroke('M180 -60C200 10 60 40 -70 16', fur[1]!, 42)),
    rounded('soft', shape('M-190 -126L-206 -206L-140 -162ZM-92 -146L-60 -210L-40 -140Z', coat)),
    rounded('round', oval([-122, -92, 88, 70], coat)),
    oval([-134, -66, 40, 28], belly),
    stroke('M-178 -98Q-164 -86 -150 -98M-112 -98Q-98 -86 -84 -98', '#3b2418', 5),
    shape('M-138 -82H-122L-130 -72Z', '#d97a6c'),
  ].join('');
}

const ORANGE: Coat = {
  fur: ['#f7bc74', '#e8953f', '#b9681f'],
  mark: '#b9641c',
  belly: '#fdebd2',
  eyes: '#c7d65a',
};
const GREY: Coat = {
  fur: ['#c3c7cd', '#8f959f', '#626872'],
  mark: '#555b66',
  belly: '#eef0f1',
  eyes: '#f0b84a',
};
const WHITE: Coat = {
  fur: ['#ffffff', '#f1ebe2', '#cfc4b5'],
  mark: '#e2d6c4',
  belly: '#ffffff',
  eyes: '#6fb3d9',
};
const COW: Coat = {
  fur: ['#5a5556', '#343031', '#1d1a1b'],
  mark: '#1d1a1b',
  belly: '#fdfaf5',
  eyes: '#9fcf62',
};

function dog(sketch: Sketch, fur: readonly string[], scarf: string): Markup {
  const coat = sketch.radial(fur);
  return [
    rounded('soft', stroke('M96 -60C170 -60 190 -140 150 -176', fur[1]!, 34)),
    rounded('full', shape('M-106 0C-130 -110 -80 -200 0 -200C80 -200 130 -110 106 0Z', coat)),
    oval([0, -80, 62, 84], '#fff4e2'),
    rounded('soft', [oval([-54, -8, 44, 26], '#fff4e2'), oval([54, -8, 44, 26], '#fff4e2')]),
    rounded(
      'full',
      shape(
        'M-120 -300C-124 -390 124 -390 120 -300C118 -220 70 -190 0 -190C-70 -190 -118 -220 -120 -300Z',
        coat,
      ),
    ),
    rounded(
      'soft',
      shape(
        'M-104 -356C-170 -370 -186 -280 -150 -230C-120 -236 -96 -300 -104 -356ZM104 -356C170 -370 186 -280 150 -230C120 -236 96 -300 104 -356Z',
        fur[2]!,
      ),
    ),
    shape('M-26 -376Q0 -300 -40 -236Q0 -190 40 -236Q0 -300 26 -376Z', '#fff4e2'),
    oval([0, -234, 62, 44], '#fff4e2'),
    disc([-52, -294, 14], '#2b1a12'),
    disc([52, -294, 14], '#2b1a12'),
    disc([-47, -299, 5], '#fff'),
    disc([57, -299, 5], '#fff'),
    rounded('slight', oval([0, -258, 22, 16], '#2b1a12')),
    stroke('M0 -242V-226M0 -226Q-26 -208 -40 -226M0 -226Q26 -208 40 -226', '#4a2c1a', 4),
    shape('M-16 -218Q0 -176 16 -218Z', '#f0888a'),
    rounded(
      'slight',
      shape('M-96 -196Q0 -150 96 -196L84 -164Q0 -128 -84 -164ZM-20 -152L10 -70L52 -148Z', scarf),
    ),
  ].join('');
}

const cushion = (sketch: Sketch, paint: readonly string[]): Markup =>
  rounded(
    'full',
    shape(
      'M-270 0C-300 -60 -220 -76 0 -76C220 -76 300 -60 270 0C250 60 -250 60 -270 0Z',
      sketch.linear(paint),
    ),
  );

const catAtHome = (
  name: string,
  alt: string,
  coat: Coat,
  wall: readonly string[],
  seat: readonly string[],
): Drawing =>
  drawing(name, alt, 900, (sketch) =>
    [
      room(sketch, { wall, floor: ['#d0a373', '#9c6d44'], edge: 650 }),
      windowLight([50, 40], { scale: 1.6, opacity: 0.55 }),
      standing([360, 800], [270, 24]),
      at([360, 770], cushion(sketch, seat)),
      at([360, 752], sittingCat(sketch, coat), { scale: 1.28 }),
      beam(sketch, 0.5),
    ].join(''),
  );

const catAsleep = (
  name: string,
  alt: string,
  coat: Coat,
  back: readonly string[],
  seat: readonly string[],
): Drawing =>
  drawing(name, alt, 720, (sketch) =>
    [
      cloth(sketch, back, 4),
      group(blurred(18, oval([380, 500, 290, 90], '#2b1608')), { opacity: 0.35 }),
      at([360, 470], cushion(sketch, seat), { scale: 1.1 }),
      at([370, 446], sleepingCat(sketch, coat), { scale: 1.25 }),
      windowLight([60, 60], { scale: 1.3, opacity: 0.4 }),
    ].join(''),
  );

function shopFront(
  sketch: Sketch,
  x: number,
  paint: readonly string[],
  awning: string,
  sign: string,
): Markup {
  return [
    box([x, 330, 200, 420], sketch.linear(paint)),
    rounded('slight', box([x + 14, 350, 172, 56], '#3a2c22', { rx: 6 })),
    words(sign, [x + 100, 389], { size: 32, fill: '#ffe6b3', 'letter-spacing': 5 }),
    box([x + 16, 510, 104, 180], sketch.linear(['#ffe3a6', '#e8a85e']), { rx: 4 }),
    box([x + 132, 500, 54, 250], '#5f4330', { rx: 4 }),
    times(3, (row) => stroke(`M${x + 16} ${560 + row * 44}H${x + 120}`, '#7a5535', 5)),
    times(9, (index) =>
      rounded(
        'slight',
        box(
          [x + 22 + (index % 3) * 34, 530 + Math.floor(index / 3) * 44, 22, 26],
          ['#c8553d', '#5f8f7a', '#e0b04c', '#7f9ec0'][index % 4]!,
          { rx: 4 },
        ),
      ),
    ),
    times(5, (index) =>
      shape(
        `M${x - 8 + index * 43} 420H${x + 35 + index * 43}L${x + 38 + index * 44} 492Q${x + 14 + index * 44} 512 ${x - 10 + index * 44} 492Z`,
        index % 2 ? '#fff6e8' : awning,
      ),
    ),
  ].join('');
}

const street = (name: string, alt: string, sky: readonly string[], isNight: boolean): Drawing =>
  drawing(name, alt, 960, (sketch) =>
    [
      box([0, 0, 720, 960], sketch.linear(sky)),
      times(5, (index) =>
        box(
          [index * 160 - 20, 130 + ((index * 71) % 110), 150, 500],
          isNight ? '#2c2a44' : '#e2cdb4',
          { opacity: 0.8 },
        ),
      ),
      times(40, (index) =>
        box(
          [8 + ((index * 83) % 700), 170 + ((index * 47) % 160), 13, 17],
          isNight ? '#ffd27d' : '#b79c80',
          { opacity: 0.75 },
        ),
      ),
      shopFront(sketch, 20, ['#e7c9a8', '#c79a72'], '#d0553b', '旧书'),
      shopFront(sketch, 258, ['#b9cdbf', '#86a391'], '#3f7a63', '小卖部'),
      shopFront(sketch, 496, ['#e5bfb4', '#bf8a7c'], '#5b7fa6', '修表'),
      box(
        [0, 744, 720, 216],
        sketch.linear(isNight ? ['#3d3846', '#221f2b'] : ['#d6c6b2', '#a99782']),
      ),
      times(7, (index) =>
        stroke(`M${360 + (index - 3) * 90} 748L${360 + (index - 3) * 210} 960`, '#00000022', 3),
      ),
      stroke('M0 800H720M0 870H720', '#00000018', 3),
      isNight
        ? [120, 358, 596].map((x) => glow(sketch, [x, 610, 210], '#ffc56a', 0.6)).join('')
        : '',
      standing([610, 800], [56, 10]),
      at([610, 806], sittingCat(sketch, ORANGE), { scale: 0.36 }),
      group([
        stroke('M-10 60C160 120 420 130 730 40', '#3a2c22', 4),
        times(
          9,
          (index) =>
            disc([20 + index * 84, 84 + (index % 3) * 12, 10], '#ffdf94') +
            disc([20 + index * 84, 84 + (index % 3) * 12, 28], '#ffdf94', {
              opacity: isNight ? 0.35 : 0.15,
            }),
        ),
      ]),
      times(5, (index) =>
        at([-10 + index * 22, 770 - index * 4], leaf(index % 2 ? '#7f9f6a' : '#5f8357'), {
          turn: -70 + index * 26,
          scale: 0.9,
        }),
      ),
      isNight ? '' : beam(sketch, 0.5),
    ].join(''),
  );

export const neighbourDrawings: readonly Drawing[] = [
  catAtHome(
    'cat-orange',
    '坐在垫子上的橘猫',
    ORANGE,
    ['#dfe8e1', '#bdd0c6'],
    ['#7fa08f', '#55786a'],
  ),
  catAtHome('cat-grey', '坐在垫子上的灰猫', GREY, ['#f3e2d4', '#dfc3ad'], ['#d08a6c', '#a5603f']),
  catAtHome('cat-white', '坐在垫子上的白猫', WHITE, ['#d3dcea', '#a9b9d0'], ['#e0b45e', '#b98a36']),
  catAsleep(
    'cat-nap',
    '在垫子上睡着的橘猫',
    ORANGE,
    ['#e6ded2', '#cdbfab'],
    ['#8fa9bb', '#5f7f95'],
  ),
  catAsleep(
    'cat-cow-nap',
    '在红垫子上睡着的奶牛猫',
    COW,
    ['#f1e3cf', '#dcc6a6'],
    ['#d9765a', '#ab4c34'],
  ),
  drawing('dog-scarf', '系着红领巾的小狗', 900, (sketch) =>
    [
      room(sketch, { wall: ['#f5e3c4', '#e2c694'], floor: ['#c79868', '#94653c'], edge: 640 }),
      oval([360, 800, 320, 60], '#e6d6bd'),
      standing([360, 800], [170, 22]),
      at([360, 800], dog(sketch, ['#e6ab68', '#c4813f', '#94582a'], '#c8412e'), { scale: 1.5 }),
      windowLight([420, 60], { scale: 1.2, opacity: 0.45 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('dog-grey', '系着蓝领巾的灰白小狗', 900, (sketch) =>
    [
      room(sketch, { wall: ['#d4e1e4', '#a9c1c8'], floor: ['#d9b78c', '#a8804f'], edge: 640 }),
      oval([360, 800, 320, 60], '#efe6d6'),
      standing([360, 800], [170, 22]),
      at([360, 800], dog(sketch, ['#b9b6b4', '#8a8683', '#5f5b58'], '#3f6fa6'), { scale: 1.5 }),
      windowLight([60, 60], { scale: 1.3, opacity: 0.45 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('cat-tree', '猫爬架上的两只猫', 960, (sketch) =>
    [
      room(sketch, { wall: ['#e9e2ee', '#cfc3d9'], floor: ['#d3a878', '#a1734a'], edge: 760 }),
      windowLight([30, 40], { scale: 1.7, opacity: 0.5 }),
      standing([370, 860], [260, 22]),
      rounded('soft', box([130, 820, 470, 44], '#efe6d8', { rx: 20 })),
      ...(
        [
          [230, 430, 390],
          [470, 610, 210],
        ] as const
      ).map(
        ([x, y, tall]) =>
          rounded('slight', box([x, y, 60, tall], sketch.linear(['#d8bb8d', '#b08d58'], 'right'))) +
          times(Math.floor(tall / 13), (row) =>
            stroke(`M${x} ${y + 8 + row * 13}h60`, '#8a6a3c', 2.6, { opacity: 0.5 }),
          ),
      ),
      rounded('soft', box([120, 400, 290, 44], '#f6efe4', { rx: 22 })),
      rounded('soft', box([390, 580, 230, 44], '#f6efe4', { rx: 22 })),
      at([262, 402], sittingCat(sketch, ORANGE), { scale: 0.74 }),
      at([510, 588], sleepingCat(sketch, GREY), { scale: 0.5 }),
      stroke('M590 620V690', '#8a7a66', 3),
      rounded('soft', disc([590, 706, 20], '#e8695a')),
      beam(sketch, 0.4),
    ].join(''),
  ),
  drawing('cat-carton', '纸箱里探出头的灰猫', 720, (sketch) =>
    [
      room(sketch, { wall: ['#f1e7d6', '#dccbb0'], floor: ['#caa073', '#976a42'], edge: 500 }),
      standing([360, 640], [240, 22]),
      at([360, 560], sittingCat(sketch, GREY), { scale: 1.02 }),
      rounded('slight', shape('M130 380L90 320L300 330L330 386Z', '#cfa06a')),
      rounded('slight', shape('M590 380L640 316L430 330L400 386Z', '#c4945c')),
      rounded('soft', box([130, 380, 460, 264], sketch.linear(['#d9ad78', '#b07f49']), { rx: 6 })),
      box([330, 380, 60, 264], '#e8c898', { opacity: 0.7 }),
      words('搬家 · 易碎', [240, 560], { size: 34, fill: '#6b4420' }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  street('street-day', '白天的老街：旧书店、小卖部和修表铺', ['#bfe0ee', '#fbeed6'], false),
  street('street-night', '亮着灯的老街夜色', ['#1f2340', '#5b4668'], true),
  drawing('balcony', '晾着衣服、摆着绿植的阳台', 960, (sketch) =>
    [
      box([0, 0, 720, 960], sketch.linear(['#a9d3ea', '#f6ead2'])),
      times(8, (index) =>
        box(
          [index * 96 - 10, 330 + ((index * 53) % 130), 88, 400],
          index % 2 ? '#d8c4ae' : '#c9b49c',
          { opacity: 0.85 },
        ),
      ),
      times(60, (index) =>
        box([4 + ((index * 89) % 700), 400 + ((index * 31) % 190), 12, 15], '#8f9fb0', {
          opacity: 0.6,
        }),
      ),
      rounded('slight', box([-10, 120, 740, 12], '#b0a89c', { rx: 6 })),
      ...(
        [
          [90, '#e8a583'],
          [240, '#fdf6e8'],
          [390, '#8fb0bd'],
          [540, '#d9b863'],
        ] as const
      ).map(
        ([x, paint]) =>
          stroke(`M${x + 50} 126V150`, '#8f877c', 4) +
          dropped(
            'near',
            shape(
              `M${x} 150L${x - 34} 196L${x - 12} 226L${x + 4} 214V330H${x + 96}V214L${x + 112} 226L${x + 134} 196L${x + 100} 150Q${x + 50} 172 ${x} 150Z`,
              paint,
            ),
          ),
      ),
      box([0, 690, 720, 270], sketch.linear(['#d9c3a6', '#b3936c'])),
      times(12, (index) =>
        rounded('slight', box([10 + index * 62, 560, 12, 180], '#f3eee4', { rx: 5 })),
      ),
      rounded('soft', box([-10, 540, 740, 24], '#fbf7ee', { rx: 10 })),
      ...[90, 250, 560].map(
        (x, index) =>
          standing([x, 850], [70, 12]) +
          rounded(
            'soft',
            shape(
              `M${x - 64} 740H${x + 64}L${x + 46} 856H${x - 46}Z`,
              ['#c9714d', '#f4ece0', '#5f8797'][index]!,
            ),
          ) +
          times(9, (n) =>
            at([x, 744], leaf(n % 2 ? '#6f9c69' : '#8bb57d'), {
              turn: -160 + n * 17,
              scale: 0.72 + (n % 3) * 0.16,
            }),
          ),
      ),
      at([420, 880], sittingCat(sketch, WHITE), { scale: 0.5 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
];

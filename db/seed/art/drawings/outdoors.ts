import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, glow, leaf, standing, windowLight } from '../kit/light.ts';
import { cloth, paperSweep, planks, room } from '../kit/scenes.ts';
import { type Markup, at, box, disc, group, oval, shape, stroke, times } from '../kit/shapes.ts';
import { type Sketch, dropped, rounded } from '../kit/sketch.ts';
import { texture } from '../kit/textures.ts';

function bicycle(frame: string, seat: string): Markup {
  const wheel = (x: number) =>
    disc([x, 0, 128], 'none', { stroke: '#2b2725', 'stroke-width': 15 }) +
    disc([x, 0, 117], 'none', { stroke: '#e8e1d5', 'stroke-width': 5 }) +
    times(16, (index) =>
      stroke(
        `M${x} 0L${x + 114 * Math.cos((index * Math.PI) / 8)} ${114 * Math.sin((index * Math.PI) / 8)}`,
        '#d8d2c6',
        1.6,
      ),
    ) +
    disc([x, 0, 12], '#c9c2b4');
  return [
    wheel(-180),
    wheel(190),
    rounded(
      'slight',
      stroke(
        'M-180 0L-80 -190L116 -186L-10 0L-180 0M-80 -190L-10 0M116 -186L190 0M116 -186L98 -256',
        frame,
        15,
      ),
    ),
    rounded(
      'slight',
      stroke('M98 -256C60 -276 44 -258 40 -240M98 -256C140 -276 166 -256 164 -228', '#2b2725', 12),
    ),
    stroke('M-80 -190L-88 -226', '#c9c2b4', 10),
    rounded(
      'soft',
      shape('M-138 -232C-110 -252 -50 -246 -34 -236C-50 -212 -110 -212 -138 -232Z', seat),
    ),
    disc([-10, 0, 34], 'none', { stroke: '#c9c2b4', 'stroke-width': 9 }),
    stroke('M-10 0L28 44M16 46H46', '#2b2725', 9),
    rounded('slight', box([116, -196, 116, 76], '#b98a55', { rx: 10 })),
    times(5, (index) => box([126 + index * 21, -190, 6, 64], '#8a6236', { rx: 2 })),
    times(4, (index) =>
      disc(
        [134 + index * 28, -206 - (index % 2) * 12, 17],
        ['#f0b9c4', '#fff2b8', '#ffffff', '#f3a17e'][index]!,
      ),
    ),
    at([124, -200], leaf('#6f9c69'), { turn: -120, scale: 0.4 }),
  ].join('');
}

const bikeScene = (name: string, alt: string, frame: string, seat: string, wall: string): Drawing =>
  drawing(name, alt, 720, (sketch) =>
    [
      box([0, 0, 720, 720], wall),
      times(13, (row) =>
        times(8, (column) =>
          box([column * 120 - (row % 2) * 60, row * 48, 115, 43], '#fff', {
            opacity: 0.05 + ((row * 7 + column * 3) % 5) * 0.012,
            rx: 3,
          }),
        ),
      ),
      texture('plaster', [0, 0, 720, 600], { seed: 3, opacity: 0.4 }),
      box([0, 590, 720, 130], sketch.linear(['#c9bba6', '#9d8d76'])),
      standing([360, 606], [310, 16]),
      at([355, 470], bicycle(frame, seat)),
      branchShadow([300, 0], { scale: 1.5, turn: 20, opacity: 0.22 }),
      beam(sketch, 0.5),
    ].join(''),
  );

function racket(paint: string): Markup {
  return dropped('near', [
    sketchStrings(),
    rounded('slight', oval([0, -190, 100, 128], 'none', { stroke: paint, 'stroke-width': 15 })),
    rounded('slight', stroke('M0 -62V120', '#d8d2c6', 11)),
    rounded('slight', box([-15, 110, 30, 150], '#2f2b2c', { rx: 10 })),
    times(6, (index) => stroke(`M-14 ${128 + index * 22}L14 ${118 + index * 22}`, '#6b6461', 4)),
  ]);
}

function sketchStrings(): Markup {
  return group(
    [
      times(9, (index) =>
        stroke(
          `M${-72 + index * 18} ${-300 + Math.abs(index - 4) * 12}V${-80 - Math.abs(index - 4) * 12}`,
          '#fffdf6',
          1.6,
        ),
      ),
      times(11, (index) =>
        stroke(
          `M${-90 + Math.abs(index - 5) * 9} ${-290 + index * 20}H${90 - Math.abs(index - 5) * 9}`,
          '#fffdf6',
          1.6,
        ),
      ),
    ],
    { opacity: 0.9 },
  );
}

function shuttle(): Markup {
  return [
    times(7, (index) =>
      shape('M0 0L-14 -86Q0 -98 14 -86Z', index % 2 ? '#ffffff' : '#eee9df', {
        transform: `rotate(${-36 + index * 12})`,
        stroke: '#d8d0c4',
      }),
    ),
    rounded('slight', disc([0, 10, 20], '#fffdf8')),
    stroke('M-16 4H16', '#c94f3c', 5),
  ].join('');
}

function tent(sketch: Sketch, fabric: readonly string[]): Markup {
  return [
    rounded('round', shape('M0 -330L310 0H-310Z', sketch.linear(fabric, 'across'))),
    shape('M0 -330L90 0H-90Z', '#4a3a2c'),
    shape('M0 -330L-90 0H-150Q-60 -140 0 -330Z', fabric[0]!),
    shape('M0 -330L90 0H150Q60 -140 0 -330Z', fabric[1]!),
    stroke('M-310 0L-360 30M310 0L360 30', '#f4ece0', 3),
  ].join('');
}

function ukulele(sketch: Sketch, wood: readonly string[]): Markup {
  return dropped('mid', [
    rounded('soft', box([-20, -420, 40, 300], '#6b4426', { rx: 6 })),
    times(8, (index) => stroke(`M-20 ${-390 + index * 32}H20`, '#e8dcc6', 2.6)),
    rounded('soft', shape('M-36 -500H36L28 -410H-28Z', '#5a361c')),
    times(4, (index) =>
      disc([index % 2 ? 44 : -44, -480 + Math.floor(index / 2) * 40, 9], '#f4ecdf'),
    ),
    rounded(
      'round',
      shape(
        'M0 -150C90 -160 120 -70 86 -20C150 20 150 180 0 186C-150 180 -150 20 -86 -20C-120 -70 -90 -160 0 -150Z',
        sketch.linear(wood, 'across'),
      ),
    ),
    disc([0, 10, 44], '#2b1a10'),
    disc([0, 10, 50], 'none', { stroke: '#f0dcb4', 'stroke-width': 4 }),
    rounded('slight', box([-50, 98, 100, 17], '#4a2c18', { rx: 6 })),
    times(4, (index) => stroke(`M${-13 + index * 9} -430V104`, '#fffaf0', 1.8)),
  ]);
}

function backpack(sketch: Sketch, canvas: readonly string[]): Markup {
  const body = sketch.linear(canvas, 'across');
  return [
    stroke('M-40 -400C-40 -450 40 -450 40 -400', canvas[2]!, 17),
    rounded(
      'round',
      shape(
        'M-170 -20V-280C-170 -380 -90 -410 0 -410C90 -410 170 -380 170 -280V-20Q170 0 150 0H-150Q-170 0 -170 -20Z',
        body,
      ),
    ),
    rounded(
      'round',
      shape(
        'M-170 -280C-170 -380 -90 -410 0 -410C90 -410 170 -380 170 -280C110 -230 -110 -230 -170 -280Z',
        body,
      ),
    ),
    rounded('soft', box([-116, -170, 232, 146], canvas[1]!, { rx: 22 })),
    stroke('M-104 -138H104', '#00000044', 5),
    rounded('slight', box([-20, -270, 40, 70], '#a9703f', { rx: 8 })),
    disc([0, -214, 8], '#e8c15a'),
    at(
      [70, -96],
      rounded('slight', disc([0, 0, 24], '#f6e3c4')) +
        disc([-7, -3, 3], '#3b2a20') +
        disc([7, -3, 3], '#3b2a20'),
    ),
  ].join('');
}

export const outdoorDrawings: readonly Drawing[] = [
  bikeScene('bicycle', '靠在绿墙边、车筐里有花的自行车', '#f2e6cf', '#8a4f2a', '#7fa394'),
  bikeScene('bicycle-red', '靠在砖墙边的红色自行车', '#c8412e', '#3a2a20', '#c9a283'),
  bikeScene('bicycle-blue', '靠在粉墙边的蓝色自行车', '#3f6f9c', '#a9703f', '#d9b3a8'),
  drawing('badminton', '两支羽毛球拍和球', 900, (sketch) =>
    [
      planks(sketch, ['#7fa38f', '#557a67'], 4),
      at([250, 470], racket('#c8412e'), { turn: -14, scale: 1.25 }),
      at([500, 500], racket('#3f6f9c'), { turn: 12, scale: 1.25 }),
      at([380, 760], shuttle(), { turn: 130, scale: 1.2 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('basketball', '球场上的篮球', 720, (sketch) =>
    [
      planks(sketch, ['#d9a66a', '#ad7740'], 6),
      stroke('M-20 560C200 460 520 460 740 560', '#fffaf0', 12),
      group(oval([400, 560, 200, 40], '#2b1608'), { opacity: 0.35 }),
      rounded('full', disc([360, 380, 190], sketch.radial(['#f6a45e', '#d9722c', '#9c4515']))),
      sketch.inside(disc([360, 380, 190], '#000'), [
        stroke(
          'M360 180V580M160 380H560M230 200Q330 380 230 560M490 200Q390 380 490 560',
          '#3a1f10',
          7,
        ),
      ]),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('tent', '草地上的橙色帐篷，傍晚', 720, (sketch) =>
    [
      box([0, 0, 720, 720], sketch.linear(['#4b5687', '#c98a86', '#f3c48c'])),
      times(20, (index) =>
        disc([(index * 97) % 720, (index * 43) % 220, 2], '#fff7e0', { opacity: 0.8 }),
      ),
      shape('M0 470C120 360 220 400 320 350C430 300 560 380 720 330V560H0Z', '#4f5f66'),
      box([0, 520, 720, 200], sketch.linear(['#7f9a5c', '#4a6338'])),
      texture('grass', [0, 520, 720, 200], { opacity: 0.5 }),
      standing([360, 630], [300, 18]),
      at([360, 630], tent(sketch, ['#f0a056', '#cf6f2c', '#9c4c18'])),
      glow(sketch, [360, 560, 200], '#ffd98a', 0.55),
      beam(sketch, 0.3),
    ].join(''),
  ),
  drawing('yoga-mat', '卷起的瑜伽垫和哑铃', 720, (sketch) =>
    [
      room(sketch, { wall: ['#dfe8e4', '#bccdc5'], floor: ['#d8b084', '#a97c50'], edge: 420 }),
      standing([330, 560], [250, 20]),
      rounded(
        'round',
        box([110, 440, 440, 130], sketch.linear(['#a98bb8', '#7a5c8f', '#57406a']), { rx: 62 }),
      ),
      disc([548, 505, 62], '#8f70a3'),
      times(4, (index) =>
        disc([548, 505, 50 - index * 13], 'none', { stroke: '#5f4673', 'stroke-width': 5 }),
      ),
      at(
        [300, 640],
        [
          rounded('soft', box([-90, -12, 180, 24], '#bdb6ab', { rx: 10 })),
          rounded('soft', [
            box([-140, -44, 60, 88], '#e8836a', { rx: 18 }),
            box([80, -44, 60, 88], '#e8836a', { rx: 18 }),
          ]),
        ],
      ),
      windowLight([60, 20], { scale: 1.1, opacity: 0.5 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('ukulele', '布上的尤克里里', 960, (sketch) =>
    [
      cloth(sketch, ['#d5e2e4', '#a9c2c7'], 4),
      at([350, 620], ukulele(sketch, ['#e8b878', '#c48844', '#8f5a24']), { turn: 14, scale: 1.28 }),
      branchShadow([320, 20], { scale: 1.2, turn: 20, opacity: 0.15 }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('ukulele-dark', '深色桃花心木尤克里里', 960, (sketch) =>
    [
      planks(sketch, ['#e0c8a6', '#b99b70'], 6),
      at([370, 620], ukulele(sketch, ['#a9623c', '#7a3d20', '#4f2410']), {
        turn: -12,
        scale: 1.28,
      }),
      beam(sketch, 0.5),
    ].join(''),
  ),
  drawing('backpack', '挂着小玩偶的帆布双肩包', 900, (sketch) =>
    [
      paperSweep(sketch, ['#c9d6c4', '#e8eee2'], 620),
      standing([360, 770], [180, 20]),
      at([360, 776], backpack(sketch, ['#d9b67a', '#b98f4e', '#8a6630']), { scale: 1.4 }),
      branchShadow([340, 20], { scale: 1.2, turn: 20, opacity: 0.15 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
  drawing('backpack-navy', '藏蓝色双肩包', 900, (sketch) =>
    [
      paperSweep(sketch, ['#f0d8c0', '#faeee0'], 620),
      standing([360, 770], [180, 20]),
      at([360, 776], backpack(sketch, ['#5a6f9c', '#3b4e78', '#243352']), { scale: 1.4 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
];

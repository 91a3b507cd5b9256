import { type Drawing, drawing } from '../kit/drawing.ts';
import { beam, branchShadow, standing, windowLight } from '../kit/light.ts';
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
import { texture } from '../kit/textures.ts';

/** Glass that mirrors a window: rings of coating from violet to black. */
function glass(sketch: Sketch, radius: number): Markup {
  const r = radius;
  return [
    disc([0, 0, r], sketch.radial(['#7d8fd6', '#3a2f63', '#120d1c'])),
    disc([0, 0, r * 0.66], sketch.radial(['#58437f', '#170f26', '#07060b'])),
    disc([r * 0.08, r * 0.1, r * 0.4], sketch.radial(['#a98be0', '#2b1d47', '#0b0812'])),
    oval([-r * 0.36, -r * 0.42, r * 0.26, r * 0.16], '#ffffff', {
      opacity: 0.75,
      transform: `rotate(-38 ${-r * 0.36} ${-r * 0.42})`,
    }),
    oval([r * 0.36, r * 0.4, r * 0.14, r * 0.08], '#ffd9a8', {
      opacity: 0.7,
      transform: `rotate(-38 ${r * 0.36} ${r * 0.4})`,
    }),
  ].join('');
}

/** A lens seen from the front. */
function lensFront(sketch: Sketch, radius: number): Markup {
  const r = radius;
  const ticks = times(36, (index) =>
    box([-1, -r * 0.9, 2, index % 3 ? 5 : 9], '#efe8da', {
      transform: `rotate(${index * 10})`,
      opacity: 0.8,
    }),
  );
  return [
    rounded('soft', disc([0, 0, r], sketch.radial(['#57504a', '#2a2522', '#14110f']))),
    disc([0, 0, r * 0.8], '#100d0c'),
    ticks,
    disc([0, 0, r * 0.74], sketch.linear(['#3d3733', '#161210'], 'across')),
    words('50mm  1:1.8', [0, -r * 0.6], { size: r * 0.1, fill: '#d9d1c2', 'letter-spacing': 2 }),
    disc([0, 0, r * 0.56], '#0a0808'),
    group(glass(sketch, r * 0.52)),
  ].join('');
}

const SILVER = ['#f6f2ea', '#cfc8bc', '#9b9388'];

function filmCamera(sketch: Sketch): Markup {
  const silver = sketch.linear(SILVER);
  const knob = ([x, y]: readonly [number, number], width: number, height: number) =>
    rounded('soft', box([x, y, width, height], silver, { rx: 7 })) +
    times(Math.floor(width / 7), (index) =>
      box([x + 4 + index * 7, y + 4, 2, height - 8], '#5d564d', { opacity: 0.45 }),
    );
  return [
    knob([-206, -150], 74, 42),
    knob([128, -146], 84, 38),
    rounded('slight', disc([112, -120, 13], '#d8d1c5')),
    rounded(
      'soft',
      shape('M-84 -110L-58 -164Q-54 -170 -46 -170H46Q54 -170 58 -164L84 -110Z', silver),
    ),
    rounded('round', box([-246, -116, 492, 250], silver, { rx: 30 })),
    box([-246, -54, 492, 142], '#2a2421'),
    texture('leather', [-246, -54, 492, 142], { opacity: 0.9 }),
    box([-246, -56, 492, 3], '#ffffff', { opacity: 0.5 }),
    box([-246, 88, 492, 3], '#000000', { opacity: 0.25 }),
    rounded('slight', box([-34, -152, 68, 34], '#35302c', { rx: 6 })),
    box([-27, -146, 54, 22], sketch.linear(['#8fa9b8', '#2f3b46'], 'across'), { rx: 3 }),
    rounded('slight', box([-222, -98, 66, 26], '#1a1614', { rx: 5 })),
    box([-216, -93, 54, 16], sketch.linear(['#5f7686', '#20262c'], 'across'), { rx: 3 }),
    words('TUCK', [178, -76], {
      size: 22,
      fill: '#4d463f',
      'letter-spacing': 4,
      'font-weight': 700,
    }),
    group(blurred(10, disc([10, 34, 130], '#000')), { opacity: 0.55 }),
    at([0, 20], lensFront(sketch, 130)),
    rounded('slight', disc([-214, 60, 9], '#d0482c')),
  ].join('');
}

function filmRoll(sketch: Sketch, colour: string): Markup {
  return rounded('soft', [
    box([-12, -82, 24, 18], '#3a3531', { rx: 4 }),
    box([-40, -68, 80, 138], sketch.linear(['#2d2926', '#1a1715'], 'right'), { rx: 8 }),
    box([-40, -48, 80, 96], colour),
    box([-40, -48, 80, 22], '#f4c95b'),
    words('400', [0, 22], { size: 34, fill: '#fff', 'font-weight': 700 }),
  ]);
}

function photoPrint(sketch: Sketch, sky: readonly string[], hill: string): Markup {
  return dropped('near', [
    box([-62, -76, 124, 152], '#fffdf7', { rx: 2 }),
    box([-52, -66, 104, 104], sketch.linear(sky)),
    sketch.inside(box([-52, -66, 104, 104], '#000'), [
      disc([22, -24, 17], '#fff6da', { opacity: 0.9 }),
      shape('M-52 38C-30 -8 -8 -2 10 14C28 2 40 6 52 16V38Z', hill),
      shape('M-52 38C-20 18 14 22 52 30V38Z', '#33473a', { opacity: 0.5 }),
    ]),
  ]);
}

function lensStanding(
  sketch: Sketch,
  [width, height]: readonly [number, number],
  ring: string,
): Markup {
  const half = width / 2;
  const body = sketch.linear(['#191513', '#4c4540', '#6a615a', '#2c2724', '#120f0d'], 'right');
  const grip = (y: number, tall: number) =>
    box([-half - 5, y, width + 10, tall], body, { rx: 7 }) +
    times(Math.floor(width / 9), (index) =>
      box([-half + 2 + index * 9, y + 4, 3.4, tall - 8], '#000', { opacity: 0.5, rx: 1.5 }),
    );
  return [
    rounded('slight', [
      box([-half + 14, height * -0.06, width - 28, height * 0.08], sketch.linear(SILVER, 'right'), {
        rx: 4,
      }),
      box([-half, -height, width, height * 0.96], body, { rx: 12 }),
      grip(-height * 0.84, height * 0.22),
      grip(-height * 0.42, height * 0.18),
    ]),
    box([-half, -height * 0.57, width, 7], ring),
    times(5, (index) =>
      words(
        ['2', '5', '10', '∞', 'm'][index] ?? '',
        [-half + (index + 0.7) * (width / 5.4), -height * 0.48],
        {
          size: width * 0.09,
          fill: '#e9e0cf',
        },
      ),
    ),
    rounded('slight', oval([0, -height, half, half * 0.2], '#2b2623')),
    oval([0, -height, half * 0.8, half * 0.15], sketch.linear(['#5c6cab', '#1a1330'], 'right')),
    oval([-half * 0.3, -height - 2, half * 0.22, half * 0.05], '#ffffff', { opacity: 0.7 }),
  ].join('');
}

function instantCamera(sketch: Sketch): Markup {
  const shell = sketch.linear(['#fffdf6', '#f0e6d6', '#d5c5ae']);
  return [
    rounded('full', box([-200, -150, 400, 300], shell, { rx: 62 })),
    rounded('soft', box([-200, 66, 400, 34], '#e58e73'), 'faint'),
    rounded('soft', box([-160, -116, 112, 60], '#3a3531', { rx: 16 })),
    box([-150, -108, 92, 44], sketch.linear(['#fffbe8', '#d8cfae'], 'across'), { rx: 10 }),
    rounded('soft', box([84, -120, 74, 58], '#3a3531', { rx: 14 })),
    box([92, -112, 58, 42], sketch.linear(['#92aeb9', '#26313a'], 'across'), { rx: 9 }),
    rounded('soft', disc([150, -16, 21], '#e0563b')),
    group(blurred(10, disc([12, 14, 104], '#7a5a3c')), { opacity: 0.45 }),
    rounded('round', disc([0, 0, 106], shell)),
    at([0, 0], lensFront(sketch, 84)),
  ].join('');
}

export const cameraDrawings: readonly Drawing[] = [
  drawing('film-camera', '银色旁轴胶片相机', 960, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#f0e2cc', '#cfb393'],
        table: ['#b57f4b', '#7a4c26'],
        edge: 620,
      }),
      windowLight([250, 60], { scale: 1.6, opacity: 0.75 }),
      standing([566, 652], [52, 12]),
      at([566, 580], filmRoll(sketch, '#3f7355')),
      standing([340, 842], [262, 30]),
      at([330, 688], filmCamera(sketch), { turn: -2, scale: 1.08 }),
      at([600, 848], photoPrint(sketch, ['#f8c9a0', '#f3e2bd'], '#8a5b48'), {
        turn: 14,
        scale: 0.82,
      }),
      beam(sketch, 0.6),
    ].join(''),
  ),
  drawing('film-camera-flatlay', '相机、胶卷和照片的平铺', 960, (sketch) =>
    [
      cloth(sketch, ['#e3e6dc', '#b9c2b2'], 4),
      at([180, 236], photoPrint(sketch, ['#a9cfe0', '#f1ead2'], '#5d7a5f'), {
        turn: -14,
        scale: 1.3,
      }),
      at([520, 190], photoPrint(sketch, ['#e9a88a', '#f6dfb6'], '#6d4c55'), {
        turn: 9,
        scale: 1.3,
      }),
      dropped('far', at([356, 566], filmCamera(sketch), { turn: 11, scale: 1.16 })),
      dropped('near', at([172, 836], filmRoll(sketch, '#c9532f'), { turn: 72, scale: 0.9 })),
      dropped('near', at([590, 850], filmRoll(sketch, '#2f5c8a'), { turn: 24, scale: 0.9 })),
      branchShadow([260, 90], { scale: 1.5, turn: 24, opacity: 0.26 }),
    ].join(''),
  ),
  drawing('film-camera-scratch', '相机底盖的划痕近照', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#5a4a3d', '#2e2520'],
        table: ['#5d3f28', '#2d1d11'],
        edge: 560,
      }),
      at([120, 430], filmCamera(sketch), { scale: 2.4 }),
      stroke('M576 506C606 492 622 512 664 486', '#f3ead8', 5, { opacity: 0.9 }),
      stroke('M576 511C606 497 622 517 664 491', '#000', 3, { opacity: 0.7 }),
      disc([620, 498, 78], 'none', {
        stroke: '#ff7350',
        'stroke-width': 6,
        'stroke-dasharray': '15 11',
      }),
      beam(sketch, 0.18, '#ffe2b8'),
    ].join(''),
  ),
  drawing('camera-lenses', '几支立着的相机镜头', 720, (sketch) =>
    [
      wallAndTable(sketch, {
        wall: ['#dfe3dd', '#a9b4ab'],
        table: ['#cdb595', '#9d7d58'],
        edge: 470,
      }),
      standing([180, 600], [84, 15]),
      at([180, 596], lensStanding(sketch, [150, 290], '#d0482c')),
      standing([372, 622], [76, 14]),
      at([372, 620], lensStanding(sketch, [136, 190], '#d8a23b')),
      standing([566, 630], [100, 16]),
      group(at([566, 540], lensFront(sketch, 92))),
      branchShadow([330, 40], { scale: 1.3, turn: 16, opacity: 0.2 }),
      beam(sketch, 0.6),
    ].join(''),
  ),
  drawing('instant-camera', '拍立得相机和相纸', 840, (sketch) =>
    [
      paperSweep(sketch, ['#f3c9bb', '#fae4d8'], 540),
      standing([360, 604], [220, 26], 0.34),
      at([360, 440], instantCamera(sketch), { scale: 1.1 }),
      at([196, 720], photoPrint(sketch, ['#9fd0e6', '#f7efd6'], '#6d8f63'), { turn: -12 }),
      at([360, 744], photoPrint(sketch, ['#f4b392', '#f8e3b8'], '#8b5363'), { turn: 4 }),
      at([526, 716], photoPrint(sketch, ['#c3b4e2', '#f3d9df'], '#5b6a96'), { turn: 15 }),
      beam(sketch, 0.5, '#fff'),
    ].join(''),
  ),
];

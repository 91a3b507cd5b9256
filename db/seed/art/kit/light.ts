import { type Markup, disc, group, oval, shape, stroke, times } from './shapes.ts';
import { type Sketch, blurred } from './sketch.ts';

/** The dark patch under something that stands at a point, wide and flat. */
export function standing(
  [x, y]: readonly [number, number],
  [rx, ry]: readonly [number, number],
  opacity = 0.6,
): Markup {
  const wide = oval([x + rx * 0.14, y + ry * 0.3, rx * 1.1, ry * 1.2], '#2b1608');
  const close = oval([x + rx * 0.02, y + ry * 0.1, rx * 0.97, ry * 0.5], '#1d0e04');
  return group(blurred(18, wide), { opacity }) + group(blurred(5, close), { opacity });
}

/** Sun through a window with bars, thrown onto the wall at the point. */
export function windowLight(
  [x, y]: readonly [number, number],
  { scale = 1, opacity = 0.5, colour = '#fff1cf' } = {},
): Markup {
  const pane = (column: number, row: number) =>
    shape(`M${column * 112} ${row * 122}h100v110h-100Z`, colour);
  return group(
    blurred(
      5,
      group(
        times(2, (column) => times(3, (row) => pane(column, row))),
        { transform: `translate(${x} ${y}) scale(${scale}) skewX(-16) skewY(5)` },
      ),
    ),
    { opacity },
  );
}

/** A broad soft beam from the upper left. */
export function beam(sketch: Sketch, opacity = 0.35, colour = '#fff3d6'): Markup {
  const { width, height } = sketch;
  const edge = `M0 0H${width * 0.5}L${width} ${height}H${width * 0.42}Z`;
  return group(blurred(60, shape(edge, colour)), { opacity, style: 'mix-blend-mode:soft-light' });
}

/** A leaf lying at the origin, pointing right, 140 units long. */
export function leaf(fill: string, vein = '#00000022'): Markup {
  return (
    shape('M0 0C30 -42 92 -50 142 -18C112 26 50 42 0 0Z', fill) +
    stroke('M4 -1C50 -14 92 -20 132 -17', vein, 2.4)
  );
}

/** Shadows of a branch outside the picture, falling over everything. */
export function branchShadow(
  [x, y]: readonly [number, number],
  { scale = 1, turn = 0, opacity = 0.2 } = {},
): Markup {
  const leaves = times(7, (index) => {
    const side = index % 2 ? 1 : -1;
    return group(leaf('#3a2412', 'none'), {
      transform: `translate(${index * 62} ${index * 18}) rotate(${side * 48 + 14}) scale(${1.15 - index * 0.06})`,
    });
  });
  const branch = stroke('M-80 -24L440 122', '#3a2412', 9);
  return group(
    blurred(
      10,
      group(leaves + branch, { transform: `translate(${x} ${y}) rotate(${turn}) scale(${scale})` }),
    ),
    { opacity },
  );
}

/** A glow around a lamp, a candle, a screen: full at the centre, gone at the radius. */
export function glow(
  sketch: Sketch,
  [x, y, radius]: readonly [number, number, number],
  colour: string,
  opacity = 0.6,
): Markup {
  return disc([x, y, radius], sketch.fading(colour), { opacity });
}

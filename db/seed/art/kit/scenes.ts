import { type Markup, box, group, shape, stroke, times } from './shapes.ts';
import { type Sketch, blurred } from './sketch.ts';
import { texture } from './textures.ts';

/** A wall above a wooden table whose back edge lies at `edge`. */
export function wallAndTable(
  sketch: Sketch,
  { wall, table, edge }: { wall: readonly string[]; table: readonly string[]; edge: number },
): Markup {
  const { width, height } = sketch;
  return [
    box([0, 0, width, height], sketch.linear(wall, 'across')),
    texture('plaster', [0, 0, width, edge], { seed: edge, opacity: 0.35 }),
    group(blurred(10, box([-60, edge - 12, width + 120, 24], '#2b1608')), { opacity: 0.25 }),
    box([0, edge, width, height - edge], sketch.linear(table)),
    texture('wood', [0, edge, width, height - edge], { seed: edge + 1, opacity: 0.75 }),
    box([0, edge, width, 3], '#ffffff', { opacity: 0.28 }),
  ].join('');
}

/** A wooden desk or floor seen from above, its planks running across. */
export function planks(sketch: Sketch, colours: readonly string[], rows = 5): Markup {
  const { width, height } = sketch;
  const step = height / rows;
  return [
    box([0, 0, width, height], sketch.linear(colours, 'across')),
    texture('wood', [0, 0, width, height], { seed: rows, opacity: 0.8 }),
    times(rows - 1, (row) =>
      stroke(`M0 ${(row + 1) * step}H${width}`, '#3b1f0b', 2.4, { opacity: 0.45 }),
    ),
    times(rows, (row) =>
      stroke(`M0 ${row * step + 3}H${width}`, '#fff3dc', 1.6, { opacity: 0.25 }),
    ),
  ].join('');
}

/** Cloth seen from above, with a few soft folds. */
export function cloth(sketch: Sketch, colours: readonly string[], folds = 4): Markup {
  const { width, height, chance } = sketch;
  const fold = () => {
    const from = chance() * width * 1.3 - width * 0.2;
    const bend = (chance() - 0.5) * 260;
    const line = `M${from} -40C${from + bend} ${height * 0.3} ${from - bend} ${height * 0.7} ${from + 150} ${height + 40}`;
    return (
      group(blurred(18, stroke(line, '#4a3018', 26)), { opacity: 0.22 }) +
      group(blurred(10, stroke(line, '#ffffff', 14, { transform: 'translate(-22 -8)' })), {
        opacity: 0.4,
      })
    );
  };
  return [
    box([0, 0, width, height], sketch.linear(colours, 'across')),
    times(folds, fold),
    texture('linen', [0, 0, width, height], { seed: 7, opacity: 0.5 }),
  ].join('');
}

/** Coloured paper that rolls from the wall onto the table without an edge. */
export function paperSweep(
  sketch: Sketch,
  [back, floor]: readonly [string, string],
  bend: number,
): Markup {
  const { width, height } = sketch;
  return [
    box([0, 0, width, height], back),
    box([0, 0, width, bend], sketch.linear([back, floor])),
    box([0, bend, width, height - bend], sketch.linear([floor, back])),
    group(blurred(60, box([-80, bend - 30, width + 160, 70], '#ffffff')), { opacity: 0.35 }),
  ].join('');
}

/** A room: a wall, a skirting board and a wooden floor from `edge` down. */
export function room(
  sketch: Sketch,
  { wall, floor, edge }: { wall: readonly string[]; floor: readonly string[]; edge: number },
): Markup {
  const { width, height } = sketch;
  const boards = times(9, (index) => {
    const x = (index - 4) * 150 + width / 2;
    const spread = (index - 4) * 120;
    return stroke(`M${x} ${edge}L${x + spread} ${height}`, '#4a2810', 2, { opacity: 0.3 });
  });
  return [
    box([0, 0, width, height], sketch.linear(wall)),
    texture('plaster', [0, 0, width, edge], { seed: edge, opacity: 0.3 }),
    box([0, edge, width, height - edge], sketch.linear(floor)),
    texture('wood', [0, edge, width, height - edge], { seed: edge + 3, opacity: 0.5 }),
    boards,
    box([0, edge - 26, width, 26], '#fffaf0', { opacity: 0.75 }),
    shape(`M0 ${edge}H${width}V${edge + 12}H0Z`, '#2b1608', { opacity: 0.16 }),
  ].join('');
}

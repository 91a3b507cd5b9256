/** SVG markup: one element, or several in a row. */
export type Markup = string;

type Attributes = Readonly<Record<string, string | number>>;

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

function element(name: string, attributes: Attributes): Markup {
  return `<${name}${attributesOf(attributes)}/>`;
}

/** A rectangle `[x, y, width, height]`; `rx` in the attributes rounds it. */
export function box(
  [x, y, width, height]: readonly [number, number, number, number],
  fill: string,
  attributes: Attributes = {},
): Markup {
  return element('rect', { x, y, width, height, fill, ...attributes });
}

/** A circle `[centre x, centre y, radius]`. */
export function disc(
  [cx, cy, r]: readonly [number, number, number],
  fill: string,
  attributes: Attributes = {},
): Markup {
  return element('circle', { cx, cy, r, fill, ...attributes });
}

/** An ellipse `[centre x, centre y, radius x, radius y]`. */
export function oval(
  [cx, cy, rx, ry]: readonly [number, number, number, number],
  fill: string,
  attributes: Attributes = {},
): Markup {
  return element('ellipse', { cx, cy, rx, ry, fill, ...attributes });
}

/** A filled outline in SVG path language. */
export function shape(d: string, fill: string, attributes: Attributes = {}): Markup {
  return element('path', { d, fill, ...attributes });
}

/** A drawn line in SVG path language, round at its ends. */
export function stroke(
  d: string,
  colour: string,
  width: number,
  attributes: Attributes = {},
): Markup {
  return element('path', {
    d,
    fill: 'none',
    stroke: colour,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...attributes,
  });
}

/** Words, centred at the point. */
export function words(
  text: string,
  [x, y]: readonly [number, number],
  { size, fill, ...rest }: { size: number; fill: string } & Attributes,
): Markup {
  const attributes = {
    x,
    y,
    fill,
    'font-size': size,
    'text-anchor': 'middle',
    'font-family': 'Noto Serif CJK SC, Noto Serif SC, serif',
    ...rest,
  };
  return `<text${attributesOf(attributes)}>${text}</text>`;
}

/** Everything of `parts` in one group. */
export function group(parts: Markup | readonly Markup[], attributes: Attributes = {}): Markup {
  return `<g${attributesOf(attributes)}>${typeof parts === 'string' ? parts : parts.join('')}</g>`;
}

/** A group drawn around the origin, put down at a point, turned and scaled. */
export function at(
  [x, y]: readonly [number, number],
  parts: Markup | readonly Markup[],
  { turn = 0, scale = 1, flip = false }: { turn?: number; scale?: number; flip?: boolean } = {},
): Markup {
  const size = flip ? `${-scale} ${scale}` : `${scale}`;
  return group(parts, { transform: `translate(${x} ${y}) rotate(${turn}) scale(${size})` });
}

/** Repeats a part `count` times. */
export function times(count: number, part: (index: number) => Markup): Markup {
  return Array.from({ length: count }, (_, index) => part(index)).join('');
}

/**
 * The most common colour of RGB pixels as `#rrggbb`: pixels are sorted into 512 boxes of like
 * colour, and the fullest box answers with its mean, so the result is a colour really seen.
 */
export function dominantColourOf(rgb: Uint8Array): string {
  const boxes = new Map<number, { count: number; red: number; green: number; blue: number }>();
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = rgb.subarray(at, at + 3);
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const box = boxes.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
    box.count += 1;
    box.red += red;
    box.green += green;
    box.blue += blue;
    boxes.set(key, box);
  }
  const [fullest] = [...boxes.values()].toSorted((a, b) => b.count - a.count);
  if (!fullest) return '#000000';
  const { count, red, green, blue } = fullest;
  return `#${hex(red / count)}${hex(green / count)}${hex(blue / count)}`;
}

function hex(channel: number): string {
  return Math.round(channel).toString(16).padStart(2, '0');
}

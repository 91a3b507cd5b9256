/** The parts of a drawn portrait, as SVG paths and colours on a 40 × 40 ground. */
export interface Portrait {
  readonly ground: string;
  readonly hair: string;
  readonly skin: string;
  readonly skinShade: string;
  readonly shirt: string;
  readonly hairBehind: string;
  readonly hairFront: string;
  readonly glasses: boolean;
}

const grounds = ['#f6d9c9', '#d7e6d5', '#cfdff0', '#e6d6ef', '#f8e3ac', '#f3cfd6', '#d3e8e6'];
const hairs = ['#2b211d', '#4a3226', '#6b4632', '#3a3350', '#8a5a3a', '#1f2937'];
const skins = [
  ['#ffdfc8', '#f2c4a6'],
  ['#f7cfae', '#e3b18b'],
  ['#e8b58c', '#cf966b'],
] as const;
const shirts = ['#c9573d', '#3f7d66', '#466c9c', '#8a6bb0', '#c98a2b', '#5a5f6b'];
const cuts = [
  {
    behind: 'M11 19a9 9.5 0 0 1 18 0v12H11z',
    front: 'M11.4 20C11 11 16 9.6 20 9.6S29 11 28.6 20c-1-4-3-6-5-6.6-3 2.6-8 3.4-12.2 6.6z',
  },
  {
    behind: '',
    front:
      'M11.6 19.4C11 11.6 15 9.8 20 9.8s9 1.8 8.4 9.6c-.8-2.4-1.8-4-3.6-4.6-3 .8-7 .8-9.6 0-1.8.6-2.8 2.2-3.6 4.6z',
  },
  {
    behind: 'M20 5.4a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8z',
    front: 'M11.6 20c-.4-8 4-10.4 8.4-10.4S28.8 12 28.4 20c-2-5-5-6.4-8.4-6.4S13.6 15 11.6 20z',
  },
  {
    behind: 'M9.8 20c0-8 4.6-11 10.2-11s10.2 3 10.2 11c0 3 .8 5.4 0 7.4H9.8c-.8-2 0-4.4 0-7.4z',
    front:
      'M11.4 20.6c0-2.6.6-5 1.8-6.6h13.6c1.2 1.6 1.8 4 1.8 6.6-.8-2-1.4-3.2-2.2-3.8H13.6c-.8.6-1.4 1.8-2.2 3.8z',
  },
] as const;

/**
 * The portrait drawn for a member who has chosen none.
 * The same seed always gives the same face, on the server and in the browser.
 */
export function portraitOf(seed: string): Portrait {
  let state = hashOf(seed);
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[state % from.length]!;
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
    return chosen;
  };
  const ground = pick(grounds);
  const [skin, skinShade] = pick(skins);
  const cut = pick(cuts);
  return {
    ground,
    skin,
    skinShade,
    hair: pick(hairs),
    shirt: pick(shirts),
    hairBehind: cut.behind,
    hairFront: cut.front,
    glasses: pick([false, false, true]),
  };
}

/** FNV-1a over the UTF-16 units: small, and well spread for ids that differ in one digit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return Math.imul(hash ^ (hash >>> 13), 0x5bd1e995) >>> 0;
}

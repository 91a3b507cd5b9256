// Which test files there are, by the kind their name and place say.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const leftOut = new Set(['node_modules', 'build', 'data', 'test-results']);

/**
 * The kinds in the order they run. `atOnce`: files side by side on two cores, three where they
 * wait more than they compute. `needs`: what is prepared before.
 * @type {{ name: string, owns(path: string): boolean, atOnce: number,
 *   needs: { database?: boolean, web?: boolean, browser?: boolean } }[]}
 */
export const kinds = [
  {
    name: 'house',
    owns: (path) => /^test\/house\/.*\.test\.ts$/.test(path),
    atOnce: 2,
    needs: {},
  },
  {
    name: 'unit',
    owns: (path) => /\.test\.(ts|mjs)$/.test(path) && !path.endsWith('.db.test.ts'),
    atOnce: 2,
    needs: {},
  },
  {
    name: 'simulation',
    owns: (path) => path.endsWith('.sim.ts'),
    atOnce: 2,
    needs: {},
  },
  {
    name: 'db',
    owns: (path) => path.endsWith('.db.test.ts'),
    atOnce: 2,
    needs: { database: true },
  },
  {
    name: 'journeys',
    owns: (path) => path.endsWith('.journey.ts'),
    atOnce: 3,
    needs: { database: true, web: true },
  },
  {
    name: 'browser',
    owns: (path) => path.endsWith('.browser.ts'),
    atOnce: 3,
    needs: { database: true, web: true, browser: true },
  },
];

/** The longest files begin first, so that none is waited for alone in the end. */
const longest = /\/(?:boundaries|crash|start|trade-\w+|pages\.browser|after-sale\.browser)\./;

/**
 * Every test file of the clone by kind; a file belongs to the first kind that owns it.
 * @param {string} root @param {string[]} filters parts of paths; none: all files
 * @returns {Map<string, string[]>}
 */
export function testFiles(root, filters) {
  const byKind = new Map(kinds.map((kind) => [kind.name, []]));
  for (const path of filesIn(root)) {
    if (filters.length > 0 && !filters.some((filter) => path.includes(filter))) continue;
    const kind = kinds.find(({ owns }) => owns(path));
    if (kind) byKind.get(kind.name).push(path);
  }
  for (const files of byKind.values()) {
    files.sort((a, b) => Number(longest.test(b)) - Number(longest.test(a)));
  }
  return byKind;
}

/** @param {string} root @param {string} prefix @returns {string[]} in a fixed order */
function filesIn(root, prefix = '') {
  const entries = readdirSync(join(root, prefix), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.isFile()) return [path];
    const enter = entry.isDirectory() && !leftOut.has(entry.name) && !entry.name.startsWith('.');
    return enter ? filesIn(root, `${path}/`) : [];
  });
}

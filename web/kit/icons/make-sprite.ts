// Draws the sprite from lucide: `node web/kit/icons/make-sprite.ts` after changing the list.
import { readFileSync, writeFileSync } from 'node:fs';
import { iconNames } from './icon-names.ts';

const lucide = new URL('../../../node_modules/lucide-static/icons/', import.meta.url);

/** One icon as a symbol; the shapes only, stroke and size come from the stylesheet. */
function symbolOf(name: string): string {
  const source = readFileSync(new URL(`${name}.svg`, lucide), 'utf8');
  const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(source)?.[1];
  if (shapes === undefined) throw new Error(`${name} is not an icon of lucide`);
  const packed = shapes.replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>');
  return `<symbol id="${name}" viewBox="0 0 24 24">${packed}</symbol>`;
}

/** The whole sprite; lucide is ISC-licensed, its notice stays in the file. */
export function drawSprite(): string {
  const symbols = iconNames.map(symbolOf).join('\n');
  const notice = '<!-- Icons: Lucide (lucide.dev), ISC licence -->';
  return `<svg xmlns="http://www.w3.org/2000/svg">${notice}\n${symbols}\n</svg>\n`;
}

if (import.meta.main) writeFileSync(new URL('sprite.svg', import.meta.url), drawSprite());

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';

const root = join(import.meta.dirname, '../..');
const isUpdate = process.env['TUCKSHOP_UPDATE_SNAPSHOTS'] === '1';

/** The part of a document between `<!-- name -->` and `<!-- /name -->`, as it must be. */
export type Part = { name: string; text: string };

/** Holds the generated parts of a document against the code; writes them anew when told to. */
export async function assertGenerated(path: string, parts: Part[]): Promise<void> {
  const file = join(root, path);
  const before = await readFile(file, 'utf8');
  const wanted = parts.reduce((text, part) => put(text, part), before);
  if (isUpdate) await writeFile(file, wanted);
  assert.equal(isUpdate ? wanted : before, wanted, `the tables of ${path} are out of date`);
}

/** A table as the formatter likes it: columns padded to their widest cell. */
export function table(heads: string[], rows: string[][]): string {
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]!.length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}

/** A length of time in the largest unit that is whole. */
export function span(ms: number): string {
  if (ms % dayMs === 0) return `${ms / dayMs} d`;
  return ms % hourMs === 0 ? `${ms / hourMs} h` : `${ms / minuteMs} min`;
}

function put(text: string, { name, text: part }: Part): string {
  const between = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  assert.match(text, between, `the document has a place for ${name}`);
  return text.replace(
    between,
    (_all, open: string, close: string) => `${open}\n${part}\n\n${close}`,
  );
}

import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A source file as the house checks see it; offences are planted by making one up. */
export type Source = { path: string; text: string };

export const root = join(import.meta.dirname, '../..');

/** Every file below a folder of the project whose name ends so; generated folders are left out. */
export async function readSources(folder: string, endings: string[]): Promise<Source[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)(node_modules|build|\.svelte-kit)\//.test(path));
  return Promise.all(
    paths
      .toSorted()
      .map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  );
}

/** The room a file belongs to; undefined outside the rooms. */
export function roomOf(path: string): string | undefined {
  return /^src\/modules\/([a-z]+)\//.exec(path)?.[1];
}

/** A file's imports: what is named, and whether only types are taken. */
export function importsOf(source: Source): { from: string; typeOnly: boolean }[] {
  const found = source.text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|import\('([^']+)'\)/gm,
  );
  return [...found].map((match) => ({
    from: match[2] ?? match[3] ?? match[4]!,
    typeOnly: match[1] !== undefined,
  }));
}

/** The text without its comments, for checks that look for words of code. */
export function codeOf(source: Source): string {
  return source.text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
}

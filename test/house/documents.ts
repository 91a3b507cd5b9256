import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, type Source } from './source.ts';
import type { Offence } from './rules.ts';

/** The code names of the glossary: the third column. */
export function codeNamesOf(glossary: string): string[] {
  return [...glossary.matchAll(/^\|[^|]*\|[^|]*\|\s*`([^`]+)`\s*\|/gm)].map((row) => row[1]!);
}

/** Code names of the glossary that no source says. */
export function glossaryOffences(glossary: Source, sources: Source[]): Offence[] {
  const code = sources.map(({ text }) => text).join('\n');
  const words = new Set(code.match(/[A-Za-z][\w-]*/g));
  return codeNamesOf(glossary.text)
    .filter((name) => !words.has(name))
    .map((name) => ({ path: glossary.path, rule: 'code-names-exist', detail: name }));
}

const link = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g;
/** A path of this project as it stands in running text: `src/access.ts`, `docs/adr`. */
const path = /`((?:src|web|test|db|docs|scripts|bench)\/[\w./[\]=+-]*[\w])`/g;
const command = /npm run ([a-z:]+)/g;

/** Links, paths and commands of a document that lead nowhere. */
export function documentOffences(document: Source, scripts: readonly string[]): Offence[] {
  const offence = (rule: string, detail: string) => ({ path: document.path, rule, detail });
  const named = (pattern: RegExp) => [...document.text.matchAll(pattern)].map((hit) => hit[1]!);
  const isThere = (from: string) => (to: string) => existsSync(join(root, from, to));
  return [
    ...named(link)
      .filter((to) => !isThere(dirname(document.path))(to))
      .map((to) => offence('links-lead-somewhere', to)),
    ...named(path)
      .filter((to) => !isThere('.')(to))
      .map((to) => offence('paths-exist', to)),
    ...named(command)
      .filter((name) => !scripts.includes(name))
      .map((name) => offence('commands-exist', name)),
  ];
}

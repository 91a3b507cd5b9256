import ts from 'typescript';
import type { Source } from './source.ts';

/** A function of a source: where it begins and how many lines it has. */
export type FunctionSize = { path: string; line: number; lines: number };

/** Every function of a TypeScript source that has a body, nested ones as well. */
export function functionsOf({ path, text }: Source): FunctionSize[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: FunctionSize[] = [];
  const lineAt = (place: number) => file.getLineAndCharacterOfPosition(place).line + 1;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const line = lineAt(node.getStart(file));
      found.push({ path, line, lines: lineAt(node.end) - line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

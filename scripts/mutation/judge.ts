// What Stryker's report comes to, once the changes that change nothing are taken out.
import type { Equivalent } from '../../test/mutation/equivalents.ts';

/** Percent of the mutants that must be killed: of all, and of each file. */
const bars = { all: 95, file: 90 };

type Place = { line: number; column: number };
type Mutant = { status: string; replacement: string; location: { start: Place; end: Place } };
/** What is used of a report. @source mutation-testing-report-schema 2 */
export type Report = { files: Record<string, { source: string; mutants: Mutant[] }> };

type Survivor = { file: string; line: number; was: string; put: string };
type FileResult = { mutants: number; killed: number; percent: number; excluded: number };
export type Result = {
  name: 'mutation';
  mutants: number;
  killed: number;
  killedPercent: number;
  files: Record<string, FileResult>;
  survivors: Survivor[];
  /** Exclusions that exclude nothing any more. */
  unused: Equivalent[];
  met: boolean;
};

/** Mutants that no test could be run on are none. */
const notCounted = ['Ignored', 'CompileError', 'RuntimeError'];
const noticed = ['Killed', 'Timeout'];

/** @param isWhole whether all files were run: then every exclusion must exclude something */
export function judge(
  report: Report,
  equivalents: readonly Equivalent[],
  isWhole: boolean,
): Result {
  const used = new Set<Equivalent>();
  const survivors: Survivor[] = [];
  const files: Record<string, FileResult> = {};
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const counted = mutants.filter(({ status }) => !notCounted.includes(status));
    const alive = counted.filter(({ status }) => !noticed.includes(status));
    const told = alive.map((mutant) => ({ file, ...tell(source, mutant) }));
    const real = told.filter((one) => {
      const known = equivalents.find((equivalent) => isSame(equivalent, one));
      if (known) used.add(known);
      return !known;
    });
    survivors.push(...real.map(({ text: _text, ...one }) => one));
    const excluded = told.length - real.length;
    const all = counted.length - excluded;
    const killed = all - real.length;
    if (all > 0) files[file] = { mutants: all, killed, percent: percent(killed, all), excluded };
  }
  const unused = isWhole ? equivalents.filter((one) => !used.has(one)) : [];
  return { name: 'mutation', ...verdict(files, unused), files, survivors, unused };
}

function verdict(files: Record<string, FileResult>, unused: Equivalent[]) {
  const each = Object.values(files);
  const mutants = each.reduce((sum, one) => sum + one.mutants, 0);
  const killed = each.reduce((sum, one) => sum + one.killed, 0);
  const killedPercent = percent(killed, mutants);
  const isEach = each.every((one) => one.percent >= bars.file);
  const met = mutants > 0 && killedPercent >= bars.all && isEach && unused.length === 0;
  return { mutants, killed, killedPercent, met };
}

function tell(source: string, { location: { start, end }, replacement }: Mutant) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const text = lines[0]!.trim();
  lines[lines.length - 1] = lines.at(-1)!.slice(0, end.column - 1);
  lines[0] = lines[0]!.slice(start.column - 1);
  return { line: start.line, text, was: oneLine(lines.join('\n')), put: oneLine(replacement) };
}

function isSame(known: Equivalent, one: Survivor & { text: string }): boolean {
  const { file, line, was, put } = known;
  return file === one.file && line === one.text && was === one.was && put === one.put;
}

function oneLine(code: string): string {
  return code.replace(/\s+/g, ' ');
}

/** Rounded down: 94.99 is not 95. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part / whole) * 10_000) / 100;
}

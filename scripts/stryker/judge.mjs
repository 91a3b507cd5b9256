// What Stryker's report comes to, once the changes that change nothing are taken out.

/** Percent of the mutants that must be killed: of all, and of each file. */
const bars = { all: 95, file: 90 };

/** @typedef {import('../../test/mutation/equivalents.ts').Equivalent} Equivalent */
/** @typedef {{ file: string, line: number, was: string, put: string }} Survivor */
/**
 * @typedef {{ name: 'mutation', mutants: number, killed: number, killedPercent: number,
 *   files: Record<string, { mutants: number, killed: number, percent: number, excluded: number }>,
 *   survivors: Survivor[], unused: Equivalent[], met: boolean }} Result
 * @typedef {{ line: number, column: number }} Place
 * @typedef {{ status: string, replacement: string, location: { start: Place, end: Place } }} Mutant
 */

/**
 * @param {{ files: Record<string, { source: string, mutants: Mutant[] }> }} report
 * @param {readonly Equivalent[]} equivalents
 * @param {boolean} isWhole whether all files were run: then every exclusion must exclude something
 * @returns {Result}
 */
export function judge(report, equivalents, isWhole) {
  const used = new Set();
  const survivors = [];
  const files = {};
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const counted = mutants.filter(
      ({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status),
    );
    const alive = counted.filter(({ status }) => !['Killed', 'Timeout'].includes(status));
    const told = alive.map((mutant) => ({ file, ...tell(source, mutant) }));
    const real = told.filter((one) => {
      const known = equivalents.find((equivalent) => isSame(equivalent, one));
      if (known) used.add(known);
      return !known;
    });
    survivors.push(...real.map(({ text: _, ...one }) => one));
    const excluded = told.length - real.length;
    const all = counted.length - excluded;
    const killed = all - real.length;
    if (all > 0) files[file] = { mutants: all, killed, percent: percent(killed, all), excluded };
  }
  const mutants = sum(Object.values(files).map((one) => one.mutants));
  const killed = mutants - survivors.length;
  const unused = isWhole ? equivalents.filter((one) => !used.has(one)) : [];
  const killedPercent = percent(killed, mutants);
  const isEach = Object.values(files).every((one) => one.percent >= bars.file);
  const met = mutants > 0 && killedPercent >= bars.all && isEach && unused.length === 0;
  return { name: 'mutation', mutants, killed, killedPercent, files, survivors, unused, met };
}

/** @param {string} source @param {Mutant} mutant */
function tell(source, { location: { start, end }, replacement }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const text = lines[0].trim();
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return { line: start.line, text, was: oneLine(lines.join('\n')), put: oneLine(replacement) };
}

/** @param {Equivalent} equivalent @param {Survivor & { text: string }} one */
function isSame({ file, line, was, put }, one) {
  return file === one.file && line === one.text && was === one.was && put === one.put;
}

/** @param {string} code */
function oneLine(code) {
  return code.replace(/\s+/g, ' ');
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

/** Rounded down: 94.99 is not 95. @param {number} part @param {number} whole */
function percent(part, whole) {
  return whole === 0 ? 0 : Math.floor((part / whole) * 10_000) / 100;
}

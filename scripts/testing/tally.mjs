// Counts what passed and failed, and prints it as it comes.

const red = (text) => (process.stdout.isTTY ? `\u001b[31m${text}\u001b[39m` : text);
const green = (text) => (process.stdout.isTTY ? `\u001b[32m${text}\u001b[39m` : text);

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

export class Tally {
  /** @type {Counts} */
  total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  failures = [];

  /**
   * Adds one step or file and prints its line, with the reasons below when something failed.
   * @param {string} name @param {Counts} counts @param {number} tookMs @param {string[]} reasons
   */
  add(name, counts, tookMs, reasons) {
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) {
      this.total[key] += counts[key];
    }
    const mark = counts.failed > 0 ? red('✗') : green('✓');
    const seconds = `${(tookMs / 1000).toFixed(1)} s`;
    console.log(`  ${mark} ${name}  ${inWords(counts)}  ${seconds}`);
    for (const reason of reasons) console.log(`${reason.replace(/^/gm, '      ')}\n`);
    if (counts.failed > 0) this.failures.push(name);
  }

  /** Prints what failed once more, then the one line that says it all; answers the exit code. */
  finish() {
    if (this.failures.length > 0) {
      console.log(`\nFailed:\n${this.failures.map((name) => `  ${red('✗')} ${name}`).join('\n')}`);
    }
    const nothing = this.total.passed + this.total.failed === 0;
    console.log(`\n${inWords(this.total)}`);
    return this.total.failed > 0 || nothing ? 1 : 0;
  }
}

/** @param {Counts} counts */
function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

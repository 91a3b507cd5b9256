// Stands in the place of node:test while mutants are run: tests are only written down here, and
// run by runner.ts as often as it likes.
export type CollectedTest = { title: string; run: () => unknown };

const collected: CollectedTest[] = [];

/** Writes a test down. */
export function test(title: string, run: () => unknown): void {
  collected.push({ title, run });
}

/** The tests that were written down since this was last asked. */
export function takeCollected(): CollectedTest[] {
  return collected.splice(0);
}

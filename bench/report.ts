/** What a benchmark answers: a table for people, figures for programs, targets met or not. */
export type Report = {
  name: string;
  table: Record<string, string | number>[];
  figures: Record<string, number>;
  targets: { says: string; met: boolean }[];
};

/** Prints a report; the exit code says whether every target was met. */
export function printReport(report: Report, asJson: boolean): number {
  const met = report.targets.every((target) => target.met);
  if (asJson) {
    const targets = Object.fromEntries(report.targets.map(({ says, met: isMet }) => [says, isMet]));
    process.stdout.write(`${JSON.stringify({ name: report.name, ...report.figures, targets })}\n`);
    return met ? 0 : 1;
  }
  process.stdout.write(`\n${report.name}\n`);
  console.table(report.table);
  for (const [name, value] of Object.entries(report.figures)) {
    process.stdout.write(`  ${name} = ${Number(value.toFixed(3))}\n`);
  }
  for (const { says, met: isMet } of report.targets) {
    process.stdout.write(`  ${isMet ? '✓' : '✗ missed'}  ${says}\n`);
  }
  return met ? 0 : 1;
}

// npm run eval -- <name> --data FOLDER [--json]: how well something answers, on data of one's own.
import { parseArgs } from 'node:util';
import { evalSearch } from './eval-search.ts';
import { printReport, type Report } from './report.ts';

const evals: Record<string, (dataFolder: string) => Promise<Report>> = { search: evalSearch };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, json: { type: 'boolean' } },
});
const [name = ''] = positionals;
const run = evals[name];
if (!run || !values.data) {
  process.stderr.write(
    `usage: npm run eval -- ${Object.keys(evals).join('|')} --data FOLDER [--json]\n`,
  );
  process.exit(2);
}
process.exit(printReport(await run(values.data), values.json ?? false));

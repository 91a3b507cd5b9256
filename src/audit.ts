import { parseArgs } from 'node:util';
import { ConfigFault, readConfig } from '#platform/config.ts';
import { onDatabaseAtHand } from '#platform/db/at-hand.ts';
import { sqlStateOf } from '#platform/db/database.ts';
import { StartFault } from '#platform/db/start-fault.ts';
import { terminalLocale } from '#platform/terminal.ts';
import { inspect } from './audit/check.ts';
import { jsonOf, tableOf } from './audit/report.ts';

// npm run audit [-- --json]: runs every invariant over the database that DATABASE_URL names, else
// the embedded one, beside the product or without it. Ends with 0 when all hold, 1 when one is
// broken, 2 when they could not be run.
const locale = terminalLocale(process.env);

const noViews = {
  'zh-CN': '这个数据库里没有审计视图：先用 npm start 启动一次。',
  en: 'This database has no audit views: start the product on it once (npm start).',
};
const usage = {
  'zh-CN': '用法：npm run audit [-- --json]',
  en: 'Usage: npm run audit [-- --json]',
};

/** What went wrong as one sentence, where whoever runs this can mend it. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof ConfigFault) return error.message;
  if (error instanceof StartFault) return error.inWords(locale);
  // An undefined table: nothing was ever migrated here.
  if (sqlStateOf(error) === '42P01') return noViews[locale];
  const { code } = error as { code?: string };
  return code?.startsWith('ERR_PARSE_ARGS') ? usage[locale] : undefined;
}

try {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
  const findings = await onDatabaseAtHand(
    readConfig(process.env),
    (line) => void process.stderr.write(`${line[locale]}\n`),
    (url) => inspect(url),
  );
  process.stdout.write(values.json ? jsonOf(findings) : tableOf(findings, locale));
  process.exitCode = findings.some(({ broken }) => broken > 0) ? 1 : 0;
} catch (error) {
  process.stderr.write(`${sentenceOf(error) ?? (error as Error).stack}\n`);
  process.exitCode = 2;
}

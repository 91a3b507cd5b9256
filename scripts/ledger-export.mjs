// npm run ledger:export [-- --out FILE]: the books as a journal that hledger reads.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: false });
  return runInFront(node, ['src/ledger-export.ts', ...process.argv.slice(2)], { cwd: root, env });
});

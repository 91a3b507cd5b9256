// npm run bench -- <name> [--json]: the benchmark commands; all of them without a name.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: true });
  return runInFront(node, ['bench/main.ts', ...process.argv.slice(2)], { cwd: root, env });
});

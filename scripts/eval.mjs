// npm run eval -- <name> --data FOLDER [--json]: the evaluation commands.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: false });
  return runInFront(node, ['bench/eval.ts', ...process.argv.slice(2)], { cwd: root, env });
});

// npm run operator -- --phone 138…: makes a member an operator and prints the second factor.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: false });
  return runInFront(node, ['src/operator.ts', ...process.argv.slice(2)], { cwd: root, env });
});

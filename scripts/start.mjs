// npm start: from whatever machine this is to a running Tuckshop.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: true });
  const args = ['--import', './scripts/follow-parent.mjs', 'src/main.ts', ...process.argv.slice(2)];
  return runInFront(node, args, { cwd: root, env });
});

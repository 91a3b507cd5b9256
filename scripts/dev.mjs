// npm run dev: Tuckshop that starts anew when a source of the server changes.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: true });
  const args = ['--import', './scripts/follow-parent.mjs', '--watch', '--watch-preserve-output'];
  return runInFront(node, [...args, 'src/main.ts', ...process.argv.slice(2)], { cwd: root, env });
});

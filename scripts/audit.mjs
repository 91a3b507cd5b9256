// npm run audit [-- --json]: every invariant over the database; not 0 when one is broken.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: false });
  return runInFront(node, ['src/audit.ts', ...process.argv.slice(2)], { cwd: root, env });
});

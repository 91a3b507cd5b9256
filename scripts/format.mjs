// npm run format: writes every file in the one format, and mends what the linter can mend.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { runPlainly } from './words.mjs';

await runPlainly(async () => {
  const { node, env } = await ensureRuntime({ web: false });
  const prettier = ['node_modules/prettier/bin/prettier.cjs', '--write', '.', '--log-level=warn'];
  const code = await runInFront(node, prettier, { cwd: root, env });
  if (code !== 0) return code;
  return runInFront(node, ['node_modules/oxlint/bin/oxlint', '--fix'], { cwd: root, env });
});

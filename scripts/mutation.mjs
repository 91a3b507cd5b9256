// npm run mutation [-- path…] [--json]: brings Stryker along and runs scripts/mutation/run.ts with it.
import { runInFront } from './children.mjs';
import { ensureRuntime, root } from './runtime.mjs';
import { ensureTool } from './tool.mjs';
import { runPlainly, say } from './words.mjs';

await runPlainly(async () => {
  const ready = await ensureRuntime({ web: false });
  const packages = await ensureTool(ready, { name: 'Stryker', folder: 'stryker' });
  say({
    en: 'Changing the rules, one small thing at a time; some minutes for all of them ...',
    zh: '正在逐处改动规则，看测试能否发现；全部需要几分钟……',
  });
  const args = ['scripts/mutation/run.ts', packages, ...process.argv.slice(2)];
  return runInFront(ready.node, args, { cwd: root, env: ready.env });
});

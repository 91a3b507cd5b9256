import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openGround, type Ground } from './ground.ts';
import type { Report } from './report.ts';

const starts = 3;
const port = 46_120;

/** How long a start takes until the address is printed: with nothing there, and with a town. */
export async function benchStart(): Promise<Report> {
  const ground = await openGround();
  try {
    const first = await startOnce(ground);
    const warm = [];
    for (let turn = 0; turn < starts; turn += 1) warm.push(await startOnce(ground));
    const best = warm.toSorted((a, b) => a.readyMs - b.readyMs)[0]!;
    return {
      name: 'start',
      table: [
        { start: 'first (database made, town seeded)', 'ready ms': first.readyMs.toFixed(0) },
        ...warm.map(({ readyMs }) => ({ start: 'again', 'ready ms': readyMs.toFixed(0) })),
      ],
      figures: { firstMs: first.readyMs, warmMs: best.readyMs, rssMb: best.rssMb },
      targets: [],
    };
  } finally {
    await ground.close();
  }
}

async function startOnce(ground: Ground): Promise<{ readyMs: number; rssMb: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    env: { ...process.env, PORT: String(port), TUCKSHOP_DATA: join(ground.folder, 'start') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await saysItsAddress(child);
  const readyMs = performance.now() - began;
  const rssMb = await rssOf(child.pid!);
  child.kill('SIGINT');
  await ended;
  return { readyMs, rssMb };
}

/** Waits until the start has printed where the product is: everything works from then on. */
function saysItsAddress(child: ChildProcess): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (part: Buffer) => {
      output += part.toString('utf8');
      if (output.includes('/api/v1/openapi.json')) resolve();
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('exit', () => reject(new Error(`the product did not start:\n${output}`)));
  });
}

/** Resident memory of a process in MB; 0 where the system does not say. */
async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (from 32,768 on, 49,152 elsewhere):
 * a port found free here is not taken by somebody's call before the test listens on it, nor while
 * a killed product is away from it.
 */
const [portMin, portMax] = [20_000, 32_000];

/** The first of several free ports in a row, chosen by chance: test files run side by side. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = randomInt(portMin, portMax);
    const row = Array.from({ length: count }, (_, place) => first + place);
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return first;
  }
  throw new Error('no free ports in a row');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}

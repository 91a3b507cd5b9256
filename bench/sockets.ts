import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { startBenchProduct } from './product.ts';
import type { Report } from './report.ts';
import { smallTown, tokenOf } from './town-sql.ts';
import { openTowns } from './town.ts';

const socketsCount = 2_000;
const atOnce = 50;
/** Memory with all sockets open and idle, later against at first. */
const growthMax = 1.05;

/** Two thousand open sockets of as many members, with nothing to say: their memory stays flat. */
export async function benchSockets(seconds: number): Promise<Report> {
  const towns = await openTowns();
  try {
    const product = await startBenchProduct(await towns.open(smallTown), true);
    try {
      const beforeMb = await settledMb(product);
      const sockets = await openAll(product.port);
      const openMb = await settledMb(product);
      await wait(seconds * 3_000);
      const laterMb = await settledMb(product);
      const alive = sockets.filter((socket) => socket.readyState === WebSocket.OPEN).length;
      for (const socket of sockets) socket.terminate();
      const growth = laterMb / openMb;
      return {
        name: 'sockets',
        table: [
          { when: 'before', 'memory MB': beforeMb.toFixed(1), open: 0 },
          { when: 'all open', 'memory MB': openMb.toFixed(1), open: socketsCount },
          { when: `after ${seconds * 3} s idle`, 'memory MB': laterMb.toFixed(1), open: alive },
        ],
        figures: {
          openSockets: alive,
          kbPerSocket: ((openMb - beforeMb) * 1024) / socketsCount,
          growth,
        },
        targets: [
          { says: `${socketsCount} sockets are open to the end`, met: alive === socketsCount },
          { says: `growth ≤ ${growthMax} while idle`, met: growth <= growthMax },
        ],
      };
    } finally {
      await product.stop();
    }
  } finally {
    await towns.close();
  }
}

type Counting = { counted(): Promise<{ rssMb: number }> };

/** The least of a few looks: memory that waits to be freed is not held. */
async function settledMb(product: Counting): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 5; look += 1) {
    await wait(1_000);
    looks.push((await product.counted()).rssMb);
  }
  return Math.min(...looks);
}

async function openAll(port: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let from = 0; from < socketsCount; from += atOnce) {
    const some = Array.from({ length: atOnce }, (_, at) => openOne(port, from + at));
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
}

function openOne(port: number, reader: number): Promise<WebSocket> {
  const headers = { authorization: `Bearer ${tokenOf(reader)}` };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/realtime`, { headers });
  return new Promise((resolve, reject) => {
    socket.once('message', () => resolve(socket));
    socket.once('error', reject);
  });
}

import type { Ground } from './ground.ts';
import { median } from './load.ts';
import { startBenchProduct, type BenchProduct } from './product.ts';
import type { Report } from './report.ts';
import { shoot, type Asked, type Shot } from './shoot.ts';
import { bigTown, smallTown, type TownSize } from './town-sql.ts';
import { openTowns } from './town.ts';

const clients = 32;
const rounds = 3;
const ratioMin = 0.4;
const p99RatioMax = 2.5;
const costRatioMax = 1.3;

/** A JSON read of the product: what clients ask of a town. */
export type Read = {
  name: string;
  /** What is asked; read from the town or reckoned. */
  asked(ground: Ground, town: TownSize): Promise<Asked[]>;
};

type Side = { origin: string; bare: Asked[]; read: Asked[]; product: BenchProduct };
type Round = { bare: Shot; read: Shot; smallBare: Shot; smallRead: Shot };

/**
 * One JSON read in a big and in a small town, in turns with a bare route of the same server that
 * does one indexed read of a note by its key.
 */
export async function benchRead(read: Read, seconds: number): Promise<Report> {
  const towns = await openTowns();
  const sides: Side[] = [];
  try {
    for (const town of [bigTown, smallTown]) {
      const ground = await towns.open(town);
      const product = await startBenchProduct(ground, false);
      const asked = await read.asked(ground, town);
      const origin = `http://127.0.0.1:${product.port}`;
      // Each is asked once before, so that what is made for a reader who returns is there.
      await askOnce(origin, asked);
      // What has grown meanwhile is counted, as the server does by itself within a minute.
      await ground.query('analyze community.timeline, community.timeline_reader');
      sides.push({ origin, bare: await bareReads(ground), read: asked, product });
    }
    const [big, small] = sides as [Side, Side];
    const all: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const at = { clients, seconds: seconds / 2 };
      all.push({
        bare: await shoot(big.origin, big.bare, at),
        read: await shoot(big.origin, big.read, at),
        smallBare: await shoot(small.origin, small.bare, at),
        smallRead: await shoot(small.origin, small.read, at),
      });
    }
    const { rssMb } = await big.product.counted();
    return reportOf(read.name, all, rssMb);
  } finally {
    for (const { product } of sides) await product.stop();
    await towns.close();
  }
}

async function askOnce(origin: string, asked: readonly Asked[]): Promise<void> {
  const waiting = [...asked];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let one = waiting.pop(); one; one = waiting.pop()) {
        const headers = one.token ? { authorization: `Bearer ${one.token}` } : {};
        const answer = await fetch(origin + one.path, { headers });
        if (!answer.ok) throw new Error(`${one.path}: ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
      }
    }),
  );
}

/** Reads of a thousand notes by their keys, one a request. */
async function bareReads(ground: Ground): Promise<Asked[]> {
  const rows = await ground.query<{ id: string }>(
    'select id from community.note order by md5(id::text) limit 1000',
  );
  return rows.map(({ id }) => ({ path: `/bench/indexed-read?id=${id}` }));
}

function reportOf(name: string, all: readonly Round[], rssMb: number): Report {
  const of = (figure: (round: Round) => number) => median(all.map(figure));
  const ratio = of(({ read, bare }) => read.perSecond / bare.perSecond);
  const p99Ratio = of(({ read, bare }) => read.p99Ms / bare.p99Ms);
  // Measured against the bare read of its own minute: what the machine does meanwhile drops out.
  const costRatio = of(
    ({ read, bare, smallRead, smallBare }) =>
      smallRead.perSecond / smallBare.perSecond / (read.perSecond / bare.perSecond),
  );
  const row = (what: string, shot: Shot) => ({
    what,
    'requests/s': shot.perSecond.toFixed(0),
    'p99 ms': shot.p99Ms.toFixed(1),
  });
  return {
    name,
    table: all.flatMap((round) => [
      row('bare indexed read, 1M notes', round.bare),
      row(`${name}, 1M notes`, round.read),
      row('bare indexed read, 10k notes', round.smallBare),
      row(`${name}, 10k notes`, round.smallRead),
    ]),
    figures: {
      perSecond: of(({ read }) => read.perSecond),
      p99Ms: of(({ read }) => read.p99Ms),
      ratioToBareRead: ratio,
      p99RatioToBareRead: p99Ratio,
      costRatioTo10k: costRatio,
      rssMb,
    },
    targets: [
      { says: `ratioToBareRead ≥ ${ratioMin} at 1M notes, 32 clients`, met: ratio >= ratioMin },
      { says: `p99RatioToBareRead ≤ ${p99RatioMax}`, met: p99Ratio <= p99RatioMax },
      { says: `costRatioTo10k ≤ ${costRatioMax}`, met: costRatio <= costRatioMax },
    ],
  };
}

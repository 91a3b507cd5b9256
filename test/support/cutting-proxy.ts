import { connect, createServer, type Socket } from 'node:net';

/** A line between a caller and the product that can be cut in the middle of a reply. */
export type CuttingProxy = {
  url: string;
  /** The next reply is cut after so many bytes, however many it has; nobody is told why. */
  cutNextAfter(bytes: number): void;
  /** How many replies were cut so far. */
  cuts(): number;
  close(): Promise<void>;
};

/** @param target the product's own address */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const { port } = new URL(target);
  const open = new Set<Socket>();
  let nextCut: number | undefined;
  let cuts = 0;
  const server = createServer((caller) => {
    const product = connect(Number(port), '127.0.0.1');
    let left = Infinity;
    for (const end of [caller, product]) {
      open.add(end);
      end.on('error', () => undefined);
      end.once('close', () => {
        open.delete(end);
        // What one side ended is over for the other as well, in the middle of a word.
        for (const other of [caller, product]) other.destroy();
      });
    }
    caller.on('data', (part: Buffer) => {
      if (nextCut !== undefined) [left, nextCut] = [nextCut, undefined];
      product.write(part);
    });
    product.on('data', (part: Buffer) => {
      if (part.length < left) {
        left -= part.length;
        return void caller.write(part);
      }
      cuts += 1;
      // The bytes before the cut arrive; then the line is dead.
      caller.write(part.subarray(0, left), () => caller.resetAndDestroy());
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port: own } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${own}`,
    cutNextAfter: (bytes) => void (nextCut = bytes),
    cuts: () => cuts,
    async close() {
      for (const end of open) end.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

import { createHash } from 'node:crypto';
import { openJournal } from '../journal.ts';

/** A label as the simulator remembers it: sold, or never to be sold under this number. */
export type Label = {
  outNo: string;
  carrier: string;
  priceFen: number;
  waybillNo: string;
  collectionCode: string;
  isCancelled: boolean;
};

export type Labels = {
  find(outNo: string): Label | undefined;
  save(label: Label): void;
  close(): void;
};

/** Opens what was sold; without a file a restart forgets it. */
export async function openLabels(file: string | undefined): Promise<Labels> {
  const memory = new Map<string, Label>();
  const put = (label: Label) => void memory.set(label.outNo, label);
  const journal = await openJournal<Label>(file, put);
  return {
    find: (outNo) => memory.get(outNo),
    save(label) {
      journal.append([label]);
      put(label);
    },
    close: () => journal.close(),
  };
}

/** What a label costs within a city; between two cities a third more. */
const prices: Record<string, number> = { YTO: 600, ZTO: 600, JD: 1200, SF: 1500 };
const starts: Record<string, string> = { YTO: 'YT', ZTO: '73', JD: 'JD', SF: 'SF' };
const digits: Record<string, number> = { YTO: 13, ZTO: 12, JD: 13, SF: 13 };

/** The carriers and what they ask, the cheapest first. */
export function quotes(fromCity: string, toCity: string): { carrier: string; priceFen: number }[] {
  const isFar = fromCity !== toCity;
  return Object.entries(prices).map(([carrier, fen]) => ({
    carrier,
    priceFen: isFar ? Math.ceil((fen * 4) / 3) : fen,
  }));
}

/** A label of this carrier under this number: the same number always has the same waybill. */
export function newLabel(outNo: string, carrier: string, priceFen: number): Label {
  const hash = createHash('sha256').update(outNo).digest();
  const number = (hash.readBigUInt64BE(0) % 10n ** BigInt(digits[carrier]!)).toString();
  const waybillNo = starts[carrier]! + number.padStart(digits[carrier]!, '0');
  const collectionCode = String(hash.readUInt32BE(8) % 1_000_000).padStart(6, '0');
  return { outNo, carrier, priceFen, waybillNo, collectionCode, isCancelled: false };
}

/** Text in GBK, as Alipay writes its bills; the runtime only reads it, so the table is turned round. */
export function gbk(text: string): Buffer {
  return Buffer.concat([...text].map((sign) => Buffer.from(codeOf(sign))));
}

let table: Map<string, number[]> | undefined;

function codeOf(sign: string): number[] {
  if (sign < '\x80') return [sign.charCodeAt(0)];
  table ??= makeTable();
  const code = table.get(sign);
  if (!code) throw new Error(`${sign} is not in GBK`);
  return code;
}

function makeTable(): Map<string, number[]> {
  const decoder = new TextDecoder('gbk');
  const made = new Map<string, number[]>();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      made.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
    }
  }
  return made;
}

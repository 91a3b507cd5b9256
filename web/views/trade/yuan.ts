/** Reads `1680`, `1,680.5` or `¥1680.50` as fen, without a float; undefined if it is no amount. */
export function yuanToFen(text: string): bigint | undefined {
  const match = /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const cents = BigInt((match[2] ?? '').padEnd(2, '0'));
  return BigInt(match[1]!.replace(/,/g, '')) * BigInt(100) + cents;
}

/** The platform's fee on what is kept: floor(net × bps / 10000), as the ledger books it. */
export function feeOn(netFen: bigint, feeBps: number): bigint {
  return (netFen * BigInt(feeBps)) / BigInt(10_000);
}

/** Fen as the plain decimal an input holds: 168050 → `1680.50`. */
export function fenToInput(fen: string): string {
  const digits = fen.padStart(3, '0');
  return digits.endsWith('00') ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

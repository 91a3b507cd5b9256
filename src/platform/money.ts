/** Money is whole fen in `bigint`; a rate is whole basis points. */
export const bpsWhole = 10_000n;

/**
 * The platform's fee on what the seller really keeps, in fen, floored in the seller's favour.
 * @source rules.json fee.rounding: floor(net × feeBps / 10000)
 * @example feeOf(168000n, 60) === 1008n
 */
export function feeOf(netFen: bigint, feeBps: number): bigint {
  if (netFen < 0n) throw new RangeError('a fee needs a net amount of at least 0');
  return (netFen * BigInt(feeBps)) / bpsWhole;
}

/** Reads `1680`, `1,680.5` or `¥1680.50` as fen without ever touching a float; undefined if not an amount. */
export function parseYuan(text: string): bigint | undefined {
  const match = /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const yuan = BigInt(match[1]!.replaceAll(',', ''));
  return yuan * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
}

/** Fen as a plain decimal of yuan, two places: 168000n → `1680.00`. */
export function yuanText(fen: bigint): string {
  const sign = fen < 0n ? '-' : '';
  const abs = sign ? -fen : fen;
  return `${sign}${abs / 100n}.${(abs % 100n).toString().padStart(2, '0')}`;
}

/**
 * Shares an amount out by weights, to the fen: each has what the sum up to it gains by it, so that
 * the parts add up to the whole and none is larger than its weight where the whole is not.
 * @example shareOut(100n, [1n, 1n, 1n]) gives [33n, 33n, 34n]
 */
export function shareOut(wholeFen: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum === 0n) return weights.map((_, place) => (place === 0 ? wholeFen : 0n));
  let until = 0n;
  return weights.map((weight) => {
    const before = (wholeFen * until) / sum;
    until += weight;
    return (wholeFen * until) / sum - before;
  });
}

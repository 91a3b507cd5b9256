// Pure: the fee, and amounts as people write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bpsWhole, feeOf, parseYuan, yuanText } from './money.ts';

test('the fee is 60 of 10,000, floored to the fen', () => {
  assert.equal(bpsWhole, 10_000n);
  const fees: [bigint, bigint][] = [
    [0n, 0n],
    [1n, 0n],
    [166n, 0n],
    [167n, 1n],
    [333n, 1n],
    [334n, 2n],
    [168_000n, 1008n],
    [1_000_000n, 6000n],
  ];
  for (const [net, fee] of fees) assert.equal(feeOf(net, 60), fee, `${net}`);
  assert.equal(feeOf(168_000n, 0), 0n);
  assert.throws(() => feeOf(-1n, 60), new RangeError('a fee needs a net amount of at least 0'));
});

test('an amount is read as it is written', () => {
  const amounts: [string, bigint][] = [
    ['0', 0n],
    ['7', 700n],
    ['1680', 168_000n],
    ['1680.5', 168_050n],
    ['1680.05', 168_005n],
    ['0.01', 1n],
    ['¥1680.50', 168_050n],
    ['￥12', 1200n],
    ['  12  ', 1200n],
    ['1,680', 168_000n],
    ['12,680.5', 1_268_050n],
    ['123,456,789', 12_345_678_900n],
    ['123456789012', 12_345_678_901_200n],
  ];
  for (const [text, fen] of amounts) assert.equal(parseYuan(text), fen, text);
});

test('what is no amount is none', () => {
  const wrong = ['', ' ', '-1', '+1', '1.', '.5', '1.234', '1e3', 'x', '12x', 'x12', '1 680'];
  const oddlySeparated = ['1,68', '1,6800', ',680', '1234,567', '1,,680', '1.680,50', '1,680,'];
  const others = ['¥', '¥¥1', '$1', '1¥', '1234567890123', '１２', '1.5.5', '1.5x', '1\n2'];
  for (const text of [...wrong, ...oddlySeparated, ...others]) {
    assert.equal(parseYuan(text), undefined, JSON.stringify(text));
  }
});

test('fen are written as yuan with two places', () => {
  const texts: [bigint, string][] = [
    [0n, '0.00'],
    [1n, '0.01'],
    [10n, '0.10'],
    [99n, '0.99'],
    [100n, '1.00'],
    [168_000n, '1680.00'],
    [-1n, '-0.01'],
    [-168_005n, '-1680.05'],
  ];
  for (const [fen, text] of texts) assert.equal(yuanText(fen), text);
});

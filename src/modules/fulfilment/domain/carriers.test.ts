// Pure: the carriers and what their waybills look like.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carrierOf, carriers, nameOf } from './carriers.ts';

/** Of each carrier: numbers that look like its own, and numbers that nearly do. */
const numbers: Record<string, { own: string[]; other: string[] }> = {
  SF: {
    own: ['SF1234567890123', '123456789012'],
    other: [
      'SF123456789012',
      'SF12345678901234',
      'SFX234567890123',
      '1234567890123',
      'XSF1234567890123',
    ],
  },
  ZTO: {
    own: ['73123456789012', '79123456789012', '123456789012'],
    other: [
      '72123456789012',
      '731234567890123',
      '7312345678901',
      'X73123456789012',
      '7A123456789012',
      '73X',
    ],
  },
  YTO: {
    own: ['YT1234567890123'],
    other: [
      'YT123456789012',
      'YT12345678901234',
      'XYT1234567890123',
      'YTX',
      'YT1',
      'YTABCDEFGHIJKLM',
    ],
  },
  STO: {
    own: ['771234567890123', '123456789012', '1234567890123'],
    other: [
      '12345678901',
      '12345678901234',
      '7712345678901234',
      '77X',
      'X771234567890123',
      '77ABCDEFGHIJKLM',
    ],
  },
  YUNDA: {
    own: ['3123456789012', '412345678901234'],
    other: [
      '312345678901',
      '5123456789012',
      '4123456789012345',
      '31',
      'X3123456789012',
      '3ABCDEFGHIJKL',
    ],
  },
  JD: {
    own: ['JD12345678901', 'JDABCDEFGHIJKLMNOP', 'JD12345678901-1-1-', 'JD12345678901-12-34-'],
    other: [
      'JD1234567890',
      'JD12345678901234567',
      'XJD12345678901',
      'JD1',
      'JD12345678901-A-1-',
      'JD12345678901-1-A-',
      'JD-----------',
    ],
  },
  JT: {
    own: ['JT1234567890123'],
    other: ['JT123456789012', 'JT12345678901234', 'XJT1234567890123', 'JT1', 'JTABCDEFGHIJKLM'],
  },
  EMS: {
    own: ['EA123456789CN', '1123456789012'],
    other: [
      'E123456789CN',
      '12123456789CN',
      'EAABCDEFGHICN',
      'EA1CN',
      'EA123456789C',
      'EA12345678912',
      'EA123456789CNX',
      'XEA123456789CN',
      '11',
      '1ABCDEFGHIJKL',
      '2123456789012',
    ],
  },
  YZPY: {
    own: ['9123456789012'],
    other: [
      '912345678901',
      '91234567890123',
      '91',
      'X9123456789012',
      '9ABCDEFGHIJKL',
      '8123456789012',
    ],
  },
  DBL: {
    own: ['DPK123456789012'],
    other: ['DPK12345678901', 'DPK1234567890123', 'XDPK123456789012', 'DPK1', 'DPKABCDEFGHIJKL'],
  },
  DN: {
    own: ['DN1234567890', 'LPABCDEFGHIJ', 'CN1234567890123456'],
    other: [
      'DN123456789',
      'CN12345678901234567',
      'XLP1234567890',
      'DN1',
      'DN----------',
      'XX1234567890',
    ],
  },
};

test('every tracked carrier knows its own numbers, and no other', () => {
  const tracked = carriers.filter(({ isTracked }) => isTracked).map(({ code }) => code);
  assert.deepEqual(tracked, Object.keys(numbers));
  for (const [code, { own, other }] of Object.entries(numbers)) {
    const { hint } = carrierOf(code)!;
    for (const number of own) assert.match(number, hint!, code);
    for (const number of other) assert.doesNotMatch(number, hint!, code);
  }
});

test('any other carrier is named last, and cannot be asked', () => {
  const last = carriers.at(-1)!;
  assert.deepEqual(last, {
    code: 'OTHER',
    'zh-CN': '其他快递',
    en: 'Another carrier',
    hint: null,
    isTracked: false,
  });
});

test('a carrier is found by its code, and shown by its names', () => {
  assert.equal(carrierOf('SF')?.en, 'SF Express');
  assert.equal(carrierOf('PIGEON'), undefined);
  assert.deepEqual(nameOf('SF'), {
    code: 'SF',
    'zh-CN': '顺丰速运',
    en: 'SF Express',
    isTracked: true,
  });
  assert.deepEqual(nameOf('PIGEON'), {
    code: 'PIGEON',
    'zh-CN': 'PIGEON',
    en: 'PIGEON',
    isTracked: false,
  });
});

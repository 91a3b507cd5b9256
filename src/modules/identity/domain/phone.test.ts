// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { maskPhone, normalizeContactPhone, normalizeMobile } from './phone.ts';

it('reads a mobile number however it is typed', () => {
  const typed = [
    '13800001234',
    '138 0000 1234',
    '+86 138-0000-1234',
    '0086 13800001234',
    '１３８００００１２３４',
  ];
  for (const text of typed) assert.equal(normalizeMobile(text), '13800001234', text);
});

it('takes nothing else for a mobile number', () => {
  for (const text of ['', '12800001234', '1380000123', '138000012345', '+1 13800001234', 'abc']) {
    assert.equal(normalizeMobile(text), undefined, text);
  }
});

it('lets a courier ring mobiles, landlines, 400 numbers and numbers abroad', () => {
  const numbers = [
    ['138 0000 1234', '13800001234'],
    ['(010) 6552-9988', '01065529988'],
    ['0755-12345678转801', '075512345678转801'],
    ['400-820-8820', '4008208820'],
    ['+852 5123 4567', '+85251234567'],
  ] as const;
  for (const [typed, kept] of numbers) assert.equal(normalizeContactPhone(typed), kept, typed);
  for (const text of ['', '110', '12345', 'call me', '+0123456789']) {
    assert.equal(normalizeContactPhone(text), undefined, text);
  }
});

it('shows the ends of a phone only', () => {
  assert.equal(maskPhone('13800001234'), '138****1234');
  assert.equal(maskPhone('1234'), '****');
});

// Real: all of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idNumber } from '../../../../test/support/persons.ts';
import {
  dayInShanghai,
  isAdult,
  maskIdNumber,
  maskName,
  parseIdNumber,
  type CalendarDay,
} from './id-number.ts';

const today: CalendarDay = { year: 2026, month: 7, day: 1 };
const day = (text: string): CalendarDay => {
  const [year, month, dayOfMonth] = text.split('-').map(Number);
  return { year: year!, month: month!, day: dayOfMonth! };
};

describe('an ID number', () => {
  it('is read with its birth date', () => {
    // The worked example of the standard.
    assert.deepEqual(parseIdNumber('11010519491231002X', today), {
      number: '11010519491231002X',
      birth: day('1949-12-31'),
    });
    assert.equal(parseIdNumber('440524188001010014', today), undefined, 'born before 1900');
  });

  it('may be typed with a small or full-width x and with spaces', () => {
    for (const text of [
      '11010519491231002x',
      '110105 19491231 002X',
      '１１０１０５１９４９１２３１００２Ｘ',
    ]) {
      assert.equal(parseIdNumber(text, today)?.number, '11010519491231002X');
    }
  });

  it('is refused with any one digit changed', () => {
    const good = '11010519491231002X';
    for (let at = 0; at < 17; at += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        if (String(digit) === good[at]) continue;
        const bad = good.slice(0, at) + digit + good.slice(at + 1);
        assert.equal(parseIdNumber(bad, today), undefined, bad);
      }
    }
    for (const last of '0123456789')
      assert.equal(parseIdNumber(good.slice(0, 17) + last, today), undefined);
  });

  it('is refused with two neighbouring digits swapped', () => {
    const good = idNumber('19900307', 42);
    for (let at = 0; at < 16; at += 1) {
      const [a, b] = [good[at]!, good[at + 1]!];
      if (a === b) continue;
      const bad = good.slice(0, at) + b + a + good.slice(at + 2);
      assert.equal(parseIdNumber(bad, today), undefined, bad);
    }
  });

  it('needs a birth date that exists and is not to come', () => {
    for (const birth of ['19900230', '19901301', '19900001', '19900100', '20230229', '19000229']) {
      assert.equal(parseIdNumber(idNumber(birth), today), undefined, birth);
    }
    assert.ok(parseIdNumber(idNumber('20240229'), today));
    assert.ok(parseIdNumber(idNumber('20000229'), today));
    assert.ok(parseIdNumber(idNumber('20260701'), today));
    assert.equal(parseIdNumber(idNumber('20260702'), today), undefined);
  });

  it('is refused in any other shape', () => {
    for (const text of [
      '',
      '1',
      'X'.repeat(18),
      '1101051949123100',
      '110105491231002',
      `${'1'.repeat(19)}`,
    ]) {
      assert.equal(parseIdNumber(text, today), undefined, text);
    }
  });

  it('is masked but for its ends', () => {
    assert.equal(maskIdNumber('11010519491231002X'), '110***********002X');
  });
});

describe('being of age', () => {
  it('begins on the eighteenth birthday and not a day before', () => {
    assert.equal(isAdult(day('2008-07-01'), today), true);
    assert.equal(isAdult(day('2008-07-02'), today), false);
    assert.equal(isAdult(day('2008-06-30'), today), true);
  });

  it('begins on 1 March for those born on 29 February', () => {
    const born = day('2008-02-29');
    assert.equal(isAdult(born, day('2026-02-28')), false);
    assert.equal(isAdult(born, day('2026-03-01')), true);
  });

  it('begins at midnight in Shanghai', () => {
    const born = day('2008-07-02');
    assert.equal(isAdult(born, dayInShanghai(new Date('2026-07-01T15:59:59.999Z'))), false);
    assert.equal(isAdult(born, dayInShanghai(new Date('2026-07-01T16:00:00.000Z'))), true);
  });
});

describe('a name', () => {
  it('is masked but for its first and last letter', () => {
    assert.equal(maskName('李雷'), '李*');
    assert.equal(maskName('王小明'), '王*明');
    assert.equal(maskName('阿卜杜拉·买买提'), '阿******提');
    assert.equal(maskName('𠮷'), '*');
  });
});

import { checkCharacterOf } from '../../src/modules/identity/domain/id-number.ts';

/**
 * An ID number that nobody has but that passes every check: born on `birth` (YYYYMMDD), told apart
 * by `sequence`. The region 110199 was never given out.
 * @example idNumber('19900307', 12)
 */
export function idNumber(birth: string, sequence = 1): string {
  const digits = `110199${birth}${String(sequence).padStart(3, '0')}`;
  return digits + checkCharacterOf(digits);
}

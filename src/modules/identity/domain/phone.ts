/**
 * A mainland mobile number as eleven digits; accepts `+86`, spaces, hyphens and full-width digits.
 * Undefined when it is not one.
 * @example normalizeMobile('+86 138-0000-1234') === '13800001234'
 */
export function normalizeMobile(text: string): string | undefined {
  const digits = plainDigits(text).replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined;
}

/**
 * A phone a courier can ring: mobile, landline with area code, 400 number, or a number abroad
 * with its country code. Lenient on purpose: a refused good number loses a trade.
 */
export function normalizeContactPhone(text: string): string | undefined {
  const mobile = normalizeMobile(text);
  if (mobile) return mobile;
  const digits = plainDigits(text);
  if (/^0\d{9,11}(?:(?:x|转|,)\d{1,6})?$/.test(digits)) return digits;
  if (/^400\d{7}$/.test(digits)) return digits;
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** A phone as others may see it: 138****1234. */
export function maskPhone(phone: string): string {
  if (phone.length < 8) return '****';
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\s()‐-―-]/g, '');
}

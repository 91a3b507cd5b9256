import { refuse } from '#platform/refusal.ts';
import { carrierOf, carriers, type Carrier } from './carriers.ts';

/**
 * A waybill number as everybody writes it the same: capitals, without spaces.
 * @throws fulfilment/waybill-malformed
 */
export function normalWaybill(text: string): string {
  const normal = writtenAlike(text);
  return isWaybill(normal) ? normal : refuse('fulfilment/waybill-malformed');
}

/** Whether a text may be a waybill number at all, once it is written as everybody does. */
export const isWaybill = (text: string): boolean =>
  /^[A-Z0-9-]{6,32}$/.test(text) && /\d/.test(text);

/** Capitals, without spaces. */
export const writtenAlike = (text: string): string =>
  text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();

/**
 * The carrier a seller named.
 * @throws fulfilment/carrier-unknown
 */
export function namedCarrier(code: string): Carrier {
  return carrierOf(code) ?? refuse('fulfilment/carrier-unknown');
}

/** Codes of the carriers whose waybills look like this, likeliest first; may well be empty. */
export function suggestCarriers(waybillNo: string): string[] {
  const normal = writtenAlike(waybillNo);
  return carriers.filter((one) => one.hint?.test(normal)).map((one) => one.code);
}

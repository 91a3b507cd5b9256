import { refuse } from '#platform/refusal.ts';
import { carrierOf, carriers, type Carrier } from './carriers.ts';

/**
 * A waybill number as everybody writes it the same: capitals, without spaces.
 * @throws fulfilment/waybill-malformed
 */
export function normalWaybill(text: string): string {
  const normal = text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  if (!/^[A-Z0-9-]{6,32}$/.test(normal) || !/\d/.test(normal))
    refuse('fulfilment/waybill-malformed');
  return normal;
}

/**
 * The carrier a seller named.
 * @throws fulfilment/carrier-unknown
 */
export function namedCarrier(code: string): Carrier {
  return carrierOf(code) ?? refuse('fulfilment/carrier-unknown');
}

/** Codes of the carriers whose waybills look like this, likeliest first; may well be empty. */
export function suggestCarriers(waybillNo: string): string[] {
  const normal = waybillNo.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  return carriers.filter((one) => one.hint?.test(normal)).map((one) => one.code);
}

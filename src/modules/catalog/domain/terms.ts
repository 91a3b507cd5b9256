import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { yuanText } from '#platform/money.ts';
import {
  conditions,
  deliveries,
  descriptionLengthMax,
  flawLengthMax,
  freightFenMax,
  isNew,
  priceFenMax,
  priceFenMin,
  quantityMax,
  quantityMin,
  shipWithinChoices,
  titleLengthMax,
  type Condition,
  type Delivery,
  type ShipWithin,
} from './rules.ts';

/** What a seller says of the goods and asks for them. */
export type Terms = {
  title: string;
  description: string;
  priceFen: bigint;
  condition: Condition;
  /** What is not as new about it; only for used goods. */
  flaw: string | null;
  delivery: Delivery;
  /** 0 means the seller bears it (包邮); always 0 without a courier. */
  freightFen: bigint;
  /** The seller's freight template; `freightFen` is then the least that one piece costs. */
  freightTemplateId: Id | null;
  /** The most that one piece costs under its template; null for a flat price. */
  freightMostFen: bigint | null;
  shipWithin: ShipWithin;
};

/**
 * Refuses terms that nobody may sell under. Forms and routes read what is typed, each in its own
 * way; this is the one place that decides.
 * @throws platform/invalid-input, catalog/price-out-of-range, catalog/freight-out-of-range,
 *   catalog/freight-needs-courier, catalog/flaw-of-new-goods
 */
export function assertTerms(terms: Terms): void {
  assertWords(terms);
  assertPrice(terms.priceFen);
  if (terms.freightFen < 0n || terms.freightFen > freightFenMax) {
    refuse('catalog/freight-out-of-range', { maxYuan: yuanText(freightFenMax) });
  }
  if ((terms.freightFen > 0n || terms.freightTemplateId) && terms.delivery !== 'courier') {
    refuse('catalog/freight-needs-courier');
  }
  if (terms.flaw !== null && isNew(terms.condition)) refuse('catalog/flaw-of-new-goods');
}

function assertWords(terms: Terms): void {
  const { title, description, flaw } = terms;
  const wrong = {
    title: title.trim() === '' || title.length > titleLengthMax || /\p{Cc}/u.test(title),
    description: description.length > descriptionLengthMax || holdsControls(description),
    flaw: flaw !== null && (flaw.length > flawLengthMax || holdsControls(flaw)),
    condition: !conditions.includes(terms.condition),
    delivery: !deliveries.includes(terms.delivery),
    shipWithin: !Object.hasOwn(shipWithinChoices, terms.shipWithin),
  };
  const fields = Object.entries(wrong).flatMap(([field, isWrong]) => (isWrong ? [field] : []));
  if (fields.length > 0) refuse('platform/invalid-input', { fields: fields.join(', ') });
}

/** Line breaks and tabs are text; other control characters are not. */
function holdsControls(text: string): boolean {
  return /[^\P{Cc}\n\r\t]/u.test(text);
}

function assertPrice(priceFen: bigint): void {
  if (priceFen >= priceFenMin && priceFen <= priceFenMax) return;
  refuse('catalog/price-out-of-range', {
    minYuan: yuanText(priceFenMin),
    maxYuan: yuanText(priceFenMax),
  });
}

/**
 * Refuses a quantity that nobody may put on sale.
 * @throws catalog/quantity-out-of-range
 */
export function assertQuantity(quantity: number): void {
  const fits = Number.isInteger(quantity) && quantity >= quantityMin && quantity <= quantityMax;
  if (!fits) refuse('catalog/quantity-out-of-range', { min: quantityMin, max: quantityMax });
}

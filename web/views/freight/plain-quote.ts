import type { Quote } from '#orders';
import type { Plain } from '../trade/plain-order.ts';

export type PlainQuote = Plain<Quote>;

/** The same as the API answers it: amounts are numbers. */
export type Quoted = {
  [Key in keyof Quote]: Key extends 'lines'
    ? { listingId: string; quantity: number; goodsFen: number; discountFen: number }[]
    : Quote[Key] extends bigint
      ? number
      : Quote[Key];
};

/** A quote of the API in the shape the server hands to a page. */
export function plainQuote(quote: Quoted): PlainQuote {
  return {
    ...quote,
    goodsFen: String(quote.goodsFen),
    discountFen: String(quote.discountFen),
    freightFen: String(quote.freightFen),
    totalFen: String(quote.totalFen),
    feeFen: String(quote.feeFen),
    sellerReceivesFen: String(quote.sellerReceivesFen),
    lines: quote.lines.map((line) => ({
      ...line,
      goodsFen: String(line.goodsFen),
      discountFen: String(line.discountFen),
    })),
  };
}

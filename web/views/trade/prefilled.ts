import type { ListingView } from '#catalog';
import type { OrderView } from '#orders';
import { fenToInput } from './yuan.ts';

/** What a new form of goods begins with; pictures are one's own, by reference. */
export interface Prefilled {
  readonly title: string;
  readonly text: string;
  readonly goods: Readonly<Partial<Record<string, string>>>;
  readonly pictures: readonly { readonly id: string; readonly src: string }[];
  /** Goods that were bought: pictures and condition are to be told anew. */
  readonly isBought: boolean;
}

/** Goods of one's own, put up once more. */
export function prefilledGoods(listing: ListingView): Prefilled {
  const { freightFen } = listing;
  return {
    title: listing.title,
    text: listing.description,
    goods: {
      price: fenToInput(String(listing.priceFen)),
      condition: listing.condition,
      flaw: listing.flaw ?? '',
      by: listing.delivery,
      freight: freightFen > 0n ? fenToInput(String(freightFen)) : '',
      shipWithin: listing.shipWithin,
    },
    pictures: listing.pictures.map(({ id, sources }) => ({ id, src: sources[0]?.url ?? '' })),
    isBought: false,
  };
}

/** Goods that were bought and are sold on; undefined while they are not the buyer's for good. */
export function boughtGoods(order: OrderView): Prefilled | undefined {
  const [line] = order.lines;
  if (order.role !== 'buyer' || order.state !== 'COMPLETED' || !line) return undefined;
  return {
    title: line.title,
    text: '',
    goods: { price: fenToInput(String(line.unitPriceFen)), by: order.delivery },
    pictures: [],
    isBought: true,
  };
}

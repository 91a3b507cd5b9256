import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';

/** How old an account must be to sell. @source rules.json quickSell.minAccountAge P180D */
export const accountAgeDaysMin = 180;
export const accountAgeMinMs = accountAgeDaysMin * dayMs;

/** ¥0.01. @source rules.json quickSell.priceMin */
export const priceFenMin = 1n;
/** ¥10,000. @source rules.json quickSell.priceMax */
export const priceFenMax = 1_000_000n;
/** @source rules.json quickSell.qty [1, 99] */
export const quantityMin = 1;
export const quantityMax = 99;
/**
 * ¥500. The rule sheet leaves freight to the seller; without a limit a price above ¥10,000 could
 * be asked as freight, and the heaviest parcel within the country costs less than this.
 */
export const freightFenMax = 50_000n;

/** Listings on sale at once. @source rules.json quickSell.maxLive */
export const liveMax = 50;
/** New listings a day. @source rules.json quickSell.listingsPerDay */
export const listingsPerDayMax = 10;
/** New listings a day for a new seller. @source rules.json quickSell.newAccountListingsPerDay */
export const newSellerListingsPerDayMax = 3;
/**
 * How long a seller counts as new, from the day quick sell was opened. The rule sheet gives the
 * limit but not the time; every account that may sell is already 180 days old.
 */
export const newSellerMs = 7 * dayMs;
/** Price changes of one listing within 24 hours. @source ADR 0030 */
export const priceChangesPerDayMax = 20;
/** Prices of one listing that are shown, the newest. @source ADR 0030 */
export const pricesShownMax = 100;
/** Listings one note carries; as many as it can show pictures. */
export const listingsPerNoteMax = 9;
/** Characters of what a seller writes; a title fits two lines of a card. */
export const titleLengthMax = 60;
export const descriptionLengthMax = 2000;
export const flawLengthMax = 300;
/** Pictures of one listing; as many as a note carries. */
export const picturesMax = 18;

/** The longest holiday of a shop. @source rule sheet, Buying tools: holiday ≤90 d */
export const holidayMsMax = 90 * dayMs;
/** How far ahead a holiday may be said; as long as one may last. @source ADR 0030 */
export const holidayAheadMsMax = 90 * dayMs;
/** Characters of what a shop says of its holiday. */
export const holidayNoteLengthMax = 200;
/** How long a seller keeps goods for a member. @source rule sheet, Buying tools: reserved 24 h */
export const reservationMsMax = 24 * hourMs;
/** Reservations of one seller within a day; as many as there may be listings on sale. */
export const reservationsPerDay = { kind: 'catalog/reserve', max: 50, perMs: dayMs };

/** The platform's fee, in basis points. @source rules.json fee.baseBp */
export const feeBps = 60;

/** When a seller may promise to ship. @source rules.json order.timers.shipChoices */
export const shipWithinChoices = {
  PT10M: 10 * minuteMs,
  PT24H: 24 * hourMs,
  PT48H: 48 * hourMs,
  PT72H: 72 * hourMs,
  P7D: 7 * dayMs,
} as const;
export type ShipWithin = keyof typeof shipWithinChoices;
/** @source rules.json order.timers.shipDefault */
export const shipWithinDefault: ShipWithin = 'PT72H';

/** The choice that a stored length of time stands for. */
export function shipWithinOf(shipWithinMs: number): ShipWithin {
  for (const [choice, ms] of Object.entries(shipWithinChoices)) {
    if (ms === shipWithinMs) return choice as ShipWithin;
  }
  throw new RangeError(`${shipWithinMs} ms is no promise a seller can choose`);
}

/** From sealed to for parts. @source rules.json listing.conditions */
export const conditions = ['new-sealed', 'new-unused', '95', '9', '8', '7', 'parts'] as const;
export type Condition = (typeof conditions)[number];

/** Whether goods in this condition are new, so that there is no flaw to tell of. */
export function isNew(condition: Condition): boolean {
  return condition === 'new-sealed' || condition === 'new-unused';
}

/** How goods reach the buyer. @source rules.json listing.deliveries */
export const deliveries = ['courier', 'pickup', 'virtual'] as const;
export type Delivery = (typeof deliveries)[number];

/** Freight templates of one seller, and the characters of a name. A seller has few kinds of parcels. */
export const templatesMax = 20;
export const templateNameMax = 30;
/** Groups of provinces with a rate of their own: as many as there are provinces. */
export const templateRegionsMax = 34;

/** Tiers of a bundle discount; more could not be taken in at a glance. */
export const bundleTiersMax = 5;
/** Fewest pieces of a tier: one alone is no bundle. */
export const bundlePiecesMin = 2;
/** Most pieces of a tier: the lines of one order. */
export const bundlePiecesMax = 20;
/** Half the price: more is a new price, not a discount. */
export const bundleBpsMax = 5_000;

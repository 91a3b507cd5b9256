import { belongs } from './gather.ts';
import type { TownScript } from './town.ts';

/** The quarter where the first twenty live: everything that is in the town, less often. */
export function quarterOf(town: TownScript): TownScript {
  const lives = (place: number) => place <= 20;
  const ordered = new Set(town.orders.map(({ listing }) => listing));
  const theirs = town.notes
    .filter(({ by }) => lives(by))
    .map((note) => ({
      ...note,
      remarks: note.remarks.filter(({ by }) => lives(by)),
      listings: note.listings.map((one) =>
        one.soldTo === undefined || lives(one.soldTo) ? one : { ...one, soldTo: undefined },
      ),
    }));
  const notes = theirs.filter(
    ({ onlyFor, listings: sold }, number) =>
      number % 8 === 0 ||
      onlyFor !== undefined ||
      sold.some(({ title }) => ordered.has(title)) ||
      sold.some(({ delivery, soldTo }) => delivery === 'pickup' && soldTo !== undefined),
  );
  const onSale = new Set(notes.flatMap(({ listings: sold }) => sold.map(({ title }) => title)));
  const members = town.members.filter(({ place }) => lives(place));
  return {
    members,
    circles: town.circles.filter((circle) => members.some((one) => belongs(one, circle))),
    notes,
    talks: town.talks.filter(({ listing, buyer }) => onSale.has(listing) && lives(buyer)),
    orders: town.orders,
  };
}

/** How many of the texts hold a gram, or one that begins so, from 0 (hardly any) to 1. */
export type ShareOf = (gram: string, isBeginning: boolean) => number;

/** What lies in this share of the texts, by all that is known, is looked at one by one. */
const fewEnough = 0.0004;

/**
 * The rarest grams that whatever matches one of these queries must have, as queries again: few
 * lists for an index to go through. Pairs that go on from one another (机械, 械键, 键盘) mostly occur
 * together, so the rarest of them stands for them all. What matches a query matches a lead; what
 * matches a lead has still to be asked the query.
 */
export function leadsOf(queries: readonly string[], shareOf: ShareOf): string[] {
  const leads = queries.map((query) => leadOf(query, shareOf));
  const least = leads.filter(
    (lead, at) => !leads.some((other, place) => makesNeedless(other, lead, place < at)),
  );
  return least.map((lead) => lead.join(' & '));
}

type Weighed = { part: string; share: number };

function leadOf(query: string, shareOf: ShareOf): string[] {
  const chains: Weighed[][] = [];
  for (const part of query.split(' & ')) {
    const chain = chains.at(-1);
    const weighed = { part, share: shareOf(gramOf(part), part.endsWith(':*')) };
    if (chain && goesOn(chain.at(-1)!.part, part)) chain.push(weighed);
    else chains.push([weighed]);
  }
  const rarest = chains.map((chain) => chain.toSorted(byShare)[0]!).sort(byShare);
  let share = 1;
  const enough = rarest.filter((one) => {
    const isNeeded = share > fewEnough;
    share *= one.share;
    return isNeeded;
  });
  return [...new Set(enough.map(({ part }) => part))];
}

const byShare = (one: Weighed, other: Weighed): number => one.share - other.share;

/** Whether a part is the pair that begins with the sign or letter that the one before ends in. */
function goesOn(before: string, part: string): boolean {
  const [first, second] = [signsOf(before), signsOf(part)];
  return first.length === 2 && second.length === 2 && first[1] === second[0];
}

/** The gram of a part of a tsquery: `'机械'`, `'~on'`, `'sony':*`. */
const gramOf = (part: string): string => part.slice(1, part.lastIndexOf("'"));
const signsOf = (part: string): string[] => [...gramOf(part).replace('~', '')];

/** Whether one lead finds all that another finds; of two that are the same the earlier stays. */
function makesNeedless(one: string[], other: string[], isEarlier: boolean): boolean {
  if (!one.every((part) => other.includes(part))) return false;
  return one.length < other.length || (one !== other && isEarlier);
}

import type { Condition, Delivery, ShipWithin } from '#catalog';
import type { CircleKind, JoinRule } from '#circles';
import type { Ago } from './calendar.ts';

/** A member of the demo town. Phones end in the place: 13800000001, … */
export type Townsman = {
  place: number;
  nickname: string;
  city: string;
  joinedDaysAgo: number;
  realName: string | null;
  sells: boolean;
  /** What they care for: who shares it follows, likes and joins the same. */
  interests: readonly string[];
  bio: string;
};

export type TownListing = {
  title: string;
  priceFen: bigint;
  freightFen: bigint;
  condition: Condition;
  delivery: Delivery;
  quantity: number;
  shipWithin: ShipWithin | undefined;
  flaw: string | undefined;
  /** Who bought it and has it, by place. */
  soldTo: number | undefined;
};

/** What somebody says below a note; an answer stands under the remark before it. */
export type TownRemark = { by: number; isAnswer: boolean; text: string };

/** A note of the demo town, with what is sold in it. The first picture is its cover. */
export type TownNote = {
  by: number;
  ago: Ago;
  title: string;
  body: readonly string[];
  topics: readonly string[];
  pictures: readonly string[];
  /** Whom it is for, where not for everybody: `粉丝`, or a circle by its name. */
  onlyFor: string | undefined;
  listings: readonly TownListing[];
  remarks: readonly TownRemark[];
};

/** A circle of the town; the member of the lowest place who belongs to it founds it. */
export type TownCircle = {
  kind: CircleKind;
  name: string;
  city: string | null;
  joinRule: JoinRule;
  /** Who is in: each alternative names what all of a member's interests must hold. */
  belonging: readonly (readonly string[])[];
  description: string;
};

/** What two members say to each other about a listing, the buyer first. */
export type TownTalk = {
  listing: string;
  buyer: number;
  ago: Ago;
  lines: readonly { isBuyer: boolean; text: string }[];
};

const conditions: Record<string, Condition> = {
  未拆: 'new-sealed',
  全新: 'new-unused',
  '95新': '95',
  '9新': '9',
  '8新': '8',
  '7新': '7',
  零件: 'parts',
};
const deliveries: Record<string, Delivery> = {
  快递: 'courier',
  自提: 'pickup',
  虚拟: 'virtual',
};

/** `place | nickname | city | days since joining | real name, 卖 | interests | bio`, one a line. */
export function membersIn(text: string): Townsman[] {
  return linesOf(text).map((line) => {
    const [place, nickname, city, joined, name, interests, bio] = fieldsOf(line);
    const names = wordsOf(name);
    const sells = names.at(-1) === '卖';
    return {
      place: Number(place),
      nickname: nickname!,
      city: city!,
      joinedDaysAgo: Number(joined),
      realName: names.slice(0, sells ? -1 : undefined).join(' ') || null,
      sells,
      interests: wordsOf(interests),
      bio: bio ?? '',
    };
  });
}

/** `kind | name | city | rule | interests, with + where both count | description`, one a line. */
export function circlesIn(text: string): TownCircle[] {
  return linesOf(text).map((line) => {
    const [kind, name, city, joinRule, belonging, description] = fieldsOf(line);
    return {
      kind: kind as CircleKind,
      name: name!,
      city: city || null,
      joinRule: joinRule as JoinRule,
      belonging: wordsOf(belonging).map((all) => all.split('+')),
      description: description!,
    };
  });
}

/**
 * Notes, each from its `== title` on: a line `place | ago | pictures | topics | for whom`, paragraphs, what is
 * sold (`¥price+freight title | condition delivery x3 PT48H | flaw | 售12`), and what is said below
 * it (`> place words`, an answer to it `>> place words`).
 */
export function notesIn(text: string): TownNote[] {
  return blocksOf(text, '== ').map(([title, head, ...rest]) => {
    const [by, ago, pictures, topics, onlyFor] = fieldsOf(head!);
    const isProse = (line: string) => !/^[¥>]/.test(line);
    return {
      by: Number(by),
      ago: agoOf(ago!),
      title: title!,
      body: rest.filter(isProse),
      topics: wordsOf(topics),
      pictures: wordsOf(pictures),
      onlyFor,
      listings: rest.filter((line) => line.startsWith('¥')).map(listingIn),
      remarks: rest.filter((line) => line.startsWith('>')).map(remarkIn),
    };
  });
}

/** Talks, each from its `@ listing | buyer | ago` on: `< words` of the buyer, `> words` back. */
export function talksIn(text: string): TownTalk[] {
  return blocksOf(text, '@ ').map(([head, ...lines]) => {
    const [listing, buyer, ago] = fieldsOf(head!);
    return {
      listing: listing!,
      buyer: Number(buyer),
      ago: agoOf(ago!),
      lines: lines.map((line) => ({ isBuyer: line.startsWith('<'), text: line.slice(1).trim() })),
    };
  });
}

function listingIn(line: string): TownListing {
  const [what, how, ...more] = fieldsOf(line);
  const [, yuan, freight, title] = /^¥([\d.]+)(?:\+(\d+))? (.+)$/.exec(what!) ?? broken(line);
  const words = wordsOf(how);
  const known = <T>(names: Record<string, T>) =>
    words.map((word) => names[word]).find((found) => found !== undefined) ?? broken(line);
  const sold = more.find((field) => /^售\d+$/.test(field));
  return {
    title: title!,
    priceFen: BigInt(Math.round(Number(yuan) * 100)),
    freightFen: BigInt(freight ?? 0) * 100n,
    condition: known(conditions),
    delivery: known(deliveries),
    quantity: Number(words.find((word) => /^x\d+$/.test(word))?.slice(1) ?? 1),
    shipWithin: words.find((word) => /^P\w+$/.test(word)) as ShipWithin | undefined,
    flaw: more.find((field) => field !== sold),
    soldTo: sold === undefined ? undefined : Number(sold.slice(1)),
  };
}

function remarkIn(line: string): TownRemark {
  const [, signs, by, text] = /^(>+) ?(\d+) (.+)$/.exec(line) ?? broken(line);
  return { by: Number(by), isAnswer: signs === '>>', text: text! };
}

function agoOf(text: string): Ago {
  const [, count, unit] = /^(\d+)([hd])$/.exec(text) ?? broken(text);
  return unit === 'h' ? { hours: Number(count) } : { days: Number(count) };
}

function broken(line: string): never {
  throw new Error(`the town's script cannot be read at: ${line}`);
}

function blocksOf(text: string, sign: string): string[][] {
  const starts = linesOf(text).reduce<string[][]>((blocks, line) => {
    if (line.startsWith(sign)) blocks.push([line.slice(sign.length)]);
    else (blocks.at(-1) ?? broken(line)).push(line);
    return blocks;
  }, []);
  return starts;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'));
}

const fieldsOf = (line: string): string[] => line.split('|').map((field) => field.trim());
const wordsOf = (text: string | undefined): string[] => (text ?? '').split(' ').filter(Boolean);

/** Where a notification is listed: trades, people (notes, follows), the house itself. */
export const categories = ['trade', 'people', 'house'] as const;
/** `talk` is told outside the product only, since conversations show themselves inside. */
export type Category = (typeof categories)[number] | 'talk';

/** What members choose about: every type is of one kind. */
export const kinds = [
  'duty',
  'trade',
  'message',
  'comment',
  'like',
  'follow',
  'mention',
  'followed',
  'search',
  'circle',
  'house',
] as const;
export type Kind = (typeof kinds)[number];

export const channels = ['inApp', 'push', 'mail'] as const;
export type Channel = (typeof channels)[number];

export type KindRule = {
  category: Category;
  /** What a member who chose nothing gets; a mail of a duty comes at once, others in the digest. */
  defaults: Record<Channel, boolean>;
  /** Channels nobody may close: trades and the safety of an account are always shown. */
  fixed: readonly Channel[];
  /** Whether a line that is raised while unread rings again. */
  ringsAgain: boolean;
  /** Told at least once, or rather lost than told twice. */
  importance: 'sure' | 'once';
  urgency: 'high' | 'normal' | 'low';
};

const shown = ['inApp'] as const;
const people = { category: 'people', fixed: [], importance: 'once', urgency: 'low' } as const;
const on = { inApp: true, push: true, mail: true };
const noPush = { ...on, push: false };

/** The table of importance: what each kind is worth. */
export const kindRules: Record<Kind, KindRule> = {
  duty: {
    category: 'trade',
    defaults: on,
    fixed: shown,
    ringsAgain: true,
    importance: 'sure',
    urgency: 'high',
  },
  trade: {
    category: 'trade',
    defaults: on,
    fixed: shown,
    ringsAgain: true,
    importance: 'sure',
    urgency: 'normal',
  },
  message: {
    ...people,
    category: 'talk',
    defaults: { ...on, mail: false },
    fixed: shown,
    ringsAgain: true,
    urgency: 'high',
  },
  comment: { ...people, defaults: on, ringsAgain: true },
  like: { ...people, defaults: noPush, ringsAgain: false },
  follow: { ...people, defaults: noPush, ringsAgain: false },
  mention: { ...people, defaults: on, ringsAgain: true },
  followed: { ...people, defaults: noPush, ringsAgain: false },
  search: { ...people, defaults: on, ringsAgain: false },
  circle: { ...people, defaults: on, ringsAgain: false },
  house: {
    category: 'house',
    defaults: on,
    fixed: shown,
    ringsAgain: false,
    importance: 'sure',
    urgency: 'normal',
  },
};

const kindOfRoom: Record<string, Kind> = {
  orders: 'trade',
  payments: 'trade',
  fulfilment: 'trade',
  ledger: 'trade',
  catalog: 'trade',
  reviews: 'trade',
  ties: 'follow',
  circles: 'circle',
  community: 'mention',
  reactions: 'comment',
  chat: 'message',
  search: 'search',
};

/** The kind of a type that does not say it, by its room. */
export function usualKind(type: string): Kind {
  return kindOfRoom[type.split('/')[0]!] ?? 'house';
}

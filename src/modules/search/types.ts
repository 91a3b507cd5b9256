import type { Catalog, Condition, Delivery, ListingCard } from '#catalog';
import type { Audience, Circles } from '#circles';
import type { Community, NoteCard } from '#community';
import type { Identity, MemberProfile } from '#identity';
import type { Notifications } from '#notifications';
import type { Id } from '#platform/ids.ts';
import type { Platform } from '#platform/room.ts';
import type { Ties } from '#ties';

/** What this room asks of the rooms below it. */
export type RoomsBelow = {
  identity: Pick<Identity, 'getProfiles' | 'memberIdsAfter'>;
  notifications: Pick<Notifications, 'notify' | 'registerTypes'>;
  ties: Pick<Ties, 'hiddenFrom' | 'followeeIds'>;
  circles: Pick<Circles, 'circlesOf'>;
  community: Pick<Community, 'getCards' | 'noteFacts' | 'noteIdsAfter'>;
  catalog: Pick<Catalog, 'getListingsFor' | 'listingFacts' | 'listingIdsAfter'>;
};

export type Room = { platform: Platform; rooms: RoomsBelow };

/** What is projected, each in a table of its own. */
export const kinds = ['note', 'listing', 'member'] as const;
export type Kind = (typeof kinds)[number];

export const sorts = ['relevance', 'newest', 'price-up', 'price-down'] as const;
export type Sort = (typeof sorts)[number];

/** What listings are narrowed down to; what is absent does not narrow. */
export type Filters = {
  /** In fen, both included. */
  priceFenMin?: bigint | undefined;
  priceFenMax?: bigint | undefined;
  conditions?: readonly Condition[] | undefined;
  deliveries?: readonly Delivery[] | undefined;
  /** The seller's place, compared from its beginning: 上海 finds 上海市静安区. */
  city?: string | undefined;
  /** Of sellers whose real name is verified. */
  verified?: boolean | undefined;
  /** Sold out ones as well; they are left out otherwise. */
  includeSold?: boolean | undefined;
};

export type SearchInput = { q: string; cursor?: string | undefined; limit: number };
export type MemberSearch = SearchInput & Pick<Filters, 'verified'>;
export type NoteSearch = SearchInput & { sort?: 'relevance' | 'newest' | undefined };
export type ListingSearch = SearchInput & { sort?: Sort | undefined } & Filters;

/**
 * A page of what was found. `isNear`: nothing holds all that was typed, so these come close. A page
 * may be shorter than asked and still lead on; without a cursor there is no more.
 */
export type Found<Item> = { items: Item[]; nextCursor: string | null; isNear: boolean };

export type FoundNotes = Found<NoteCard>;
export type FoundListings = Found<ListingCard>;
export type FoundMembers = Found<MemberProfile>;
/** A topic, and how many public notes bear it. */
export type FoundTopic = { topic: string; notes: number };

/** How many of each kind match, at most `countedMax`. */
export type Counts = { notes: number; listings: number; members: number; topics: number };

export type Suggestions = {
  /** What could be meant, from the titles of what is there now. */
  completions: string[];
  /** Topics that begin so, or with nothing typed the popular ones. */
  topics: FoundTopic[];
};

/** A search that a member keeps, and what it is narrowed down to; empty lists do not narrow. */
export type SavedSearch = {
  id: Id;
  q: string;
  priceFenMin: bigint | null;
  priceFenMax: bigint | null;
  conditions: Condition[];
  deliveries: Delivery[];
  city: string;
  verified: boolean;
  savedAt: Date;
};

/** What a projection keeps of one thing. */
export type Doc = {
  id: Id;
  ownerId: Id;
  audience: Audience;
  title: string;
  /** Everything else it is found by. */
  text: string;
  publishedAt: Date;
};

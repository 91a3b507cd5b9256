import type { Actor, Call } from '#platform/actor.ts';
import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Subscription } from '#platform/outbox.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import {
  createListing,
  type CreatedListing,
  type CreateListingInput,
} from './commands/create-listing.ts';
import {
  createFreightTemplate,
  removeFreightTemplate,
  updateFreightTemplate,
  type TemplateReceipt,
} from './commands/freight-templates.ts';
import { endHoliday, holidayDeadlines, setHoliday } from './commands/holiday.ts';
import type { HolidayInput, ShopHoliday } from './commands/holiday.ts';
import { relistListing, type Relisted } from './commands/relist-listing.ts';
import {
  liftReservation,
  reservationDeadlines,
  reserveListing,
  setFreeFor,
  type Reserved,
  type ReserveInput,
} from './commands/reserve.ts';
import { tellPriceDrop } from './commands/tell-price-drop.ts';
import { openQuickSell } from './commands/open-quick-sell.ts';
import { setBundle } from './commands/set-bundle.ts';
import { uploadPreview } from './commands/upload-preview.ts';
import {
  updateListing,
  type UpdatedListing,
  type UpdateListingInput,
} from './commands/update-listing.ts';
import { withdrawListing } from './commands/withdraw-listing.ts';
import type { CatalogDeps, CatalogRooms } from './deps.ts';
import type { BundleTerms } from './domain/bundle.ts';
import type { Eligibility } from './domain/eligibility.ts';
import type { FreightTerms } from './domain/freight.ts';
import type { FreightTemplate, FreightTemplateTerms } from './domain/freight-template.ts';
import { listingChanged } from './events.ts';
import { catalogNotices } from './notices.ts';
import { registerBelow } from './ports.ts';
import { getListings, getListingsFor } from './queries/cards.ts';
import { eligibilityOf } from './queries/eligibility.ts';
import { freightTermsOf, listFreightTemplates } from './queries/freight.ts';
import { listingFacts } from './queries/listing-facts.ts';
import { getHoliday } from './queries/get-holiday.ts';
import { countLooks, viewsOf, type Looker } from './queries/looks.ts';
import { getListing } from './queries/get-listing.ts';
import { listListings, type ListListingsInput } from './queries/list-listings.ts';
import { catalogRefusals } from './refusals.ts';
import { catalogRoutes } from './routes.ts';
import { readBundle } from './store/bundle-store.ts';
import { catalogToolRoutes } from './tool-routes.ts';
import type { ViewsOfDay } from './store/view-store.ts';
import { listingIdsAfter, readListings, readSeen } from './store/listing-reads.ts';
import type { ListingCard, ListingFacts, ListingPage, ListingView } from './views.ts';

export type { CreatedListing, CreateListingInput } from './commands/create-listing.ts';
export type { UpdatedListing, UpdateListingInput } from './commands/update-listing.ts';
export type { CatalogRooms } from './deps.ts';
export type {
  CheckCode,
  Eligibility,
  EligibilityCheck,
  NextStep,
  SellerFacts,
} from './domain/eligibility.ts';
export type { BundleTerms, BundleTier } from './domain/bundle.ts';
export { bundleDiscount, tierOf } from './domain/bundle.ts';
export { bundleFreight, type BundleFreight, type FreightTerms } from './domain/freight.ts';
export type { FreightTemplate, FreightTemplateTerms } from './domain/freight-template.ts';
export { provinceOf, provinces, type Province } from './domain/provinces.ts';
export type { Condition, Delivery, ShipWithin } from './domain/rules.ts';
export type { ListingState } from './domain/state.ts';
export type { ListListingsInput } from './queries/list-listings.ts';
export type { ListingCard, ListingFacts, ListingPage, ListingTag, ListingView } from './views.ts';
export { listingChanged, type ListingEvent } from './events.ts';
export { listingCard } from './schemas/output.ts';
export { conditions, deliveries, feeBps, shipWithinChoices } from './domain/rules.ts';
export { dayOf } from './domain/holiday.ts';
export type { ShopHoliday } from './commands/holiday.ts';
export { previewNet, type NetPreview } from './domain/net.ts';

/**
 * What members sell. Buying takes and returns stock through the SQL functions
 * `catalog.take_stock`, `catalog.return_stock` and `catalog.listing_snapshot`.
 */
export type Catalog = {
  /** Whether a member may sell at a time, check by check, with the next step of each. */
  eligibility(handle: Sql, memberId: Id, now: Date): Promise<Eligibility>;
  /** The same for the caller, now. */
  getSellingEligibility(actor: Actor): Promise<Eligibility>;
  /** Opens quick sell for the caller; again changes nothing. @throws catalog/not-eligible */
  openQuickSell(call: Call): Promise<{ openedAt: Date }>;
  /** Keeps a picture of virtual goods with its seller's name across it. @throws pictures/… */
  uploadPreview(call: Call, input: { bytes: Buffer; alt?: string }): Promise<PictureView>;
  /** Puts goods on sale, alone, on an own note, or with a new note. @throws see the command */
  createListing(call: Call, input: CreateListingInput): Promise<CreatedListing>;
  /** Edits an own listing from the version the seller looked at. @throws see the command */
  updateListing(call: Call, input: UpdateListingInput): Promise<UpdatedListing>;
  /** Takes an own listing off the shelf for good. @throws platform/not-found, catalog/not-for-sale */
  withdrawListing(
    call: Call,
    input: { listingId: Id },
  ): Promise<{ listingId: Id; withdrawnAt: Date }>;
  /** One listing in full. @throws platform/not-found */
  getListing(actor: Actor | undefined, input: { listingId: Id }): Promise<ListingView>;
  /** A page of one seller's, one note's or one circle's listings. @throws platform/not-found */
  listListings(actor: Actor | undefined, input: ListListingsInput): Promise<ListingPage>;
  /** Cards by id; unknown ids are absent; a taken-down listing comes without its content. */
  getListings(ids: readonly Id[], handle?: Sql): Promise<Map<Id, ListingCard>>;
  /** For projections: those of these listings that are on the shelf, sold out or not. */
  listingFacts(handle: Sql, ids: readonly Id[]): Promise<Map<Id, ListingFacts>>;
  /** For projections: the ids of a page of all listings, in the order of their keys. */
  listingIdsAfter(handle: Sql, page: { after: Id | undefined; limit: number }): Promise<Id[]>;
  /** The same of those that this reader (or a guest) may see, and so may buy. */
  getListingsFor(
    readerId: Id | undefined,
    ids: readonly Id[],
    handle?: Sql,
  ): Promise<Map<Id, ListingCard>>;
  /** Which of these listings a reader may see, in one small read. */
  seenOf(handle: Sql, readerId: Id, ids: readonly Id[]): Promise<Map<Id, { isReserved: boolean }>>;
  /** Puts an own listing that is sold out or withdrawn on sale again. @throws see the command */
  relistListing(call: Call, input: { listingId: Id; quantity: number }): Promise<Relisted>;
  /** Keeps pieces of an own listing for a member. @throws see the command */
  reserveListing(call: Call, input: ReserveInput): Promise<Reserved>;
  /** Sets free what is kept. @throws platform/not-found */
  liftReservation(call: Call, input: { reservationId: Id }): Promise<{ ok: true }>;
  /** For orders: sets free what is kept for a member, in the transaction that buys it. */
  setFreeFor(tx: Tx, memberId: Id, listingIds: readonly Id[]): Promise<void>;
  /** Says on which days nothing is sold. @throws see the command */
  setHoliday(call: Call, input: HolidayInput): Promise<ShopHoliday>;
  /** Ends the holiday now, or calls it off. */
  endHoliday(call: Call): Promise<{ ok: true }>;
  /** A shop's holiday: the one that lasts, or to its own seller the one to come. */
  getHoliday(actor: Actor | undefined, input: { memberId: Id }): Promise<ShopHoliday | null>;
  /** Counts a look at listings, a sum a day: nothing of who looked is kept. */
  countLooks(looker: Looker, listings: readonly { id: Id; sellerId: Id }[]): Promise<void>;
  /** How often a seller's listings were looked at since a day in Shanghai. */
  viewsOf(handle: Sql, sellerId: Id, from: string): Promise<ViewsOfDay[]>;
  /** The caller's freight templates. */
  listFreightTemplates(actor: Actor): Promise<{ items: FreightTemplate[] }>;
  createFreightTemplate(call: Call, terms: FreightTemplateTerms): Promise<TemplateReceipt>;
  updateFreightTemplate(
    call: Call,
    input: FreightTemplateTerms & { templateId: Id; version: number },
  ): Promise<TemplateReceipt>;
  removeFreightTemplate(call: Call, input: { templateId: Id }): Promise<{ templateId: Id }>;
  /** What a seller takes off when several pieces go in one order. */
  getBundleTerms(input: { memberId: Id }, handle?: Sql): Promise<BundleTerms>;
  setBundleTerms(call: Call, terms: BundleTerms): Promise<BundleTerms>;
  /** What the parcels of some listings cost, by province; unknown ids are absent. */
  freightTermsOf(handle: Sql, ids: readonly Id[]): Promise<Map<Id, FreightTerms>>;
};

/** Opens the room, and makes listings known to moderation, community and chat. */
export function createCatalog(
  platform: Platform,
  rooms: CatalogRooms,
): Catalog & { parts: RoomParts } {
  const deps = { platform, rooms };
  registerBelow(deps);
  rooms.notifications.registerTypes(catalogNotices);
  const door: Catalog = {
    eligibility: (handle, memberId, now) => eligibilityOf(deps, handle, memberId, now),
    getSellingEligibility: (actor) =>
      eligibilityOf(deps, platform.database.sql, actor.memberId, platform.clock.now()),
    openQuickSell: (call) => openQuickSell(deps, call),
    uploadPreview: (call, input) => uploadPreview(deps, call, input),
    createListing: (call, input) => createListing(deps, call, input),
    updateListing: (call, input) => updateListing(deps, call, input),
    withdrawListing: (call, input) => withdrawListing(deps, call, input),
    getListing: (actor, input) => getListing(deps, actor, input),
    listListings: (actor, input) => listListings(deps, actor, input),
    getListings: (ids, handle) => getListings(deps, ids, handle),
    listingFacts,
    listingIdsAfter,
    getListingsFor: (readerId, ids, handle) => getListingsFor(deps, readerId, ids, handle),
    seenOf: readSeen,
    ...toolsDoor(deps),
    ...freightDoor(deps),
  };
  return {
    ...door,
    parts: {
      routes: [...catalogRoutes(door), ...catalogToolRoutes(door)],
      refusals: catalogRefusals,
      subscriptions: [forgetTags(deps), tellPriceDrop(deps)],
      deadlines: [...holidayDeadlines(deps), ...reservationDeadlines(deps)],
    },
  };
}

function toolsDoor(deps: CatalogDeps) {
  return {
    relistListing: (call, input) => relistListing(deps, call, input),
    reserveListing: (call, input) => reserveListing(deps, call, input),
    liftReservation: (call, input) => liftReservation(deps, call, input),
    setFreeFor: (tx, memberId, listingIds) => setFreeFor(deps, tx, memberId, listingIds),
    setHoliday: (call, input) => setHoliday(deps, call, input),
    endHoliday: (call) => endHoliday(deps, call),
    getHoliday: (actor, input) => getHoliday(deps, actor, input),
    countLooks: (looker, listings) => countLooks(deps, looker, listings),
    viewsOf,
  } satisfies Partial<Catalog>;
}

function freightDoor(deps: CatalogDeps) {
  const ownHandle = deps.platform.database.sql;
  return {
    listFreightTemplates: (actor) => listFreightTemplates(ownHandle, actor),
    createFreightTemplate: (call, terms) => createFreightTemplate(deps, call, terms),
    updateFreightTemplate: (call, input) => updateFreightTemplate(deps, call, input),
    removeFreightTemplate: (call, input) => removeFreightTemplate(deps, call, input),
    getBundleTerms: ({ memberId }, handle) => readBundle(handle ?? ownHandle, memberId),
    setBundleTerms: (call, terms) => setBundle(deps, call, terms),
    freightTermsOf,
  } satisfies Partial<Catalog>;
}

/** The tags on cards are read anew once their listing is sold out, or to be had again. */
const forgetTags = ({ platform }: CatalogDeps): Subscription => ({
  topic: listingChanged,
  name: 'catalog/forget-tags',
  async handle(tx, { ref }) {
    const noteId = (await readListings(tx, [ref])).get(ref)?.noteId;
    if (noteId) platform.realtime.forget('attachments', [noteId]);
  },
});

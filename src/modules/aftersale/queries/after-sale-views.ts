import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { AddressSnapshot } from '#identity';
import type { TrackingView } from '#fulfilment';
import type { OrderFacts } from '#orders';
import type { AfterSaleDeps } from '../deps.ts';
import { guideOf, type AfterSaleGuide } from '../domain/guide.ts';
import { mostOf, typesFor, windowOf, type OrderPart } from '../domain/opening.ts';
import { partOf } from '../domain/order-part.ts';
import { countersMax } from '../domain/rules.ts';
import {
  compatCodes,
  reasonNames,
  type AfterSaleType,
  type Party,
  type Reason,
} from '../domain/after-sale.ts';
import {
  readAfterSale,
  readEvents,
  readOfOrder,
  type StoredAfterSale,
} from '../store/after-sale-store.ts';
import { readCaptures } from '../store/capture-store.ts';
import type { AfterSaleEventRow, CaptureRow } from '../store/tables.ts';

export type ShownPicture = { id: Id; url: string };
export type AddressShown = { name: string; phone: string; region: string; detail: string };

export type AfterSaleView = {
  id: Id;
  orderId: Id;
  role: Party;
  type: AfterSaleType;
  reason: Reason;
  /** Which lines of the order it is about; null: all of it. */
  lineNos: number[] | null;
  state: string;
  compatCode: number;
  askedFen: bigint;
  mostFen: bigint;
  offeredFen: bigint | null;
  countersLeft: number;
  refundedFen: bigint;
  returnFreightFen: bigint;
  openedAt: Date;
  endedAt: Date | null;
  endReason: string | null;
  eventCount: number;
  /** Where the goods go back to, while the buyer needs it; the seller always sees it. */
  returnAddress: AddressShown | null;
  /** Where the replacement goes to, while the seller needs it. */
  replacementAddress: AddressShown | null;
  returnTracking: TrackingView | null;
  replacementTracking: TrackingView | null;
  guide: AfterSaleGuide;
  events: {
    seq: number;
    command: string;
    to: string;
    role: string;
    amountFen: bigint | null;
    words: string | null;
    pictures: ShownPicture[];
    at: Date;
  }[];
};

export type CaptureView = {
  id: Id;
  stage: string;
  by: Party;
  code: string;
  takenAt: Date;
  pictures: ShownPicture[];
  serial: string | null;
  weightGrams: number | null;
};

/** What a buyer may ask for on an order now, and the most each reason brings back, in fen. */
export type AfterSaleOffer = {
  types: AfterSaleType[];
  reasons: { reason: Reason; mostFen: bigint; until: Date | null }[];
};

export type OrderAfterSales = {
  items: AfterSaleView[];
  captures: CaptureView[];
  /** Null for the seller, and while one is open or none can be opened. */
  offer: AfterSaleOffer | null;
};

/** One after-sale as one of its parties sees it. @throws platform/not-found for everybody else */
export async function getAfterSale(
  deps: AfterSaleDeps,
  actor: Actor,
  input: { afterSaleId: Id },
): Promise<AfterSaleView> {
  const handle = deps.platform.database.sql;
  const sale = await readAfterSale(handle, input.afterSaleId);
  const role = sale && roleIn(sale, actor.memberId);
  if (!sale || !role) refuse('platform/not-found');
  const [view] = await viewsOf(deps, handle, [sale], role);
  return view!;
}

/** All after-sales of an order with its filed captures. @throws platform/not-found for strangers */
export async function listAfterSales(
  deps: AfterSaleDeps,
  actor: Actor,
  input: { orderId: Id; lineNos?: number[] | undefined },
): Promise<OrderAfterSales> {
  const handle = deps.platform.database.sql;
  const facts = (await deps.rooms.orders.readOrders(handle, [input.orderId])).get(input.orderId);
  const order = facts?.order;
  const role = order && roleIn(order, actor.memberId);
  if (!order || !role) refuse('platform/not-found');
  const [sales, captures] = await Promise.all([
    readOfOrder(handle, order.id),
    readCaptures(handle, order.id),
  ]);
  return {
    items: await viewsOf(deps, handle, sales, role),
    captures: await captureViews(deps, captures, order.buyerId),
    offer: role === 'buyer' ? offerOf(deps, order, partFor(facts, input.lineNos, sales)) : null,
  };
}

/** Filed captures with their pictures. */
export async function captureViews(
  deps: AfterSaleDeps,
  captures: CaptureRow[],
  buyerId: Id,
): Promise<CaptureView[]> {
  const pictures = await shownPictures(
    deps,
    captures.flatMap((row) => row.picture_ids),
  );
  return captures.map((row) => ({
    id: row.id,
    stage: row.stage,
    by: row.member_id === buyerId ? 'buyer' : 'seller',
    code: row.code,
    takenAt: row.taken_at!,
    pictures: pictures(row.picture_ids),
    serial: row.serial,
    weightGrams: row.weight_grams,
  }));
}

type OrderOfSale = Parameters<typeof mostOf>[0];

/** @throws aftersale/line-unknown */
function partFor(
  { lines }: OrderFacts,
  lineNos: number[] | undefined,
  before: StoredAfterSale[],
): OrderPart | undefined {
  const part = partOf(lines, lineNos, before);
  return part === 'unknown' ? refuse('aftersale/line-unknown') : part;
}

function offerOf(
  { platform }: AfterSaleDeps,
  order: OrderOfSale,
  part: OrderPart | undefined,
): AfterSaleOffer | null {
  const possibleTypes = order.afterSaleOpenedAt ? [] : typesFor(order);
  const types = possibleTypes.filter((type) => !part || type !== 'CANCEL');
  const now = platform.clock.now().getTime();
  const { completedAt } = order;
  const open = reasonNames.map((reason) => ({
    reason,
    mostFen: mostOf(order, reason, part),
    until: completedAt && new Date(completedAt.getTime() + windowOf(reason)),
  }));
  const possible = open.filter(
    ({ mostFen, until }) => mostFen > 0n && (!until || until.getTime() > now),
  );
  return types.length > 0 && possible.length > 0 ? { types, reasons: possible } : null;
}

function roleIn(parties: { buyerId: Id; sellerId: Id }, memberId: Id): Party | undefined {
  if (parties.buyerId === memberId) return 'buyer';
  return parties.sellerId === memberId ? 'seller' : undefined;
}

/** Some after-sales as one side of each sees it, in the order given. */
export async function viewsOf(
  deps: AfterSaleDeps,
  handle: Sql,
  sales: StoredAfterSale[],
  role: Party,
): Promise<AfterSaleView[]> {
  const histories = await readEvents(
    handle,
    sales.map((sale) => sale.id),
  );
  const events = [...histories.values()].flat();
  const pictures = await shownPictures(
    deps,
    events.flatMap((row) => row.picture_ids),
  );
  const tracking = (parcelId: Id | null) => trackingOf(deps, handle, parcelId);
  return Promise.all(
    sales.map(async (sale) => ({
      ...saleView(deps, sale, role),
      replacementAddress: await replacementAddressOf(deps, handle, sale, role),
      returnTracking: await tracking(sale.parcel && !sale.isByHand ? sale.id : null),
      replacementTracking: await tracking(sale.replacementId),
      events: (histories.get(sale.id) ?? []).map((row) => eventView(row, pictures)),
    })),
  );
}

function saleView(deps: AfterSaleDeps, sale: StoredAfterSale, role: Party) {
  return {
    id: sale.id,
    orderId: sale.orderId,
    role,
    type: sale.type,
    reason: sale.reason,
    lineNos: sale.lineNos,
    state: sale.state,
    compatCode: compatCodes[sale.state],
    askedFen: sale.askedFen,
    mostFen: sale.mostFen,
    offeredFen: sale.offeredFen,
    countersLeft: countersMax - sale.counters,
    refundedFen: sale.refundedFen,
    returnFreightFen: sale.returnFreightFen,
    openedAt: sale.openedAt,
    endedAt: sale.endedAt,
    endReason: sale.endReason,
    eventCount: sale.eventCount,
    returnAddress: addressView(deps, sale, role),
    guide: guideOf(sale, role),
  };
}

/** The buyer needs the seller's address only while the goods go back. */
function addressView({ platform }: AfterSaleDeps, sale: StoredAfterSale, role: Party) {
  const isNeeded = sale.state === 'WAIT_BUYER_RETURN' || sale.state === 'WAIT_SELLER_RECEIVE';
  if (!sale.returnAddressSealed || (role === 'buyer' && !isNeeded)) return null;
  return shown(JSON.parse(platform.secrets.open(sale.returnAddressSealed)) as AddressSnapshot);
}

/** The seller needs the buyer's address only while the replacement is to be sent. */
async function replacementAddressOf(
  { rooms }: AfterSaleDeps,
  handle: Sql,
  sale: StoredAfterSale,
  role: Party,
): Promise<AddressShown | null> {
  if (role !== 'seller' || sale.state !== 'WAIT_REPLACEMENT') return null;
  const address = await rooms.orders.addressOf(handle, sale.orderId);
  return address ? shown(address) : null;
}

function shown({ name, phone, detail, region }: AddressSnapshot): AddressShown {
  const { province, city, district } = region;
  const parts = [...new Set([province, city, district])].filter(Boolean);
  return { name, phone, region: parts.join(' '), detail };
}

async function trackingOf(
  { rooms }: AfterSaleDeps,
  handle: Sql,
  parcelId: Id | null,
): Promise<TrackingView | null> {
  return parcelId ? rooms.fulfilment.getTracking(handle, parcelId) : null;
}

function eventView(row: AfterSaleEventRow, pictures: (ids: Id[]) => ShownPicture[]) {
  return {
    seq: row.seq,
    command: row.command,
    to: row.to_state,
    role: row.actor_role,
    amountFen: row.amount_fen === null ? null : BigInt(row.amount_fen),
    words: row.words,
    pictures: pictures(row.picture_ids),
    at: row.at,
  };
}

/** Reads some pictures at once; the answer finds those of a list of ids, in order. */
async function shownPictures(
  { platform }: AfterSaleDeps,
  ids: Id[],
): Promise<(ids: Id[]) => ShownPicture[]> {
  const known = await platform.pictureShelf.getMany(ids);
  return (wanted) =>
    wanted.flatMap((id) => {
      const url = known.get(id)?.sources.at(-1)?.url;
      return url ? [{ id, url }] : [];
    });
}

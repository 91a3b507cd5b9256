import type { Sql, Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { Identity } from '#identity';
import type { Platform, RoomParts } from '#platform/room.ts';
import { minuteMs, secondMs } from '#platform/clock.ts';
import { announce, askCourier, askNow } from './commands/ask-courier.ts';
import { correctWaybill } from './commands/correct-waybill.ts';
import { hearCourier } from './commands/hear-courier.ts';
import {
  checkPickupCode,
  createPickupCode,
  redeemPickupCode,
  type CodeTry,
} from './commands/pickup-code.ts';
import {
  askLabelBack,
  endLabels,
  finishLabels,
  giveLabelBack,
  type LabelToGiveBack,
} from './commands/give-label-back.ts';
import { askLabel, finishLabel, labelOf, quoteLabels } from './commands/label.ts';
import { putVirtualGoods } from './commands/put-virtual-goods.ts';
import { addParcel, ship } from './commands/ship.ts';
import { takeBack } from './commands/take-back.ts';
import type { FulfilmentDeps } from './deps.ts';
import { carrierOf, type CarrierName } from './domain/carriers.ts';
import type { Courier, LabelOffer, TrackingState } from './courier.ts';
import {
  dropVirtualFile,
  giveVirtualFile,
  putVirtualFile,
  storeVirtualFile,
} from './commands/virtual-file.ts';
import { openVirtualFile, pickupCode, virtualFile, virtualGoods } from './queries/handover.ts';
import type { StoredFile } from './store/virtual-file-store.ts';
import { guessCarriers } from './queries/suggest-carriers.ts';
import { getTracking, trackingStates } from './queries/tracking.ts';
import {
  arrivedElsewhere,
  findByWaybillOrTail,
  haveOthersArrived,
  haveOthersMoved,
} from './store/tracking-store.ts';
import { fulfilmentRefusals } from './refusals.ts';
import { fulfilmentRoutes, listCarriers } from './routes.ts';
import type {
  LabelTo,
  LabelView,
  NewShipment,
  NewWaybill,
  ParcelHandler,
  ParcelNews,
  PickupHandler,
  TrackingView,
  VirtualFileView,
} from './types.ts';

export type { CodeTry } from './commands/pickup-code.ts';
export type { Courier, LabelOffer, TrackingState } from './courier.ts';
export { courierFromSettings } from './adapters/from-settings.ts';
export { createSimulatorCourier } from './adapters/simulator.ts';
export type { CarrierName } from './domain/carriers.ts';
export { isOfBefore } from './domain/parcel.ts';
export type * from './types.ts';
export { trackingView } from './schemas.ts';

/**
 * How goods reach the buyer. The rooms above decide who may do what, and hold the order's lock
 * before they call: the order is always locked before its parcel or its code.
 */
export type Fulfilment = {
  /** Whether somebody can be asked where this carrier's parcels are. */
  isTracked(carrier: string): boolean;
  listCarriers(): CarrierName[];
  /** Codes of the carriers a waybill may belong to, likeliest first: a hint, never a verdict. */
  guessCarriers(ask: { waybillNo: string; memberId: Id }): Promise<string[]>;
  /** A notice a courier pushes; answers in the courier's own form. @throws fulfilment/unknown-courier */
  hearCourier(input: { courier: string; rawBody: Buffer }): Promise<Record<string, unknown>>;
  /** A further parcel of the order; answers its number. @throws fulfilment/* */
  addParcel(tx: Tx, shipment: NewShipment): Promise<number>;
  /** Notes that the order's first parcel is with its carrier. @throws fulfilment/* for the waybill */
  ship(tx: Tx, shipment: NewShipment): Promise<void>;
  /** Replaces a mistyped waybill; false when it is the same. @throws fulfilment/* for the waybill */
  correctWaybill(tx: Tx, correction: NewWaybill): Promise<boolean>;
  /** Takes parcels back that no carrier has ever seen: their order may be shipped again. */
  takeBack(tx: Tx, parcel: { orderId: Id; now: Date }): Promise<void>;
  /** Tells the courier of a parcel just handed in, after the commit; never refuses. */
  announce(orderId: Id): Promise<void>;
  /** Asks the carriers at once where an order's parcels are and tells what they say. @throws Outage */
  askNow(orderId: Id): Promise<void>;
  /** Where an order's parcels are. @throws fulfilment/not-shipped */
  getTracking(handle: Sql, orderId: Id): Promise<TrackingView>;
  /** Whether every parcel of the order but this one has arrived. Asked under the order's lock. */
  haveOthersArrived(tx: Tx, orderId: Id, parcelNo: number): Promise<boolean>;
  /** Whether a carrier has scanned another parcel of the order. Asked under the order's lock. */
  haveOthersMoved(tx: Tx, orderId: Id, parcelNo: number): Promise<boolean>;
  /** The parcels of an order that were signed for in another city. Asked under the order's lock. */
  arrivedElsewhere(tx: Tx, orderId: Id): Promise<ParcelNews[]>;
  /** The state of some orders' parcels, of several the one that lags; orders without are absent. */
  trackingStates(handle: Sql, orderIds: readonly Id[]): Promise<Map<Id, TrackingState>>;
  /** The parcels sent under a waybill, or to a phone with this end; by whatever they belong to. */
  parcelsOf(handle: Sql, wanted: { waybillNo: string; phoneTail: string | null }): Promise<Id[]>;
  /** Makes the buyer's code; safe to run twice. */
  createPickupCode(tx: Tx, order: { orderId: Id; sellerId: Id }): Promise<void>;
  /** For the buyer's eyes only; null when there is none or it was used. */
  pickupCode(handle: Sql, orderId: Id): Promise<string | null>;
  /** Checks a code and counts a wrong one, on its own. @throws fulfilment/pickup-code-… */
  checkPickupCode(attempt: CodeTry): Promise<void>;
  /** Uses a code up. @throws fulfilment/pickup-code-… */
  redeemPickupCode(tx: Tx, attempt: CodeTry): Promise<void>;
  /** Leaves virtual goods for the buyer, once. @throws fulfilment/virtual-goods-… */
  putVirtualGoods(
    tx: Tx,
    goods: { orderId: Id; sellerId: Id; text: string; now: Date },
  ): Promise<void>;
  /** For the buyer's eyes only; null when nothing was given yet. */
  virtualGoods(handle: Sql, orderId: Id): Promise<string | null>;
  /** Seals a file and keeps it, belonging to nobody yet. @throws fulfilment/virtual-file-size */
  storeVirtualFile(file: { name: string; bytes: Buffer }): Promise<StoredFile>;
  /** Throws a stored file away. */
  dropVirtualFile(blobKey: string): Promise<void>;
  /** Lays a stored file into an order; answers the blob it replaces. @throws fulfilment/virtual-goods-sent */
  putVirtualFile(
    tx: Tx,
    put: { orderId: Id; sellerId: Id; file: StoredFile; now: Date },
  ): Promise<string | undefined>;
  /** Gives the buyer the file that lies in the order, for good; false when none does. */
  giveVirtualFile(tx: Tx, order: { orderId: Id; now: Date }): Promise<boolean>;
  /** What file lies in an order; null when none does. */
  virtualFile(handle: Sql, orderId: Id): Promise<VirtualFileView | null>;
  /** For the buyer alone; undefined until it was given. */
  openVirtualFile(orderId: Id): Promise<{ name: string; bytes: Buffer } | undefined>;
  /** Whether the courier sells labels at all. */
  sellsLabels(): boolean;
  /** What labels for an order would cost its seller. @throws fulfilment/no-labels */
  quoteLabels(ask: { sellerId: Id; to: LabelTo }): Promise<LabelOffer[]>;
  /** Notes that a label is about to be bought, one at a time. @throws fulfilment/… */
  askLabel(tx: Tx, ask: LabelOffer & { orderId: Id; sellerId: Id; to: LabelTo }): Promise<number>;
  /** Buys the label that was noted, once however often. @throws fulfilment/label-…, Outage */
  finishLabel(label: { orderId: Id; labelNo: number }): Promise<LabelView>;
  /** Notes that a label is about to be given back; answers its number. @throws fulfilment/label-… */
  askLabelBack(tx: Tx, label: LabelToGiveBack): Promise<number>;
  /** Gives back the label that was noted, once however often. @throws fulfilment/label-used, Outage */
  giveLabelBack(label: { orderId: Id; labelNo: number }): Promise<void>;
  /** The order is over: a label that was not used goes back. The caller holds its lock. */
  endLabels(tx: Tx, orderId: Id): Promise<void>;
  /** An order's label; null when none was bought. */
  labelOf(handle: Sql, orderId: Id): Promise<LabelView | null>;
  /** The carrier has scanned the parcel, for the first time or again; not at its delivery. */
  whenMoved(handler: ParcelHandler): void;
  /**
   * One parcel was signed for, in the right city as far as the carrier says; `haveOthersArrived`
   * says whether the order has.
   */
  whenDelivered(handler: ParcelHandler): void;
  /** A parcel was signed for in another city, which is no delivery. */
  whenElsewhere(handler: ParcelHandler): void;
  /** A further parcel that no carrier has scanned in time is about to count no more. */
  whenDropped(handler: ParcelHandler): void;
  /** A parcel has not moved for five days; told once a standstill. */
  whenStoodStill(handler: ParcelHandler): void;
  /** The buyer's code was used. */
  whenPickedUp(handler: PickupHandler): void;
};

/** How often, in real time, the room looks which parcels are due. */
const askEveryMs = 5 * secondMs;

/** What this room asks of the rooms below it. */
export type FulfilmentRooms = {
  identity: Pick<Identity, 'getMember'>;
};

/** Opens the room; its sweep asks the courier after every parcel on its way. */
export function createFulfilment(
  platform: Platform,
  rooms: FulfilmentRooms,
  options: { courier: Courier },
): Fulfilment & { parts: RoomParts } {
  const deps: FulfilmentDeps = {
    platform,
    courier: options.courier,
    listeners: {
      moved: [],
      delivered: [],
      elsewhere: [],
      dropped: [],
      stoodStill: [],
      pickedUp: [],
    },
    cityOf: async (memberId) => (await rooms.identity.getMember(memberId)).city || undefined,
  };
  const door = doorOf(deps);
  return {
    ...door,
    parts: {
      routes: fulfilmentRoutes(door),
      refusals: fulfilmentRefusals,
      sweeps: [
        { name: 'fulfilment/ask-courier', everyMs: askEveryMs, run: () => askCourier(deps) },
        { name: 'fulfilment/finish-labels', everyMs: minuteMs, run: () => finishLabels(deps) },
      ],
    },
  };
}

function doorOf(deps: FulfilmentDeps): Fulfilment {
  return {
    isTracked: (carrier) => carrierOf(carrier)?.isTracked ?? false,
    listCarriers,
    guessCarriers: (ask) => guessCarriers(deps, ask),
    hearCourier: (input) => hearCourier(deps, input),
    ship,
    addParcel,
    correctWaybill,
    takeBack,
    announce: (orderId) => announce(deps, orderId),
    askNow: (orderId) => askNow(deps, orderId),
    getTracking,
    haveOthersArrived,
    haveOthersMoved,
    arrivedElsewhere,
    trackingStates,
    parcelsOf: findByWaybillOrTail,
    createPickupCode: (tx, order) => createPickupCode(deps, tx, order),
    pickupCode: (handle, orderId) => pickupCode(deps, handle, orderId),
    checkPickupCode: (attempt) => checkPickupCode(deps, attempt),
    redeemPickupCode: (tx, attempt) => redeemPickupCode(deps, tx, attempt),
    putVirtualGoods: (tx, goods) => putVirtualGoods(deps, tx, goods),
    virtualGoods: (handle, orderId) => virtualGoods(deps, handle, orderId),
    ...fileDoor(deps),
    ...labelDoor(deps),
    ...listeningDoor(deps),
  };
}

function listeningDoor({ listeners }: FulfilmentDeps) {
  return {
    whenMoved: (handler) => void listeners.moved.push(handler),
    whenDelivered: (handler) => void listeners.delivered.push(handler),
    whenElsewhere: (handler) => void listeners.elsewhere.push(handler),
    whenDropped: (handler) => void listeners.dropped.push(handler),
    whenStoodStill: (handler) => void listeners.stoodStill.push(handler),
    whenPickedUp: (handler) => void listeners.pickedUp.push(handler),
  } satisfies Partial<Fulfilment>;
}

function fileDoor(deps: FulfilmentDeps) {
  return {
    storeVirtualFile: (file) => storeVirtualFile(deps, file),
    dropVirtualFile: (blobKey) => dropVirtualFile(deps, blobKey),
    putVirtualFile,
    giveVirtualFile,
    virtualFile,
    openVirtualFile: (orderId) => openVirtualFile(deps, orderId),
  } satisfies Partial<Fulfilment>;
}

function labelDoor(deps: FulfilmentDeps) {
  return {
    sellsLabels: () => deps.courier.labels !== undefined,
    quoteLabels: (ask) => quoteLabels(deps, ask),
    askLabel: (tx, ask) => askLabel(deps, tx, ask),
    finishLabel: (label) => finishLabel(deps, label),
    askLabelBack: (tx, label) => askLabelBack(deps, tx, label),
    giveLabelBack: (label) => giveLabelBack(deps, label),
    endLabels: (tx, orderId) => endLabels(deps, tx, orderId),
    labelOf,
  } satisfies Partial<Fulfilment>;
}

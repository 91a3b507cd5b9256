import type { Actor, Call } from '#platform/actor.ts';
import type { Id } from '#platform/ids.ts';
import type { Locale } from '#platform/refusal.ts';
import type { Platform, RoomParts } from '#platform/room.ts';
import { approveMove, withdrawMove } from './commands/decide-move.ts';
import { freezeMoney, releaseMoney } from './commands/freeze.ts';
import { liftStop, stopForBreach, stopPayouts } from './commands/stop-payouts.ts';
import { proposeMove } from './commands/propose-move.ts';
import { readMessages, revealAddress } from './commands/read-of-order.ts';
import { officeNotices } from './notices.ts';
import { getStandstill, listFreezes } from './queries/list-freezes.ts';
import { listMoves } from './queries/list-moves.ts';
import { listReadings } from './queries/list-readings.ts';
import { getOrderStory } from './queries/order-story.ts';
import { searchOrders } from './queries/search-orders.ts';
import { getSellersFile, getSellersReport } from './queries/sellers-report.ts';
import { officeRefusals } from './refusals.ts';
import type { Room, RoomsBelow } from './room.ts';
import { officeRoutes } from './routes.ts';
import { countOpenMoves } from './store/move-store.ts';
import type * as t from './types.ts';

export type * from './types.ts';
export { reportGrossFenMin, reportSalesMin } from './domain/rules.ts';

type PageInput = { cursor?: string | undefined; limit: number };
type Page<T> = { items: T[]; nextCursor: string | null };

/** The operators' console: what they look at, and the money they move or hold. */
export type Office = {
  /** @throws platform/invalid-input */
  searchOrders(input: t.SearchOrdersInput): Promise<Page<t.FoundOrderView>>;
  /** @throws platform/not-found */
  getOrderStory(input: { orderId: Id; locale: Locale }): Promise<t.OrderStory>;
  /** Logged with its reason. @throws platform/not-found, office/no-messages */
  readMessages(
    call: Call,
    input: { orderId: Id; reason: string; before?: number | undefined },
  ): Promise<t.ReadMessages>;
  /** Logged with its reason. @throws platform/not-found, office/no-address */
  revealAddress(call: Call, input: { orderId: Id; reason: string }): Promise<t.RevealedAddress>;
  /** For the two of the order. @throws platform/not-found */
  listReadings(actor: Actor, input: { orderId: Id }): Promise<{ items: t.ReadingView[] }>;
  /**
   * @throws platform/not-found, office/move-too-large, office/same-wallet, office/not-of-order,
   *   office/own-money, office/verify-first, payments/payout-handed-over
   */
  proposeMove(call: Call, input: t.ProposeMoveInput): Promise<t.MoveReceipt>;
  /**
   * @throws platform/not-found, office/move-over, office/move-expired, office/takes-two,
   *   office/own-money, office/verify-first, ledger/insufficient-balance, ledger/owes-less
   */
  approveMove(call: Call, input: { moveId: Id }): Promise<t.MoveReceipt>;
  /** @throws platform/not-found, office/move-over, identity/own-matter */
  withdrawMove(call: Call, input: { moveId: Id; reason: string }): Promise<t.MoveReceipt>;
  listMoves(input: PageInput): Promise<Page<t.MoveView>>;
  /** How many moves wait for a second operator. */
  countOpenMoves(): Promise<number>;
  /** @throws platform/not-found, ledger/already-frozen, office/review-date */
  freezeMoney(call: Call, input: t.FreezeInput): Promise<{ freezeId: Id }>;
  /** @throws platform/not-found, ledger/already-released, identity/own-matter */
  releaseMoney(call: Call, input: { freezeId: Id; reason: string }): Promise<{ ok: true }>;
  listFreezes(input: PageInput & { isOpen: boolean }): Promise<Page<t.FreezeView>>;
  stopPayouts(call: Call, input: { reason: string }): Promise<{ ok: true }>;
  /** The invariants do not hold: no payout leaves until an operator lets them go. */
  stopForBreach(reason: string): Promise<void>;
  /** Lifts the stop that was looked at. @throws ledger/not-stopped, ledger/another-stop */
  letPayoutsGo(call: Call, input: { stopId: Id; reason: string }): Promise<{ ok: true }>;
  getStandstill(): Promise<t.Standstill>;
  getSellersReport(input: t.SellersInput): Promise<t.SellersReport>;
  /** Logged with its reason. */
  getSellersFile(
    call: Call,
    input: t.SellersInput & { reason: string; locale: Locale },
  ): Promise<string>;
};

/** Opens the room. */
export function createOffice(platform: Platform, rooms: RoomsBelow): Office & { parts: RoomParts } {
  const room: Room = { platform, rooms };
  rooms.notifications.registerTypes(officeNotices);
  const office: Office = {
    searchOrders: (input) => searchOrders(room, input),
    getOrderStory: (input) => getOrderStory(room, input),
    readMessages: (call, input) => readMessages(room, call, input),
    revealAddress: (call, input) => revealAddress(room, call, input),
    listReadings: (actor, input) => listReadings(room, actor, input),
    proposeMove: (call, input) => proposeMove(room, call, input),
    approveMove: (call, input) => approveMove(room, call, input),
    withdrawMove: (call, input) => withdrawMove(room, call, input),
    listMoves: (input) => listMoves(room, input),
    countOpenMoves: () => countOpenMoves(platform.database.sql, platform.clock.now()),
    freezeMoney: (call, input) => freezeMoney(room, call, input),
    releaseMoney: (call, input) => releaseMoney(room, call, input),
    listFreezes: (input) => listFreezes(room, input),
    stopPayouts: (call, input) => stopPayouts(room, call, input),
    stopForBreach: (reason) => stopForBreach(room, reason),
    letPayoutsGo: (call, input) => liftStop(room, call, input),
    getStandstill: () => getStandstill(room),
    getSellersReport: (input) => getSellersReport(room, input),
    getSellersFile: (call, input) => getSellersFile(room, call, input),
  };
  return { ...office, parts: { routes: officeRoutes(office), refusals: officeRefusals } };
}

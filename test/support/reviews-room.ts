import { createAdmin } from '#admin';
import { createIdentity } from '#identity';
import { createModeration } from '#moderation';
import type { Notice } from '#notifications';
import type { Trade } from '#orders';
import { createDeadlineWorker } from '#platform/deadlines.ts';
import { bucketOf } from '#platform/ids.ts';
import { createReviews, type ReviewInput } from '#reviews';
import { createPeople, type Person } from './members.ts';
import { testPlatform } from './platform.ts';
import { openTies } from './ties.ts';

/**
 * The reviews room on a real database with identity, ties and moderation; trades and payout
 * accounts are what the test says, and what members are told is caught.
 */
export async function openReviewsRoom() {
  const world = await testPlatform();
  const { platform, database, clock } = world;
  const told: Notice[] = [];
  const notifications = {
    registerTypes: () => undefined,
    whoIsHidden: () => undefined,
    forgetActor: async () => undefined,
    notify: async (_tx: unknown, notice: Notice) => void told.push(notice),
  };
  const identity = createIdentity(platform);
  const admin = createAdmin(platform, { identity });
  const moderation = createModeration(platform, { identity, notifications, admin });
  const { ties } = openTies(platform, identity, notifications as never, admin);
  const trades = new Map<string, Trade>();
  const accounts = { areShared: false };
  const orders = { tradesOf: () => Promise.resolve(trades) };
  const payments = { sharePayoutAccount: () => Promise.resolve([accounts.areShared]) };
  const below = { identity, notifications, moderation, payments, ties, orders };
  const reviews = createReviews(platform, below);
  const worker = createDeadlineWorker(database, clock, reviews.parts.deadlines!);
  let sequence = 1_000;

  /** A trade that is over; `overAt` null where it is not. */
  function trade(buyer: Person, seller: Person, overAt: Date | null = clock.now()): string {
    sequence += 1;
    // An order's id names its seller's bucket.
    const orderId = String((BigInt(sequence) << 22n) | (BigInt(bucketOf(seller.id)) << 12n));
    const [buyerId, sellerId] = [buyer.id, seller.id];
    trades.set(orderId, { orderId, buyerId, sellerId, title: '旁轴相机', overAt });
    return orderId;
  }

  /** What the outbox tells of an order's end. */
  async function tell(orderId: string, state = 'COMPLETED'): Promise<void> {
    const topic = state === 'COMPLETED' ? 'orders/confirm-receipt' : 'orders/refund-after-problem';
    const { buyerId, sellerId } = trades.get(orderId)!;
    const payload = { orderId, buyerId, sellerId, state, eventCount: 5, at: '' };
    const event = { topic, ref: orderId, payload, id: '1', bucket: 1, createdAt: clock.now() };
    const subscribed = reviews.parts.subscriptions!.filter((one) => one.topic === topic);
    await database.transaction(async (tx) => {
      for (const { handle } of subscribed) await handle(tx, event);
    });
  }

  const say = (who: Person, orderId: string, change: Partial<ReviewInput> = {}) =>
    reviews.reviewOrder(who.call, { orderId, step: 'good', tags: [], pictureIds: [], ...change });

  return {
    ...world,
    ...below,
    reviews,
    worker,
    told,
    accounts,
    people: createPeople(database, identity),
    trade,
    tell,
    say,
  };
}

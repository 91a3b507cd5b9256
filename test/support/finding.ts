import { createDeadlineWorker } from '#platform/deadlines.ts';
import { createRelay } from '#platform/outbox.ts';
import type { Platform } from '#platform/room.ts';
import { createSearch } from '#search';
import { shelvePictures } from './pictures.ts';
import { lamp, openGoodsRooms, openSeller, type Seller } from './sellers.ts';

/** The room of search on the real rooms below it, and what a test of it does again and again. */
export async function openFinding(given: Platform) {
  const goods = openGoodsRooms(given);
  const { platform, identity, notifications, ties, circles, community, catalog } = goods;
  const below = { identity, notifications, ties, circles, community, catalog };
  const search = createSearch(platform, below);
  await search.parts.open!();
  const { database, clock } = platform;
  const relay = createRelay(database, clock, search.parts.subscriptions!);
  const deadlines = createDeadlineWorker(database, clock, search.parts.deadlines!);
  /** Tells the room everything that has happened. */
  const settle = async () => {
    for (const sweep of search.parts.sweeps!) await sweep.run();
    await relay.drain();
  };
  return {
    ...goods,
    search,
    settle,
    /** Works off the deadlines of the room that are due. */
    runDeadlines: () => deadlines.drain(),
    openSeller: () => openSeller(goods),
    async sell(seller: Seller, title: string, change: Parameters<typeof lamp>[0] = {}) {
      return catalog.createListing(seller.call, lamp({ title, description: '', ...change }));
    },
    async publish(author: Seller, title: string, change: object = {}) {
      const pictureIds = await shelvePictures(platform.database.sql, author.id, 1);
      const draft = { title, body: [], topics: [], city: null, pictureIds, ...change };
      return (await community.publishNote(author.call, draft)).noteId;
    },
  };
}

export type Finding = Awaited<ReturnType<typeof openFinding>>;

import { after } from 'node:test';
import { createRelay } from '#platform/outbox.ts';
import { createCommunity, type FeedInput, type FeedItem, type NoteDraft } from '#community';
import { createIdentity } from '#identity';
import { createPeople, type Person } from './members.ts';
import { shelvePictures } from './pictures.ts';
import { testPlatform } from './platform.ts';
import { openTies } from './ties.ts';

/** The rooms that feeds stand on, real, on a database of their own; the relay runs when asked. */
export async function openFeedTown() {
  const { platform, database, clock, wakes } = await testPlatform();
  const identity = createIdentity(platform);
  const { ties, circles, notifications } = openTies(platform, identity);
  const community = createCommunity(platform, {
    identity,
    moderation: { screen: () => 'pass', registerSubject: () => undefined },
    notifications,
    ties,
    circles,
  });
  const relay = createRelay(database, clock, community.parts.subscriptions ?? []);
  after(() => relay.stop());
  const people = createPeople(database, identity);
  const pictures = new Map<string, string[]>();
  const picturesOf = async (author: Person) => {
    const own = pictures.get(author.id) ?? (await shelvePictures(database.sql, author.id, 1));
    pictures.set(author.id, own);
    return own;
  };
  async function publish(author: Person, change: Partial<NoteDraft> = {}): Promise<string> {
    clock.move(1000);
    const pictureIds = await picturesOf(author);
    const { noteId } = await community.publishNote(author.call, {
      title: '笔记',
      body: [],
      topics: [],
      city: null,
      placeCircleId: null,
      mentions: [],
      audience: { kind: 'public' },
      pictureIds,
      ...change,
    });
    return noteId;
  }
  const page = (reader: Person | undefined, input: Partial<FeedInput> = {}) =>
    community.getFeed(reader?.actor, { limit: 20, ...input });
  /** Everything a reader is shown, page after page. */
  async function all(reader: Person | undefined, input: Partial<FeedInput>): Promise<FeedItem[]> {
    const items: FeedItem[] = [];
    let cursor: string | null = null;
    do {
      const answer = await page(reader, { limit: 7, ...input, cursor: cursor ?? undefined });
      items.push(...answer.items);
      cursor = answer.nextCursor;
    } while (cursor !== null);
    return items;
  }
  const idsOf = async (reader: Person | undefined, input: Partial<FeedInput>) =>
    (await all(reader, input)).map((item) => item.id);
  const settle = () => relay.drain();
  return {
    platform,
    database,
    clock,
    wakes,
    people,
    identity,
    ties,
    circles,
    community,
    publish,
    page,
    all,
    idsOf,
    settle,
  };
}

// Real: PostgreSQL, HTTP, and the rooms twice, as two web processes on one database have them.
// Fake: the clock; moderation passes everything; pictures have no pixels.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { openDatabase } from '#platform/db/database.ts';
import { createHttp } from '#platform/http/server.ts';
import { createPictureShelf } from '#platform/pictures/picture-shelf.ts';
import { createRefusalCatalogue } from '#platform/refusal.ts';
import type { Platform } from '#platform/room.ts';
import { createCommunity, type Attachment } from '#community';
import { createIdentity } from '#identity';
import type { SubjectHandlers } from '#moderation';
import { createPeople } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { openTies } from '../../../test/support/ties.ts';

const rounds = 6;
const readersEach = 3;

const { platform, database, clock, url } = await testPlatform();
const attached = new Map<string, Attachment[]>();

/** The rooms of one web process, with connections and memories of its own. */
async function openProcess(own: Platform) {
  const identity = createIdentity(own);
  let subject: SubjectHandlers | undefined;
  const moderation = {
    screen: () => 'pass' as const,
    registerSubject: (_kind: string, handlers: SubjectHandlers) => void (subject = handlers),
  };
  const community = createCommunity(own, { identity, moderation, ...openTies(own, identity) });
  community.showAttachments((noteIds) =>
    Promise.resolve(new Map(noteIds.map((id) => [id, attached.get(id) ?? []]))),
  );
  const http = await createHttp({
    routes: community.parts.routes.filter((route) => route.operationId === 'getFeed'),
    access: { getFeed: { who: 'anyone', touches: 'public' } },
    catalogue: createRefusalCatalogue(community.parts.refusals),
    authenticate: () => Promise.resolve(undefined),
    publicOrigin: 'http://localhost',
    trustedProxies: [],
    perMinuteMax: 300,
  });
  after(() => http.close());
  const takeDown = (noteId: string) =>
    own.database.transaction((tx) =>
      subject!.takeDown(tx, noteId, { code: 'fraud', words: '骗人' }, clock.now()),
    );
  return { identity, community, http, takeDown };
}

const otherDatabase = openDatabase({ url, connectionsMax: 10 });
after(() => otherDatabase.close());
const here = await openProcess(platform);
const there = await openProcess({
  ...platform,
  database: otherDatabase,
  pictureShelf: createPictureShelf({ ...platform, database: otherDatabase }),
});
const people = createPeople(database, here.identity);
const author = await people.join('阿禾');
const pictureIds = await shelvePictures(database.sql, author.id);
const feeds = [
  '/api/v1/feed',
  '/api/v1/feed?topic=%E5%85%88%E7%9D%B9',
  `/api/v1/feed?authorId=${author.id}`,
];

function publish(): Promise<string> {
  const note = { title: '闲置', body: [], topics: ['先睹'], city: null, authorId: author.id };
  clock.move(1000);
  return database.transaction((tx) =>
    here.community.publish(tx, { ...note, pictureIds, now: clock.now() }),
  );
}

type Card = { id: string; attachments: unknown[] };

/** A note as each feed of each process shows it to somebody who asks now. */
async function shown(noteId: string): Promise<(Card | undefined)[]> {
  const asked = [here, there].flatMap(({ http }) => feeds.map((feed) => http.inject(feed)));
  const answers = await Promise.all(asked);
  return answers.map((answer) =>
    answer.json<{ items: Card[] }>().items.find((card) => card.id === noteId),
  );
}
const countShown = async (noteId: string) => (await shown(noteId)).filter(Boolean).length;

/** Does the work while both processes are read from without a pause, so that readings are shared. */
async function amidReaders(work: () => Promise<void>): Promise<void> {
  let reading = true;
  const readers = [here, there].flatMap(({ http }) =>
    feeds.flatMap((feed) =>
      Array.from({ length: readersEach }, async () => {
        while (reading) {
          await http.inject(feed);
          // A reader on a socket lets others be heard; an injected one must be made to.
          await setImmediate();
        }
      }),
    ),
  );
  await work().finally(() => (reading = false));
  await Promise.all(readers);
}

describe('a feed that many read at once, in two processes', () => {
  const all = feeds.length * 2;

  it('shows a note to whoever asks after it was published', () =>
    amidReaders(async () => {
      for (let round = 0; round < rounds; round += 1) {
        assert.equal(await countShown(await publish()), all);
      }
    }));

  it('shows it to nobody who asks after it was deleted or taken down', () =>
    amidReaders(async () => {
      for (let round = 0; round < rounds; round += 1) {
        const [deleted, takenDown] = [await publish(), await publish()];
        assert.equal(await countShown(deleted), all);
        await here.community.deleteNote(author.call, deleted);
        assert.equal(await countShown(deleted), 0);
        await there.takeDown(takenDown);
        assert.equal(await countShown(takenDown), 0);
      }
    }));

  it('shows another price or an ended listing to whoever asks after it was said', () =>
    amidReaders(async () => {
      for (let round = 0; round < rounds; round += 1) {
        const noteId = await publish();
        await shown(noteId);
        const listing = [{ kind: 'listing', ref: '1', view: { round } }];
        attached.set(noteId, listing);
        await database.transaction((tx) => here.community.attachmentsChanged(tx, [noteId]));
        for (const card of await shown(noteId)) assert.deepEqual(card?.attachments, listing);
      }
    }));
});

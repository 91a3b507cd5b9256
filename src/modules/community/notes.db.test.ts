// Real: PostgreSQL, the rooms community, moderation and identity. Fake: the clock; operators'
// audit and members' notices are caught; pictures have no pixels.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { createCommunity, type NoteDraft } from '#community';
import { createIdentity } from '#identity';
import { createModeration, type Screener, type SubjectHandlers } from '#moderation';
import { createPeople, under, type Person } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { openTies } from '../../../test/support/ties.ts';

const { platform, database, clock } = await testPlatform();
const identity = createIdentity(platform);
const moderation = createModeration(platform, {
  identity,
  notifications: { notify: () => Promise.resolve(), registerTypes: () => undefined },
  admin: { recordAudit: () => Promise.resolve() },
});
/** The handlers that community gives to moderation, caught on their way. */
let note: SubjectHandlers;
const community = createCommunity(platform, {
  identity,
  ...openTies(platform, identity),
  moderation: {
    screen: moderation.screen,
    registerSubject(kind, handlers) {
      note = handlers;
      moderation.registerSubject(kind, handlers);
    },
  },
});
let screener: Screener = () => 'pass';
moderation.registerScreener((text) => screener(text));
const people = createPeople(database, identity);
const reason = { code: 'counterfeit', words: '仿品' } as const;

async function draftOf(author: Person, change: Partial<NoteDraft> = {}): Promise<NoteDraft> {
  const pictureIds = await shelvePictures(database.sql, author.id, 2);
  return {
    title: '出谷子',
    body: ['九成新 #谷子'],
    topics: [],
    city: '杭州',
    pictureIds,
    ...change,
  };
}
const publish = async (author: Person, change: Partial<NoteDraft> = {}) =>
  (await community.publishNote(author.call, await draftOf(author, change))).noteId;
const titlesIn = async (topic: string) =>
  (await community.getFeed(undefined, { topic, limit: 50 })).items.map((card) => card.title);
const takeDown = (noteId: string) =>
  database.transaction((tx) => note.takeDown(tx, noteId, reason, clock.now()));
const eventsOf = async (noteId: string) => {
  const { rows } = await sql<{ topic: string }>`
    select topic from platform.outbox where ref = ${noteId} order by id`.execute(database.sql);
  return rows.map((row) => row.topic);
};

describe('publishing a note', () => {
  it('shows it at once to everybody, as structured text with its topics', async () => {
    const author = await people.join('阿禾');
    const noteId = await publish(author);
    const shown = await community.getNote(undefined, noteId);
    assert.partialDeepStrictEqual(shown, {
      title: '出谷子',
      topics: ['谷子'],
      city: '杭州',
      isOwn: false,
      editedAt: null,
      body: [
        {
          spans: [
            { text: '九成新 ', topic: null },
            { text: '#谷子', topic: '谷子' },
          ],
        },
      ],
      attachments: [],
    });
    assert.equal(shown.author.nickname, '阿禾');
    assert.equal(shown.pictures.length, 2);
    assert.equal((await community.getNote(author.actor, noteId)).isOwn, true);
    assert.deepEqual(await eventsOf(noteId), ['community/note-published']);
  });

  it('refuses pictures of others and words that screening holds, and keeps nothing', async () => {
    const [author, other] = [await people.join(), await people.join()];
    const foreign = await shelvePictures(database.sql, other.id);
    await assert.rejects(publish(author, { pictureIds: foreign }), refused('pictures/not-yours'));
    for (const verdict of ['hold', 'block'] as const) {
      screener = (text) => (text.includes('杭州') ? verdict : 'pass');
      await assert.rejects(publish(author), refused('community/screened'));
    }
    screener = () => 'warn';
    await publish(author);
    screener = () => 'pass';
    const own = await community.getFeed(undefined, { authorId: author.id, limit: 50 });
    assert.equal(own.items.length, 1);
  });

  it('answers a retry under the same key with the same note, eight at once too', async () => {
    const author = await people.join();
    const draft = await draftOf(author);
    const call = under(author.call, 'retry-1');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => community.publishNote(call, draft)),
    );
    assert.equal(new Set(answers.map((answer) => answer.noteId)).size, 1);
    const other = under(author.call, 'retry-1', 'other request');
    await assert.rejects(
      community.publishNote(other, draft),
      refused('platform/idempotency-mismatch'),
    );
  });

  it('stops after 50 notes within a day', async () => {
    const author = await people.join();
    const draft = await draftOf(author);
    for (let n = 0; n < 50; n += 1) await community.publishNote(author.call, draft);
    const tooMany = refused('community/too-many-notes');
    await assert.rejects(community.publishNote(author.call, draft), tooMany);
    clock.move(dayMs);
    await community.publishNote(author.call, draft);
  });
});

describe('changing a note', () => {
  it('changes what is given, keeps the rest, and moves it between topics', async () => {
    const author = await people.join();
    const noteId = await publish(author, { topics: ['清仓'], body: ['好物 #旧物'] });
    clock.move(1000);
    await community.updateNote(author.call, { noteId, title: '改过的', body: ['好物 #新物'] });
    const shown = await community.getNote(undefined, noteId);
    assert.partialDeepStrictEqual(shown, { title: '改过的', city: '杭州' });
    assert.deepEqual(shown.topics, ['清仓', '新物']);
    assert.equal(shown.editedAt?.getTime(), clock.now().getTime());
    assert.deepEqual(await titlesIn('旧物'), []);
    assert.deepEqual(await titlesIn('新物'), ['改过的']);
    await community.updateNote(author.call, { noteId, city: null });
    assert.equal((await community.getNote(undefined, noteId)).city, null);
  });

  it('is for its author alone, and not once it is gone', async () => {
    const [author, other] = [await people.join(), await people.join()];
    const noteId = await publish(author);
    const change = { noteId, title: '抢来的' };
    const notFound = refused('platform/not-found');
    await assert.rejects(community.updateNote(other.call, change), notFound);
    await takeDown(noteId);
    await assert.rejects(
      community.updateNote(author.call, change),
      refused('community/taken-down'),
    );
    await community.deleteNote(author.call, noteId);
    await assert.rejects(community.updateNote(author.call, change), notFound);
  });
});

describe('deleting a note', () => {
  it('hides it from everybody, keeps the row, and tells it once of eight', async () => {
    const author = await people.join();
    const noteId = await publish(author, { topics: ['删我'] });
    await Promise.all(Array.from({ length: 8 }, () => community.deleteNote(author.call, noteId)));
    await assert.rejects(community.getNote(author.actor, noteId), refused('platform/not-found'));
    assert.deepEqual(await titlesIn('删我'), []);
    assert.deepEqual(await eventsOf(noteId), [
      'community/note-published',
      'community/note-deleted',
    ]);
    const { rows } = await sql`select 1 from community.note
      where id = ${noteId} and deleted_at = ${clock.now()}`.execute(database.sql);
    assert.equal(rows.length, 1);
  });

  it('is refused to others as if there were nothing', async () => {
    const [author, other] = [await people.join(), await people.join()];
    const noteId = await publish(author);
    const notFound = refused('platform/not-found');
    await assert.rejects(community.deleteNote(other.call, noteId), notFound);
    await assert.rejects(community.deleteNote(other.call, '1'), notFound);
    await community.getNote(undefined, noteId);
  });
});

describe('a note that was taken down', () => {
  it('is gone from feeds at once; its author reads why, others find nothing', async () => {
    const [author, other] = [await people.join(), await people.join()];
    const noteId = await publish(author, { topics: ['假货'], title: '真香' });
    assert.deepEqual(await titlesIn('假货'), ['真香']);
    await takeDown(noteId);
    assert.deepEqual(await titlesIn('假货'), []);
    const all = await community.getFeed(undefined, { limit: 50 });
    assert.ok(!all.items.some((card) => card.id === noteId));
    await assert.rejects(
      community.getNote(author.actor, noteId),
      refused('community/taken-down', { reason: '仿品', reasonCode: 'counterfeit', title: '真香' }),
    );
    const notFound = refused('platform/not-found');
    await assert.rejects(community.getNote(other.actor, noteId), notFound);
    await assert.rejects(community.getNote(undefined, noteId), notFound);
    assert.equal((await community.getNotes([noteId], author.id)).size, 0);
  });

  it('is told once, however often it is taken down', async () => {
    const noteId = await publish(await people.join());
    await Promise.all(Array.from({ length: 8 }, () => takeDown(noteId)));
    assert.deepEqual(await eventsOf(noteId), [
      'community/note-published',
      'community/note-taken-down',
    ]);
  });
});

describe('notes for the rooms above', () => {
  it('are read in batches, and an own note is told from a stranger’s', async () => {
    const [author, other] = [await people.join(), await people.join()];
    const [one, two] = [await publish(author), await publish(other)];
    const notes = await community.getNotes([one, two, '1'], author.id);
    assert.deepEqual([notes.size, notes.get(one)?.isOwn, notes.get(two)?.isOwn], [2, true, false]);
    await database.transaction(async (tx) => {
      await community.assertOwnNote(tx, author.id, one);
      const notFound = refused('platform/not-found');
      await assert.rejects(community.assertOwnNote(tx, author.id, two), notFound);
    });
  });

  it('are published inside a caller’s transaction and vanish with it', async () => {
    const author = await people.join();
    const draft = await draftOf(author);
    const failing = database.transaction(async (tx) => {
      await community.publish(tx, { ...draft, authorId: author.id, now: clock.now() });
      throw new Error('the listing was refused');
    });
    await assert.rejects(failing, /the listing was refused/);
    const own = await community.getFeed(undefined, { authorId: author.id, limit: 5 });
    assert.deepEqual(own.items, []);
  });
});

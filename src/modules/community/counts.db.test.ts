// Real: PostgreSQL, the rooms community and identity. Fake: the clock, who likes what; pictures
// have no pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCommunity } from '#community';
import { createIdentity } from '#identity';
import { createPeople } from '../../../test/support/members.ts';
import { shelvePictures } from '../../../test/support/pictures.ts';
import { sql } from '#platform/db/database.ts';
import { testPlatform } from '../../../test/support/platform.ts';
import { refused } from '../../../test/support/refused.ts';
import { openTies } from '../../../test/support/ties.ts';

const { platform, database } = await testPlatform();
const identity = createIdentity(platform);
const community = createCommunity(platform, {
  identity,
  ...openTies(platform, identity),
  moderation: { screen: () => 'pass', registerSubject: () => undefined },
});
const people = createPeople(database, identity);
const author = await people.join();
const reader = await people.join();
const pictureIds = await shelvePictures(database.sql, author.id, 1);
const { noteId } = await community.publishNote(author.call, {
  title: '数一数',
  body: [],
  topics: [],
  city: null,
  pictureIds,
});

test('counts are the row’s in every answer, and what a reader did is that reader’s', async () => {
  const asked: string[] = [];
  community.showMarks({
    async hydrate(readerId, noteIds) {
      asked.push(readerId);
      const marks = { isLiked: readerId === reader.id, isSaved: false };
      return new Map(noteIds.map((id) => [id, marks]));
    },
    columns(readerId) {
      asked.push(readerId);
      return sql`${readerId === reader.id}::boolean as is_liked, false as is_saved`;
    },
  });
  await database.transaction(async (tx) => {
    const note = await community.lockNoteFor(tx, reader.actor, noteId);
    assert.deepEqual(note, { id: noteId, authorId: author.id, title: '数一数' });
    await community.countChanged(tx, noteId, { likes: 2, comments: 3 });
    await community.countChanged(tx, noteId, { likes: -1, saves: 1 });
  });
  const counts = { likeCount: 1, commentCount: 3, saveCount: 1 };
  const byReader = { ...counts, isLiked: true, isSaved: false };
  const byOthers = { ...counts, isLiked: false, isSaved: false };
  assert.partialDeepStrictEqual(await community.getNote(reader.actor, noteId), byReader);
  assert.partialDeepStrictEqual(await community.getNote(author.actor, noteId), byOthers);
  const { items } = await community.getFeed(reader.actor, { limit: 5 });
  assert.partialDeepStrictEqual(items, [byReader]);
  asked.length = 0;
  assert.partialDeepStrictEqual((await community.getFeed(undefined, { limit: 5 })).items, [
    byOthers,
  ]);
  assert.deepEqual(asked, [], 'nobody is asked about a guest');
  assert.deepEqual((await community.countsOf(database.sql, [noteId])).get(noteId), counts);
});

test('a count below nought is refused by the row, and a note that is gone is not held', async () => {
  const below = database.transaction((tx) => community.countChanged(tx, noteId, { saves: -2 }));
  await assert.rejects(below, /note_save_count_check/);
  await community.deleteNote(author.call, noteId);
  const holding = database.transaction((tx) => community.lockNoteFor(tx, reader.actor, noteId));
  await assert.rejects(holding, refused('platform/not-found'));
});

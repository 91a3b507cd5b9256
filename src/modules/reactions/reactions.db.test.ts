// Real: PostgreSQL, the rooms identity, ties, community and reactions. Fake: the clock, screening;
// what members are told is caught; pictures have no pixels.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { minuteMs } from '#platform/clock.ts';
import { sql } from '#platform/db/database.ts';
import { reactionsRooms } from '../../../test/support/reactions-rooms.ts';
import { refused } from '../../../test/support/refused.ts';
import { under, type Person } from '../../../test/support/members.ts';

const world = await reactionsRooms();
const { reactions, community, ties, people, publish, database, clock, told, countsOf } = world;
const author = await people.join('沈见');
const reader = await people.join('小林');
const other = await people.join('阿宁');
const recount = reactions.parts.sweeps![0]!;
const notFound = refused('platform/not-found');

beforeEach(() => {
  told.length = 0;
  clock.move(minuteMs);
});

const say = (who: Person, noteId: string, text: string, answersId?: string) => {
  clock.move(1000);
  return reactions.commentOnNote(who.call, { noteId, text, answersId });
};
const threads = async (
  who: Person | undefined,
  noteId: string,
  order: 'newest' | 'liked' = 'newest',
) => (await reactions.listComments(who?.actor, { noteId, order, limit: 20 })).items;
const wordsOf = (items: { body: { spans: { text: string }[] }[] }[]) =>
  items.map(({ body }) => body.flatMap(({ spans }) => spans.map(({ text }) => text)).join(''));
const typesTold = () => told.map(({ memberId, type }) => `${type}→${memberId}`);

describe('likes and saves', () => {
  it('are counted once, shown to their reader, and taken back once', async () => {
    // A page with another behind it is full, and remembered.
    await publish(author);
    const noteId = await publish(author);
    assert.deepEqual(await reactions.likeNote(reader.call, noteId), {
      isLiked: true,
      likeCount: 1,
    });
    assert.deepEqual(await reactions.likeNote(reader.call, noteId), {
      isLiked: true,
      likeCount: 1,
    });
    const saved = await reactions.saveNote(reader.call, { noteId });
    assert.partialDeepStrictEqual(saved, { isSaved: true, saveCount: 1 });
    const seen = await community.getNote(reader.actor, noteId);
    assert.partialDeepStrictEqual(seen, { likeCount: 1, isLiked: true, isSaved: true });
    assert.equal((await community.getNote(other.actor, noteId)).isLiked, false);
    const inFeed = async () => {
      const { items } = await community.getFeed(reader.actor, { kind: 'discover', limit: 1 });
      return items.map(({ id, isLiked, isSaved }) => ({ id, isLiked, isSaved }));
    };
    assert.deepEqual(await inFeed(), [{ id: noteId, isLiked: true, isSaved: true }]);
    assert.deepEqual(typesTold(), [`reactions/liked→${author.id}`, `reactions/saved→${author.id}`]);
    await reactions.unsaveNote(reader.call, noteId);
    await reactions.unlikeNote(reader.call, noteId);
    assert.deepEqual(await inFeed(), [{ id: noteId, isLiked: false, isSaved: false }]);
    assert.deepEqual(await reactions.unlikeNote(reader.call, noteId), {
      isLiked: false,
      likeCount: 0,
    });
  });

  it('of many at once, back and forth, end as the rows they count', async () => {
    const noteId = await publish(author);
    const crowd = await Promise.all(Array.from({ length: 8 }, () => people.join()));
    await Promise.all(
      crowd.flatMap((who, place) => [
        reactions.likeNote(who.call, noteId),
        reactions.saveNote(who.call, { noteId }),
        reactions.unlikeNote(who.call, noteId),
        reactions.commentOnNote(who.call, { noteId, text: `我是 ${place}` }),
        reactions.likeNote(who.call, noteId),
        place % 2 ? reactions.unsaveNote(who.call, noteId) : reactions.likeNote(who.call, noteId),
      ]),
    );
    const liked = await Promise.all(
      crowd.map(async (who) => (await community.getNote(who.actor, noteId)).isLiked),
    );
    const saved = await Promise.all(
      crowd.map(async (who) => (await community.getNote(who.actor, noteId)).isSaved),
    );
    assert.deepEqual(await countsOf(noteId), {
      likeCount: liked.filter(Boolean).length,
      saveCount: saved.filter(Boolean).length,
      commentCount: 8,
    });
  });

  it('are for notes that are there; what was liked can be taken back all the same', async () => {
    const noteId = await publish(author);
    await reactions.likeNote(reader.call, noteId);
    await community.deleteNote(author.call, noteId);
    await assert.rejects(reactions.likeNote(other.call, noteId), notFound);
    await assert.rejects(reactions.saveNote(other.call, { noteId }), notFound);
    await assert.rejects(say(other, noteId, '在吗'), notFound);
    await assert.rejects(threads(reader, noteId), notFound);
    await reactions.unlikeNote(reader.call, noteId);
    assert.equal((await countsOf(noteId))?.likeCount, 0);
  });
});

describe('comments', () => {
  it('have one level of replies, which name whom they answer', async () => {
    const noteId = await publish(author);
    const top = await say(reader, noteId, '#谷子 还在吗？\n想要');
    const reply = await say(author, noteId, '在的', top.id);
    const second = await say(other, noteId, '我也想要', reply.id);
    assert.deepEqual(
      [second.topId, second.answers?.nickname, reply.answers],
      [top.id, '沈见', null],
    );
    const [thread] = await threads(undefined, noteId);
    assert.deepEqual(
      thread!.body.map(({ spans }) => spans[0]!.topic),
      ['谷子', null],
    );
    assert.deepEqual([thread!.replyCount, thread!.nextReplies], [2, null]);
    assert.deepEqual(wordsOf(thread!.replies), ['在的', '我也想要']);
    assert.deepEqual([thread!.replies[0]!.isByAuthor, thread!.isByAuthor], [true, false]);
    assert.equal((await countsOf(noteId))?.commentCount, 3);
    assert.deepEqual(typesTold(), [
      `reactions/commented→${author.id}`,
      `reactions/replied→${reader.id}`,
      `reactions/replied→${author.id}`,
    ]);
    assert.deepEqual((await reactions.getThread(undefined, second.id)).id, top.id);
  });

  it('go on by pages without repeating one, replies too; the pinned one leads', async () => {
    const noteId = await publish(author);
    const tops = [];
    for (let at = 0; at < 5; at += 1) tops.push(await say(reader, noteId, `第 ${at} 条`));
    for (let at = 0; at < 4; at += 1) await say(other, noteId, `回 ${at}`, tops[0]!.id);
    await reactions.pinComment(author.call, { commentId: tops[1]!.id, isPinned: true });
    await reactions.pinComment(author.call, { commentId: tops[0]!.id, isPinned: true });
    const input = { noteId, order: 'newest' as const, limit: 2 };
    const first = await reactions.listComments(reader.actor, input);
    await say(reader, noteId, '刚来的');
    const cursor = first.nextCursor!;
    const next = await reactions.listComments(reader.actor, { ...input, cursor });
    assert.deepEqual(wordsOf([...first.items, ...next.items]), [
      '第 0 条',
      '第 4 条',
      '第 3 条',
      '第 2 条',
      '第 1 条',
    ]);
    assert.equal(next.nextCursor, null);
    const { replies, nextReplies } = first.items[0]!;
    const rest = await reactions.listReplies(undefined, {
      commentId: tops[0]!.id,
      cursor: nextReplies!,
      limit: 20,
    });
    assert.deepEqual(wordsOf([...replies, ...rest.items]), ['回 0', '回 1', '回 2', '回 3']);
    const bad = reactions.listComments(reader.actor, { ...input, cursor: 'bm9uZQ' });
    await assert.rejects(bad, refused('platform/invalid-input'));
  });

  it('are liked once by each, and the most liked come first when asked so', async () => {
    const noteId = await publish(author);
    const [first, last] = [await say(reader, noteId, '一'), await say(reader, noteId, '二')];
    await Promise.all([1, 2, 3].map(() => reactions.likeComment(other.call, first.id)));
    assert.deepEqual(await reactions.likeComment(author.call, first.id), {
      isLiked: true,
      likeCount: 2,
    });
    assert.deepEqual(wordsOf(await threads(other, noteId)), ['二', '一']);
    const liked = await threads(other, noteId, 'liked');
    assert.deepEqual(wordsOf(liked), ['一', '二']);
    assert.deepEqual([liked[0]!.isLiked, liked[1]!.isLiked], [true, false]);
    await reactions.unlikeComment(other.call, first.id);
    await reactions.deleteComment(reader.call, last.id);
    await assert.rejects(
      reactions.likeComment(other.call, last.id),
      refused('reactions/comment-gone'),
    );
  });

  it('that are deleted leave an empty line while they have replies, and count out once', async () => {
    const noteId = await publish(author);
    const top = await say(reader, noteId, '说错了');
    const reply = await say(other, noteId, '没事', top.id);
    await assert.rejects(reactions.deleteComment(other.call, top.id), notFound);
    await Promise.all(
      Array.from({ length: 8 }, () => reactions.deleteComment(reader.call, top.id)),
    );
    const [line] = await threads(author, noteId);
    assert.partialDeepStrictEqual(line, { isGone: true, writer: null, body: [], mayDelete: false });
    assert.deepEqual(wordsOf(line!.replies), ['没事']);
    assert.equal((await countsOf(noteId))?.commentCount, 1);
    await reactions.deleteComment(author.call, reply.id);
    assert.deepEqual(await threads(author, noteId), []);
    assert.equal((await countsOf(noteId))?.commentCount, 0);
    await assert.rejects(say(reader, noteId, '喂', top.id), refused('reactions/comment-gone'));
  });

  it('are pinned by the note’s author alone, one of them, and no reply', async () => {
    const noteId = await publish(author);
    const top = await say(reader, noteId, '一');
    const reply = await say(other, noteId, '二', top.id);
    const pin = (who: Person, commentId: string) =>
      reactions.pinComment(who.call, { commentId, isPinned: true });
    await assert.rejects(pin(reader, top.id), notFound);
    await assert.rejects(pin(author, reply.id), refused('reactions/pin-top-only'));
    await pin(author, top.id);
    await reactions.deleteComment(reader.call, top.id);
    assert.equal((await threads(author, noteId))[0]!.isPinned, false);
  });

  it('are limited, screened, and one under a key', async () => {
    const [noteId, fast] = [await publish(author), await people.join()];
    await assert.rejects(say(fast, noteId, '  '), refused('reactions/comment-empty'));
    world.blocked.words = '加微信';
    await assert.rejects(say(fast, noteId, '加微信聊'), refused('reactions/screened'));
    const call = under(fast.call, 'one');
    const input = { noteId, text: '一次' };
    const [one, again] = [
      await reactions.commentOnNote(call, input),
      await reactions.commentOnNote(call, input),
    ];
    assert.equal(one.id, again.id);
    const send = () => reactions.commentOnNote(fast.call, { noteId, text: '快' });
    for (let at = 1; at < 15; at += 1) await send();
    await assert.rejects(send(), refused('reactions/too-fast', { retryAfterSeconds: 60 }));
    assert.equal((await countsOf(noteId))?.commentCount, 15);
  });

  it('that an operator takes down are gone like deleted ones', async () => {
    const noteId = await publish(author);
    const comment = await say(reader, noteId, '广告');
    const subject = world.subjects.get('comment')!;
    assert.equal(await subject.ownerOf(database.sql, comment.id, author.id), reader.id);
    const reason = { code: 'spam', words: '广告' } as const;
    for (let turn = 0; turn < 2; turn += 1) {
      await database.transaction((tx) => subject.takeDown(tx, comment.id, reason, clock.now()));
    }
    assert.deepEqual(await threads(reader, noteId), []);
    assert.equal((await countsOf(noteId))?.commentCount, 0);
    assert.equal(await subject.ownerOf(database.sql, comment.id, author.id), null);
  });
});

describe('blocked and muted', () => {
  it('neither react to each other’s notes nor see each other’s comments; counts stay', async () => {
    const [noteId, theirs] = [await publish(author), await people.join('难缠')];
    const seen = await say(theirs, noteId, '骚扰');
    const mine = await say(reader, noteId, '正常');
    await say(theirs, noteId, '回你', mine.id);
    told.length = 0;
    world.wakes.length = 0;
    await ties.block(reader.call, { memberId: theirs.id });
    for (const [who, words] of [
      [reader, ['正常']],
      [theirs, ['骚扰']],
    ] as const) {
      const items = await threads(who, noteId);
      assert.deepEqual(wordsOf(items), words);
      assert.deepEqual(wordsOf(items.flatMap(({ replies }) => replies)), []);
    }
    assert.equal((await countsOf(noteId))?.commentCount, 3);
    await assert.rejects(reactions.likeComment(reader.call, seen.id), notFound);
    const answering = say(theirs, noteId, '喂', mine.id);
    await assert.rejects(answering, refused('reactions/comment-gone'));
    await say(theirs, noteId, '又来');
    const woken = world.wakes.flatMap(({ to }) => to);
    assert.deepEqual([woken.includes(author.id), woken.includes(reader.id)], [true, false]);

    const own = await publish(reader);
    await assert.rejects(reactions.likeNote(theirs.call, own), notFound);
    await assert.rejects(say(theirs, own, '喂'), notFound);
    await assert.rejects(threads(theirs, own), notFound);
    assert.deepEqual(
      told.filter(({ memberId }) => memberId === reader.id),
      [],
    );
    const { ownerOf } = world.subjects.get('comment')!;
    const ownersSeen = [reader, author, theirs].map(({ id }) => ownerOf(database.sql, mine.id, id));
    assert.deepEqual(
      await Promise.all(ownersSeen),
      [reader.id, reader.id, null],
      'nor report them',
    );
  });

  it('are not heard of: the muted do not notify, nor does anybody of their own deeds', async () => {
    const noteId = await publish(author);
    await ties.mute(author.call, { memberId: other.id });
    await reactions.likeNote(other.call, noteId);
    await say(other, noteId, '在吗');
    await reactions.likeNote(author.call, noteId);
    assert.deepEqual(told, []);
    await ties.unmute(author.call, { memberId: other.id });
  });
});

describe('collections', () => {
  it('hold a note once, are private until said otherwise, and lose nothing when dissolved', async () => {
    const keeper = await people.join('收藏家');
    const [one, two] = [await publish(author), await publish(author)];
    await reactions.saveNote(keeper.call, { noteId: one });
    const name = '想去的店';
    const { collectionId } = await reactions.createCollection(keeper.call, {
      name,
      isPublic: false,
    });
    await reactions.saveNote(keeper.call, { noteId: one, collectionId });
    clock.move(1000);
    await reactions.saveNote(keeper.call, { noteId: two, collectionId });
    assert.equal(
      (await reactions.saveNote(keeper.call, { noteId: two })).collectionId,
      collectionId,
    );
    const own = await reactions.listCollections(keeper.actor, keeper.id);
    assert.deepEqual(
      own.map((one) => [one.name, one.noteCount, one.covers.length]),
      [
        [null, 0, 0],
        [name, 2, 2],
      ],
    );
    assert.deepEqual(await reactions.listCollections(reader.actor, keeper.id), []);
    const input = { collectionId, limit: 20 };
    await assert.rejects(reactions.listSaved(reader.actor, input), notFound);
    await reactions.updateCollection(keeper.call, { collectionId, isPublic: true });
    await community.deleteNote(author.call, one);
    const shown = async (who: Person) =>
      (await reactions.listSaved(who.actor, input)).items.map(({ note }) => note?.id ?? null);
    assert.deepEqual([await shown(reader), await shown(keeper)], [[two], [two, null]]);
    await ties.block(keeper.call, { memberId: other.id });
    await assert.rejects(reactions.listSaved(other.actor, input), notFound);
    assert.deepEqual(await reactions.listCollections(other.actor, keeper.id), []);
    await reactions.deleteCollection(keeper.call, collectionId);
    const [rest] = await reactions.listCollections(keeper.actor, keeper.id);
    assert.equal(rest?.noteCount, 2);
    const ofDefault = reactions.deleteCollection(keeper.call, rest!.id);
    await assert.rejects(ofDefault, refused('reactions/default-collection'));
  });

  it('of others cannot be used, and have one name each', async () => {
    const [noteId, made] = [await publish(author), { name: '书', isPublic: false }];
    const { collectionId } = await reactions.createCollection(reader.call, made);
    await assert.rejects(reactions.saveNote(other.call, { noteId, collectionId }), notFound);
    const again = reactions.createCollection(reader.call, made);
    await assert.rejects(again, refused('reactions/collection-name-taken', { name: '书' }));
    const stolen = reactions.updateCollection(other.call, { collectionId, name: '我的' });
    await assert.rejects(stolen, notFound);
  });

  it('are beside what is liked, which only its member sees by pages', async () => {
    const fan = await people.join();
    const ids = [];
    for (let at = 0; at < 3; at += 1) {
      const noteId = await publish(author);
      await reactions.likeNote(fan.call, noteId);
      clock.move(1000);
      ids.unshift(noteId);
    }
    const first = await reactions.listLiked(fan.actor, { limit: 2 });
    const next = await reactions.listLiked(fan.actor, { limit: 2, cursor: first.nextCursor! });
    assert.deepEqual(
      [...first.items, ...next.items].map(({ noteId }) => noteId),
      ids,
    );
    assert.ok(first.items.every(({ note }) => note?.isLiked));
  });
});

describe('counts', () => {
  it('that drifted are found and set right, whatever they were', async () => {
    const [noteId, sound] = [await publish(author), await publish(author)];
    const comment = await say(reader, noteId, '一');
    await say(other, noteId, '二', comment.id);
    await reactions.likeNote(reader.call, noteId);
    await sql`update community.note set like_count = 7, comment_count = 0, save_count = 3
      where id = ${noteId}`.execute(database.sql);
    await sql`update reactions.comment set like_count = 5, reply_count = 0
      where id = ${comment.id}`.execute(database.sql);
    await recount.run();
    assert.deepEqual(await countsOf(noteId), { likeCount: 1, commentCount: 2, saveCount: 0 });
    assert.deepEqual(await countsOf(sound), { likeCount: 0, commentCount: 0, saveCount: 0 });
    const [thread] = await threads(reader, noteId);
    assert.deepEqual([thread!.likeCount, thread!.replyCount], [0, 1]);
  });

  it('are told of once a person, however often they are taken back', async () => {
    const noteId = await publish(author);
    await reactions.likeNote(reader.call, noteId);
    await reactions.unlikeNote(reader.call, noteId);
    await reactions.likeNote(reader.call, noteId);
    assert.equal(new Set(told.map(({ dedupeKey }) => dedupeKey)).size, 1);
    await reactions.likeNote(other.call, noteId);
    assert.equal(new Set(told.map(({ dedupeKey }) => dedupeKey)).size, 2);
  });
});

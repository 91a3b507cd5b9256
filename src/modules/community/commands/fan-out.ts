import { identityTopics, memberChanged } from '#identity';
import type { Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { Subscription, ToldEvent } from '#platform/outbox.ts';
import {
  followersAtOnce,
  newsMs,
  readerIdleMs,
  wokenAtOnce,
  wokenIfActiveMs,
  writtenFollowersMax,
} from '../domain/feed-rules.ts';
import { feedGrew, notePublished } from '../events.ts';
import { everyReader, forgetReaders } from '../queries/feed-heads.ts';
import type { Room } from '../room.ts';
import {
  activeReaders,
  addAuthor,
  addFetched,
  findRef,
  isFetched,
  lockReader,
  markFetched,
  removeAuthor,
  writeToTimelines,
  type NoteRef,
} from '../store/timelines.ts';

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    /** Somebody whom this member follows has published a note. */
    'community/feed-new': { noteId: string };
  }
}

/** What happens to readers' feeds when notes and ties come and go. */
export function feedSubscriptions(room: Room): Subscription[] {
  const tie = (topic: string, name: string, change: TieChange): Subscription => ({
    topic,
    name,
    handle: (tx, { payload }) => change(room, tx, payload as { memberId: Id; otherId: Id }),
  });
  return [
    {
      topic: notePublished,
      name: 'community/write-timelines',
      handle: (tx, event) => writeNote(room, tx, event),
    },
    {
      topic: feedGrew,
      name: 'community/wake-readers',
      // The timelines were committed with the event, so who reads anew finds the note.
      async handle(_tx, { payload }) {
        const { memberIds, noteId } = payload as { memberIds: Id[]; noteId: Id };
        room.platform.realtime.wake(memberIds, { type: 'community/feed-new', noteId });
      },
    },
    tie('ties/followed', 'community/add-author', addFollowee),
    tie('ties/unfollowed', 'community/remove-author', removeFollowee),
    forgetAuthor(room, memberChanged, 'community/forget-author'),
    forgetAuthor(room, identityTopics.realNameVerified, 'community/forget-badge'),
  ];
}

const forgetAuthor = (room: Room, topic: string, name: string): Subscription => ({
  topic,
  name,
  async handle(_tx, { payload }) {
    room.platform.realtime.forget('member', [(payload as { memberId: Id }).memberId]);
  },
});

type TieChange = (room: Room, tx: Tx, tie: { memberId: Id; otherId: Id }) => Promise<void>;

/**
 * Writes a note to the timelines of its author's followers. What is for a circle wakes nobody:
 * that somebody wrote there is the circle's own affair. Nor does what was published long before: a
 * demo town writes down two months while its visitors read.
 */
async function writeNote(room: Room, tx: Tx, { payload }: ToldEvent): Promise<void> {
  const note = await findRef(tx, payload['noteId'] as Id);
  if (!note) return;
  const now = room.platform.clock.now();
  const counts = await room.rooms.ties.followCounts(tx, [note.authorId]);
  const isMany = (counts.get(note.authorId)?.followers ?? 0) > writtenFollowersMax;
  const isNew = isMany && (await markFetched(tx, note.authorId, now));
  const isFar = isMany || (await isFetched(tx, note.authorId));
  const since = (ms: number) => new Date(now.getTime() - ms);
  const isNews = !note.isForCircle && note.publishedAt >= since(newsMs);
  for await (const memberIds of followersOf(room, tx, note.authorId)) {
    if (isNew) await addFetched(tx, note.authorId, memberIds);
    const woken = isFar
      ? await activeReaders(tx, note.authorId, { memberIds, activeSince: since(wokenIfActiveMs) })
      : await writeToTimelines(tx, note, { memberIds, activeSince: since(readerIdleMs) });
    forgetReaders(room.platform, tx, isFar ? [everyReader] : woken);
    if (isNews) await tellReaders(room, tx, note, { memberIds: woken, now });
  }
}

async function* followersOf(room: Room, tx: Tx, authorId: Id): AsyncGenerator<Id[]> {
  let after: { at: string; id: Id } | undefined;
  do {
    const page = await room.rooms.ties.followerIds(tx, authorId, { after, limit: followersAtOnce });
    if (page.ids.length > 0) yield page.ids;
    after = page.next;
  } while (after);
}

async function tellReaders(
  room: Room,
  tx: Tx,
  note: NoteRef,
  { memberIds, now }: { memberIds: Id[]; now: Date },
): Promise<void> {
  const events = [];
  for (let from = 0; from < memberIds.length; from += wokenAtOnce) {
    const some = memberIds.slice(from, from + wokenAtOnce);
    events.push({
      topic: feedGrew,
      ref: note.noteId,
      payload: { noteId: note.noteId, memberIds: some },
    });
  }
  await room.platform.outbox.emit(tx, bucketOf(note.noteId), events, now);
}

/**
 * Brings the notes of somebody newly followed into the timeline. The reader's row is held, so that
 * following and leaving somebody in quick turns ends as it stands between the two.
 */
const addFollowee: TieChange = async (room, tx, { memberId, otherId }) => {
  const reader = await lockReader(tx, memberId);
  if (!reader?.floor_at) return;
  const ties = await room.rooms.ties.tiesOf(tx, memberId, [otherId]);
  if (!ties.get(otherId)?.follows) return;
  if (await isFetched(tx, otherId)) await addFetched(tx, otherId, [memberId]);
  else await addAuthor(tx, memberId, otherId);
  forgetReaders(room.platform, tx, [memberId]);
};

const removeFollowee: TieChange = async (room, tx, { memberId, otherId }) => {
  if (!(await lockReader(tx, memberId))) return;
  const ties = await room.rooms.ties.tiesOf(tx, memberId, [otherId]);
  if (!ties.get(otherId)?.follows) await removeAuthor(tx, memberId, otherId);
  forgetReaders(room.platform, tx, [memberId]);
};

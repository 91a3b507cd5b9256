import { createAdmin } from '#admin';
import { createCircles } from '#circles';
import { createCommunity } from '#community';
import { createIdentity } from '#identity';
import type { SubjectHandlers } from '#moderation';
import type { Notice } from '#notifications';
import { createReactions } from '#reactions';
import { createTies } from '#ties';
import { createPeople, type Person } from './members.ts';
import { shelvePictures } from './pictures.ts';
import { testPlatform } from './platform.ts';

/** The rooms from identity to reactions on a real database; what members are told is caught. */
export async function reactionsRooms() {
  const world = await testPlatform();
  const { platform, database } = world;
  const told: Notice[] = [];
  const notifications = {
    registerTypes: () => undefined,
    whoIsHidden: () => undefined,
    forgetActor: async () => undefined,
    notify: async (_tx: unknown, notice: Notice) => void told.push(notice),
  };
  const subjects = new Map<string, SubjectHandlers>();
  const blocked = { words: '' };
  const moderation = {
    screen: (text: string) =>
      blocked.words !== '' && text.includes(blocked.words) ? ('block' as const) : ('pass' as const),
    registerSubject: (kind: string, handlers: SubjectHandlers) => void subjects.set(kind, handlers),
  };
  const identity = createIdentity(platform);
  const admin = createAdmin(platform, { identity });
  const ties = createTies(platform, { identity, notifications });
  const circles = createCircles(platform, { identity, notifications, admin, ties });
  const below = { identity, notifications, moderation, ties };
  const community = createCommunity(platform, { ...below, circles });
  const rooms = { ...below, community };
  const reactions = createReactions(platform, rooms);
  const people = createPeople(database, identity);
  let notes = 0;
  return {
    ...world,
    ...rooms,
    circles,
    reactions,
    people,
    /** What was told through `notify`, in order; the test may empty it. */
    told,
    subjects,
    /** Screening refuses every text with these words; none if empty. */
    blocked,
    /** A note of this member, for everybody. */
    async publish(author: Person): Promise<string> {
      const pictureIds = await shelvePictures(database.sql, author.id, 1);
      const title = `第 ${(notes += 1)} 篇`;
      const draft = { title, body: [], topics: [], city: null, pictureIds };
      const whole = { placeCircleId: null, mentions: [], audience: { kind: 'public' as const } };
      return (await community.publishNote(author.call, { ...draft, ...whole })).noteId;
    },
    countsOf: async (noteId: string) =>
      (await community.countsOf(database.sql, [noteId])).get(noteId),
  };
}

import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { Audience } from '#circles';
import { everybody } from './audience.ts';
import { isCity } from './cities.ts';
import { namedIn, type Mention } from './mentions.ts';
import { bodyMax, mentionsMax, paragraphsMax, picturesMax, topicsMax } from './rules.ts';
import { topicsIn } from './spans.ts';
import { normaliseTopic } from './topics.ts';

/** What an author writes: paragraphs of plain text, topics with or without their sign. */
export type NoteDraft = {
  title: string;
  body: string[];
  topics: string[];
  /** A name of the house's list; never a finer place. */
  city: string | null;
  pictureIds: Id[];
  /** Whom `@name` in the body means. */
  mentions?: Mention[] | undefined;
  /** A circle of the author's as the place, instead of a city. */
  placeCircleId?: Id | null | undefined;
  /** Everybody unless said otherwise. */
  audience?: Audience | undefined;
};

/** A note's content as it is kept: topics are normal and include those named in the text. */
export type NoteContent = {
  title: string;
  body: string[];
  topics: string[];
  mentions: Mention[];
  city: string | null;
  placeCircleId: Id | null;
  pictureIds: Id[];
};

/**
 * Brings a draft into the form in which it is kept. `keptCity` is what the note already says: a
 * name from before the list may stay.
 * @throws community/picture-needed, community/too-many-pictures, community/body-too-long,
 *   community/topic-invalid, community/too-many-topics, community/too-many-mentions,
 *   community/city-unknown, community/one-place
 */
export function composeNote(draft: NoteDraft, keptCity: string | null = null): NoteContent {
  const body = paragraphsOf(draft.body);
  return {
    title: draft.title,
    body,
    topics: allTopics(draft.topics, body),
    mentions: mentionsOf(draft.mentions ?? [], body),
    ...placeOf(draft, keptCity),
    pictureIds: picturesOf(draft.pictureIds),
  };
}

export const audienceOfDraft = (draft: NoteDraft): Audience => draft.audience ?? everybody;

function paragraphsOf(text: string[]): string[] {
  const body = text
    .flatMap((paragraph) => paragraph.split(/\r?\n|\r/))
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  const length = body.reduce((sum, paragraph) => sum + paragraph.length, 0);
  if (length > bodyMax || body.length > paragraphsMax) {
    refuse('community/body-too-long', { max: bodyMax });
  }
  return body;
}

function allTopics(chosen: string[], body: string[]): string[] {
  const own = chosen.map(
    (text) => normaliseTopic(text) ?? refuse('community/topic-invalid', { topic: text }),
  );
  const topics = [...new Set([...own, ...topicsIn(body)])];
  if (topics.length > topicsMax) refuse('community/too-many-topics', { max: topicsMax });
  return topics;
}

function mentionsOf(chosen: Mention[], body: string[]): Mention[] {
  const mentions = namedIn(body, chosen);
  if (mentions.length > mentionsMax) refuse('community/too-many-mentions', { max: mentionsMax });
  return mentions;
}

function placeOf(draft: NoteDraft, keptCity: string | null) {
  const { city, placeCircleId = null } = draft;
  if (city !== null && placeCircleId !== null) refuse('community/one-place');
  if (city !== null && city !== keptCity && !isCity(city))
    refuse('community/city-unknown', { city });
  return { city, placeCircleId };
}

/** The same picture twice is one picture: the shelf gives one id to one file. */
function picturesOf(chosen: Id[]): Id[] {
  const pictureIds = [...new Set(chosen)];
  if (pictureIds.length === 0) refuse('community/picture-needed');
  if (pictureIds.length > picturesMax) refuse('community/too-many-pictures', { max: picturesMax });
  return pictureIds;
}

/** Whether two contents say the same; topics follow from the text and the choice. */
export function saysTheSame(one: NoteContent, other: NoteContent): boolean {
  const partsOf = (note: NoteContent) => [
    note.title,
    note.body,
    note.topics.toSorted(),
    note.mentions.map(({ memberId, name }) => [memberId, name]),
    note.city,
    note.placeCircleId,
    note.pictureIds,
  ];
  return JSON.stringify(partsOf(one)) === JSON.stringify(partsOf(other));
}

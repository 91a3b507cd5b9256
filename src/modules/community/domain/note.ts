import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { bodyMax, paragraphsMax, picturesMax, topicsMax } from './rules.ts';
import { normaliseTopic, topicsIn } from './topics.ts';

/** What an author writes: paragraphs of plain text, topics with or without their sign. */
export type NoteDraft = {
  title: string;
  body: string[];
  topics: string[];
  city: string | null;
  pictureIds: Id[];
};

/** A note's content as it is kept: topics are normal and include those named in the text. */
export type NoteContent = NoteDraft;

/**
 * Brings a draft into the form in which it is kept.
 * @throws community/picture-needed, community/too-many-pictures, community/body-too-long,
 *   community/topic-invalid, community/too-many-topics
 */
export function composeNote(draft: NoteDraft): NoteContent {
  const body = paragraphsOf(draft.body);
  return {
    title: draft.title,
    body,
    topics: allTopics(draft.topics, body),
    city: draft.city,
    pictureIds: picturesOf(draft.pictureIds),
  };
}

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

/** The same picture twice is one picture: the shelf gives one id to one file. */
function picturesOf(chosen: Id[]): Id[] {
  const pictureIds = [...new Set(chosen)];
  if (pictureIds.length === 0) refuse('community/picture-needed');
  if (pictureIds.length > picturesMax) refuse('community/too-many-pictures', { max: picturesMax });
  return pictureIds;
}

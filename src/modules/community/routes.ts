import * as z from 'zod';
import { Answer, route, type Route } from '#platform/http/route.ts';
import { at, cursor, done, id, limit, line, page, prose } from '#platform/http/schemas.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import {
  bodyMax,
  cityMax,
  paragraphsMax,
  picturesMax,
  titleMax,
  topicsMax,
} from './domain/rules.ts';
import type { Community } from './index.ts';
import { memberCard } from './schemas.ts';
import type { FeedInput } from './types.ts';

const title = line(titleMax);
const body = z.array(prose(bodyMax)).max(paragraphsMax);
const topics = z.array(line(60)).max(topicsMax);
const city = line(cityMax).nullable();
const pictureIds = z.array(id).min(1).max(picturesMax);

/** What an author sends of a note; rooms above that publish notes reuse it. */
export const noteDraft = z.object({
  title,
  body: body.default([]),
  topics: topics.default([]),
  city: city.default(null),
  pictureIds,
});
const noteChange = z.object({ title, body, topics, city, pictureIds }).partial();

const attachment = z.object({ kind: z.string(), ref: z.string(), view: z.unknown() });
const paragraph = z.object({
  spans: z.array(z.object({ text: z.string(), topic: z.string().nullable() })),
});

const shared = {
  id,
  author: memberCard,
  title: z.string(),
  topics: z.array(z.string()),
  city: z.string().nullable(),
  attachments: z.array(attachment),
  publishedAt: at,
};
const noteCard = z.object({ ...shared, cover: pictureView, pictureCount: z.int() });
const noteView = z.object({
  ...shared,
  body: z.array(paragraph),
  pictures: z.array(pictureView),
  editedAt: at.nullable(),
  isOwn: z.boolean(),
});

const noteParams = z.object({ noteId: id });

/** The room's operations; the feed is sent as the bytes it is joined from. */
export function communityRoutes(
  door: Community,
  feedJson: (input: FeedInput) => Promise<Buffer>,
): Route[] {
  return [getFeed(feedJson), publishNote(door), getNote(door), updateNote(door), deleteNote(door)];
}

const getFeed = (feedJson: (input: FeedInput) => Promise<Buffer>) =>
  route(
    {
      operationId: 'getFeed',
      method: 'GET',
      path: '/feed',
      summary: 'Notes, newest first; of one topic or one author if asked',
      tag: 'community',
      query: z.object({ topic: line(60).optional(), authorId: id.optional(), cursor, limit }),
      response: page(noteCard),
    },
    async ({ query }) =>
      new Answer(200, await feedJson(query), { 'content-type': 'application/json; charset=utf-8' }),
  );

const publishNote = (door: Community) =>
  route(
    {
      operationId: 'publishNote',
      method: 'POST',
      path: '/notes',
      summary: 'Publish a note with 1 to 18 pictures; live at once',
      tag: 'community',
      body: noteDraft,
      response: z.object({ noteId: id }),
      status: 201,
      idempotent: true,
    },
    ({ call, body: draft }) => door.publishNote(call(), draft),
  );

const getNote = (door: Community) =>
  route(
    {
      operationId: 'getNote',
      method: 'GET',
      path: '/notes/{noteId}',
      summary: 'A note in full',
      tag: 'community',
      params: noteParams,
      response: noteView,
    },
    ({ actor, params }) => door.getNote(actor, params.noteId),
  );

const updateNote = (door: Community) =>
  route(
    {
      operationId: 'updateNote',
      method: 'PATCH',
      path: '/notes/{noteId}',
      summary: 'Change parts of a note',
      tag: 'community',
      params: noteParams,
      body: noteChange,
      response: z.object({ noteId: id }),
    },
    ({ call, params, body: change }) => door.updateNote(call(), { ...params, ...change }),
  );

const deleteNote = (door: Community) =>
  route(
    {
      operationId: 'deleteNote',
      method: 'DELETE',
      path: '/notes/{noteId}',
      summary: 'Delete a note',
      tag: 'community',
      params: noteParams,
      response: done,
    },
    ({ call, params }) => door.deleteNote(call(), params.noteId),
  );

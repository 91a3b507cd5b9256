import * as z from 'zod';
import { at, id, line, prose } from '#platform/http/schemas.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import {
  bodyMax,
  cityMax,
  mentionsMax,
  nameMax,
  paragraphsMax,
  picturesMax,
  titleMax,
  topicsMax,
} from './domain/rules.ts';

/** A member as every answer shows them. */
export const memberCard = z.object({
  id,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  joinedAt: at,
  isVerified: z.boolean(),
  isPro: z.boolean(),
});

/** Who may see a thing: everybody, its owner's followers, or the members of a circle. */
export const audience = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('public') }),
  z.object({ kind: z.literal('followers') }),
  z.object({ kind: z.literal('circle'), circleId: id }),
]);

const title = line(titleMax);
const body = z.array(prose(bodyMax)).max(paragraphsMax);
const topics = z.array(line(60)).max(topicsMax);
const city = line(cityMax).nullable();
const pictureIds = z.array(id).min(1).max(picturesMax);
const mention = z.object({ memberId: id, name: line(nameMax) });
const mentions = z.array(mention).max(mentionsMax * 2);
const placeCircleId = id.nullable();

/** What an author sends of a note; rooms above that publish notes reuse it. */
export const noteDraft = z.object({
  title,
  body: body.default([]),
  topics: topics.default([]),
  city: city.default(null),
  placeCircleId: placeCircleId.default(null),
  pictureIds,
  mentions: mentions.default([]),
  audience: audience.default({ kind: 'public' }),
});
export const noteChange = z
  .object({
    title,
    body,
    topics,
    city,
    placeCircleId,
    pictureIds,
    mentions,
    audience,
    version: z.int().min(1),
  })
  .partial();

const attachment = z.object({ kind: z.string(), ref: z.string(), view: z.unknown() });
const span = z.object({
  text: z.string(),
  topic: z.string().nullable(),
  memberId: id.nullable(),
  href: z.string().nullable(),
});
export const paragraph = z.object({ spans: z.array(span) });

const shared = {
  id,
  author: memberCard,
  title: z.string(),
  topics: z.array(z.string()),
  city: z.string().nullable(),
  attachments: z.array(attachment),
  publishedAt: at,
  likeCount: z.int(),
  commentCount: z.int(),
  saveCount: z.int(),
  isLiked: z.boolean(),
  isSaved: z.boolean(),
};
export const noteCard = z.object({ ...shared, cover: pictureView, pictureCount: z.int() });
/** A note in a feed: its place, and why it is shown. */
export const feedItem = noteCard.extend({ position: z.int(), source: z.string() });
export const noteView = z.object({
  ...shared,
  placeCircleId: id.nullable(),
  placeName: z.string().nullable(),
  audience,
  body: z.array(paragraph),
  pictures: z.array(pictureView),
  links: z.array(z.object({ url: z.string(), title: z.string(), site: z.string() })),
  editedAt: at.nullable(),
  version: z.int(),
  isOwn: z.boolean(),
  text: z.array(z.string()),
  mentions: z.array(mention),
});
/** What a note said until then. */
export const noteVersion = z.object({
  version: z.int(),
  title: z.string(),
  body: z.array(paragraph),
  pictureCount: z.int(),
  replacedAt: at,
});

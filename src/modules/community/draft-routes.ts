import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { at, done, id, line, prose } from '#platform/http/schemas.ts';
import { pictureView } from '#platform/pictures/picture-view.ts';
import { refuse } from '#platform/refusal.ts';
import { draftTextMax, goodsFieldsMax, goodsValueMax } from './domain/draft.ts';
import { cityMax, mentionsMax, nameMax, picturesMax, titleMax } from './domain/rules.ts';
import type { Community } from './index.ts';
import { audience } from './schemas.ts';

const tag = 'community';
const goods = z
  .record(z.string().regex(/^[a-z]{1,20}$/i), prose(goodsValueMax))
  .refine((fields) => Object.keys(fields).length <= goodsFieldsMax, { message: 'too many fields' });
const content = z.object({
  title: prose(titleMax),
  text: prose(draftTextMax),
  mentions: z.array(z.object({ memberId: id, name: line(nameMax) })).max(mentionsMax * 2),
  city: line(cityMax).nullable(),
  placeCircleId: id.nullable(),
  audience,
  pictureIds: z.array(id).max(picturesMax),
  goods,
});
const draft = z.object({
  key: z.string(),
  revision: z.int(),
  savedAt: at,
  content,
  pictures: z.array(pictureView),
});
const params = z.object({ draftKey: z.string().regex(/^[0-9a-z-]{8,40}$/) });

/** The operations on drafts. */
export const draftRoutes = (door: Community): Route[] => [
  route(
    {
      operationId: 'listDrafts',
      method: 'GET',
      path: '/drafts',
      summary: 'What the caller has begun to write, the one saved last first; at most 20',
      tag,
      response: z.object({ items: z.array(draft) }),
    },
    async ({ actor }) => ({
      items: await door.listDrafts(actor ?? refuse('platform/sign-in-required')),
    }),
  ),
  route(
    {
      operationId: 'saveDraft',
      method: 'PUT',
      path: '/drafts/{draftKey}',
      summary: 'Keep a draft under a key of the client’s, on top of the revision it was read at',
      tag,
      params,
      body: z.object({ revision: z.int().min(0), content }),
      bodyBytesMax: 65_536,
      response: z.object({ revision: z.int(), savedAt: at }),
    },
    ({ call, params: { draftKey }, body }) => door.saveDraft(call(), { key: draftKey, ...body }),
  ),
  route(
    {
      operationId: 'deleteDraft',
      method: 'DELETE',
      path: '/drafts/{draftKey}',
      summary: 'Throw a draft away',
      tag,
      params,
      response: done,
    },
    ({ call, params: { draftKey } }) => door.deleteDraft(call(), draftKey),
  ),
];

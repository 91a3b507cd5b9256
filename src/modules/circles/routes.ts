import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { cursor, id, limit, line } from '#platform/http/schemas.ts';
import { nameMax } from './domain/rules.ts';
import type { Circles } from './index.ts';
import { keeperRoutes } from './keeper-routes.ts';
import * as s from './schemas.ts';

const tag = 'circles';
const params = z.object({ circleId: id });

/** The room's operations. */
export function circlesRoutes(door: Circles): Route[] {
  return [
    listCircles(door),
    listMyCircles(door),
    getCircle(door),
    listCircleMembers(door),
    joinCircle(door),
    requestToJoin(door),
    requestCircleMailCode(door),
    joinCircleByMail(door),
    leaveCircle(door),
    ...keeperRoutes(door),
  ];
}

const listCircles = (door: Circles) =>
  route(
    {
      operationId: 'listCircles',
      method: 'GET',
      path: '/circles',
      summary: 'Circles to find, the newest first',
      tag,
      query: z.object({
        kind: s.kind.optional(),
        city: s.city.optional(),
        q: line(nameMax).optional(),
        cursor,
        limit,
      }),
      response: s.circleCards,
    },
    ({ query }) => door.listCircles(query),
  );

const listMyCircles = (door: Circles) =>
  route(
    {
      operationId: 'listMyCircles',
      method: 'GET',
      path: '/me/circles',
      summary: 'The caller’s circles, the latest joined first',
      tag,
      response: s.myCircles,
    },
    ({ actor }) => door.listMyCircles(actor),
  );

const getCircle = (door: Circles) =>
  route(
    {
      operationId: 'getCircle',
      method: 'GET',
      path: '/circles/{circleId}',
      summary: 'A circle’s card; pickup points for its members',
      tag,
      params,
      response: s.circleView,
    },
    (input) => door.getCircle(input.actor, input.params.circleId),
  );

const listCircleMembers = (door: Circles) =>
  route(
    {
      operationId: 'listCircleMembers',
      method: 'GET',
      path: '/circles/{circleId}/members',
      summary: 'Who is in the circle, for its members',
      tag,
      params,
      query: z.object({ cursor, limit }),
      response: s.circleMembers,
    },
    (input) => door.listCircleMembers(input.actor, { ...input.params, ...input.query }),
  );

const joinCircle = (door: Circles) =>
  route(
    {
      operationId: 'joinCircle',
      method: 'POST',
      path: '/circles/{circleId}/membership',
      summary: 'Join an open circle, or one by its invite code',
      tag,
      params,
      body: s.joinBody,
      response: s.circleView,
    },
    (input) => door.joinCircle(input.call(), { ...input.params, ...input.body }),
  );

const requestToJoin = (door: Circles) =>
  route(
    {
      operationId: 'requestToJoin',
      method: 'POST',
      path: '/circles/{circleId}/requests',
      summary: 'Ask the keepers to be let in',
      tag,
      params,
      body: s.askBody,
      response: s.circleView,
    },
    (input) => door.requestToJoin(input.call(), { ...input.params, ...input.body }),
  );

const requestCircleMailCode = (door: Circles) =>
  route(
    {
      operationId: 'requestCircleMailCode',
      method: 'POST',
      path: '/circles/{circleId}/mail-codes',
      summary: 'Send a six-digit code to an address of the circle’s mail domains',
      tag,
      params,
      body: s.mailBody,
      response: s.mailSent,
    },
    (input) => door.requestCircleMailCode(input.call(), { ...input.params, ...input.body }),
  );

const joinCircleByMail = (door: Circles) =>
  route(
    {
      operationId: 'joinCircleByMail',
      method: 'POST',
      path: '/circles/{circleId}/mail-membership',
      summary: 'Join with the code that came by mail',
      tag,
      params,
      body: s.mailCodeBody,
      response: s.circleView,
    },
    (input) => door.joinCircleByMail(input.call(), { ...input.params, ...input.body }),
  );

const leaveCircle = (door: Circles) =>
  route(
    {
      operationId: 'leaveCircle',
      method: 'DELETE',
      path: '/circles/{circleId}/membership',
      summary: 'Leave a circle, or take back a request to join',
      tag,
      params,
      response: s.circleView,
    },
    (input) => door.leaveCircle(input.call(), input.params),
  );

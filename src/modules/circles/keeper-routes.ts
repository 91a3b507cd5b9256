import * as z from 'zod';
import { route, type Route } from '#platform/http/route.ts';
import { cursor, done, id, limit, line } from '#platform/http/schemas.ts';
import type { Circles } from './index.ts';
import * as s from './schemas.ts';

const tag = 'circles';
const params = z.object({ circleId: id });
const memberParams = z.object({ circleId: id, memberId: id });

/** What keepers and operators do with a circle. */
export function keeperRoutes(door: Circles): Route[] {
  return [
    createCircle(door),
    updateCircle(door),
    closeCircle(door),
    getInviteCode(door),
    renewInviteCode(door),
    listJoinRequests(door),
    decideJoinRequest(door),
    removeCircleMember(door),
    setCircleKeeper(door),
    savePickupPoint(door),
    deletePickupPoint(door),
  ];
}

const createCircle = (door: Circles) =>
  route(
    {
      operationId: 'createCircle',
      method: 'POST',
      path: '/circles',
      summary: 'Found a circle and keep it',
      tag,
      body: s.circleBody,
      response: s.circleView,
      status: 201,
      idempotent: true,
    },
    (input) => door.createCircle(input.call(), input.body),
  );

const updateCircle = (door: Circles) =>
  route(
    {
      operationId: 'updateCircle',
      method: 'PATCH',
      path: '/circles/{circleId}',
      summary: 'Change a circle’s card or how one joins it',
      tag,
      params,
      body: s.circlePatch,
      response: s.circleView,
    },
    (input) => door.updateCircle(input.call(), { ...input.params, ...input.body }),
  );

const closeCircle = (door: Circles) =>
  route(
    {
      operationId: 'closeCircle',
      method: 'POST',
      path: '/circles/{circleId}/closure',
      summary: 'Close a circle for good; its members keep what was shown in it',
      tag,
      params,
      body: z.object({ reason: line(300) }),
      response: done,
    },
    async (input) => {
      await door.closeCircle(input.call(), { ...input.params, ...input.body });
    },
  );

const getInviteCode = (door: Circles) =>
  route(
    {
      operationId: 'getInviteCode',
      method: 'GET',
      path: '/circles/{circleId}/invite-code',
      summary: 'The code that lets people in, for keepers',
      tag,
      params,
      response: s.inviteCode,
    },
    (input) => door.getInviteCode(input.call(), input.params),
  );

const renewInviteCode = (door: Circles) =>
  route(
    {
      operationId: 'renewInviteCode',
      method: 'POST',
      path: '/circles/{circleId}/invite-code',
      summary: 'Make a new invite code; the former is good for nothing then',
      tag,
      params,
      response: done,
    },
    async (input) => {
      await door.renewInviteCode(input.call(), input.params);
    },
  );

const listJoinRequests = (door: Circles) =>
  route(
    {
      operationId: 'listJoinRequests',
      method: 'GET',
      path: '/circles/{circleId}/requests',
      summary: 'Who asks to be let in, the longest waiting first',
      tag,
      params,
      query: z.object({ cursor, limit }),
      response: s.joinRequests,
    },
    (input) => door.listJoinRequests(input.actor, { ...input.params, ...input.query }),
  );

const decideJoinRequest = (door: Circles) =>
  route(
    {
      operationId: 'decideJoinRequest',
      method: 'POST',
      path: '/circles/{circleId}/requests/{requestId}/decision',
      summary: 'Let in who asked, or decline',
      tag,
      params: z.object({ circleId: id, requestId: id }),
      body: s.decisionBody,
      response: done,
    },
    async (input) => {
      await door.decideJoinRequest(input.call(), { ...input.params, ...input.body });
    },
  );

const removeCircleMember = (door: Circles) =>
  route(
    {
      operationId: 'removeCircleMember',
      method: 'DELETE',
      path: '/circles/{circleId}/members/{memberId}',
      summary: 'Remove a member from the circle',
      tag,
      params: memberParams,
      response: done,
    },
    async (input) => {
      await door.removeCircleMember(input.call(), input.params);
    },
  );

const setCircleKeeper = (door: Circles) =>
  route(
    {
      operationId: 'setCircleKeeper',
      method: 'PUT',
      path: '/circles/{circleId}/members/{memberId}/keeper',
      summary: 'Make a member a keeper, or take the keeping back',
      tag,
      params: memberParams,
      body: z.object({ isKeeper: z.boolean() }),
      response: done,
    },
    async (input) => {
      await door.setCircleKeeper(input.call(), { ...input.params, ...input.body });
    },
  );

const savePickupPoint = (door: Circles) =>
  route(
    {
      operationId: 'savePickupPoint',
      method: 'POST',
      path: '/circles/{circleId}/pickup-points',
      summary: 'Set up a pickup point, or change the one named by pickupPointId',
      tag,
      params,
      body: s.pickupPointBody,
      response: s.pickupPoint,
      idempotent: true,
    },
    (input) => door.savePickupPoint(input.call(), { ...input.params, ...input.body }),
  );

const deletePickupPoint = (door: Circles) =>
  route(
    {
      operationId: 'deletePickupPoint',
      method: 'DELETE',
      path: '/circles/{circleId}/pickup-points/{pickupPointId}',
      summary: 'Take a pickup point away',
      tag,
      params: z.object({ circleId: id, pickupPointId: id }),
      response: done,
    },
    async (input) => {
      await door.deletePickupPoint(input.call(), input.params);
    },
  );

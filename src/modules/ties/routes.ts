import * as z from 'zod';
import type { Call } from '#platform/actor.ts';
import { route, type Method, type Route } from '#platform/http/route.ts';
import { cursor, id, limit } from '#platform/http/schemas.ts';
import type { Ties } from './index.ts';
import { tiePage, tiesView } from './schemas.ts';
import type { TieInput, TiesView } from './types.ts';

const tag = 'ties';
const params = z.object({ memberId: id });
const query = z.object({ cursor, limit });

/** The room's operations. */
export function tiesRoutes(door: Ties): Route[] {
  const change = (
    operationId: string,
    [method, thing]: [Method, 'follow' | 'block' | 'mute'],
    summary: string,
    run: (call: Call, input: TieInput) => Promise<TiesView>,
  ) =>
    route(
      {
        operationId,
        method,
        path: `/members/{memberId}/${thing}`,
        summary,
        tag,
        params,
        response: tiesView,
      },
      (input) => run(input.call(), input.params),
    );
  return [
    getMemberTies(door),
    change('followMember', ['PUT', 'follow'], 'Follow a member', door.follow),
    change('unfollowMember', ['DELETE', 'follow'], 'Stop following a member', door.unfollow),
    change(
      'blockMember',
      ['PUT', 'block'],
      'Block a member: neither sees anything of the other, follows between them end',
      door.block,
    ),
    change('unblockMember', ['DELETE', 'block'], 'End a block', door.unblock),
    change(
      'muteMember',
      ['PUT', 'mute'],
      'Mute a member: left out of one’s own feeds, search and notices',
      door.mute,
    ),
    change('unmuteMember', ['DELETE', 'mute'], 'End a mute', door.unmute),
    listFollowing(door),
    listFollowers(door),
    listBlocked(door),
    listMuted(door),
  ];
}

const getMemberTies = (door: Ties) =>
  route(
    {
      operationId: 'getMemberTies',
      method: 'GET',
      path: '/members/{memberId}/ties',
      summary: 'How many follow a member and whom they follow, and how the caller stands with them',
      tag,
      params,
      response: tiesView,
    },
    (input) => door.getMemberTies(input.actor, input.params.memberId),
  );

const listFollowing = (door: Ties) =>
  route(
    {
      operationId: 'listFollowing',
      method: 'GET',
      path: '/members/{memberId}/following',
      summary: 'Whom a member follows, the latest first',
      tag,
      params,
      query,
      response: tiePage,
    },
    (input) =>
      door.listFollows(input.actor, { ...input.params, ...input.query, list: 'following' }),
  );

const listFollowers = (door: Ties) =>
  route(
    {
      operationId: 'listFollowers',
      method: 'GET',
      path: '/members/{memberId}/followers',
      summary: 'Who follows a member, the latest first',
      tag,
      params,
      query,
      response: tiePage,
    },
    (input) =>
      door.listFollows(input.actor, { ...input.params, ...input.query, list: 'followers' }),
  );

const listBlocked = (door: Ties) =>
  route(
    {
      operationId: 'listBlocked',
      method: 'GET',
      path: '/me/blocked',
      summary: 'Whom the caller has blocked, the latest first',
      tag,
      query,
      response: tiePage,
    },
    (input) => door.listHides(input.actor, 'block', input.query),
  );

const listMuted = (door: Ties) =>
  route(
    {
      operationId: 'listMuted',
      method: 'GET',
      path: '/me/muted',
      summary: 'Whom the caller has muted, the latest first',
      tag,
      query,
      response: tiePage,
    },
    (input) => door.listHides(input.actor, 'mute', input.query),
  );

import { error } from '@sveltejs/kit';
import { requireMember } from '#kit/server/guests.ts';
import {
  circleChange,
  circleForm,
  keeping,
  ofMember,
  ofPoint,
  point,
  request,
} from '../../../../views/circles/circle-forms.ts';
import { plainMember } from '../../../../views/circles/plain-member.ts';
import type { Actions, PageServerLoad } from './$types';

/** Requests and members shown at once. */
const pageSize = 30;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { circles } = event.locals.rooms;
  const circleId = event.params.id;
  const circle = await circles.getCircle(actor, circleId);
  // Whoever does not keep it is told what anybody is told of a page that does not exist.
  if (circle.standing !== 'keeper' && !circle.isOperated) error(404);
  const cursor = event.url.searchParams.get('after')?.slice(0, 200);
  const [requests, members, invitation] = await Promise.all([
    circles.listJoinRequests(actor, { circleId, limit: pageSize }),
    circles.listCircleMembers(actor, { circleId, cursor, limit: pageSize }),
    circles.getInviteCode(event.locals.call(), { circleId }),
  ]);
  return {
    circle,
    inviteCode: invitation.code,
    requests: requests.items.map(({ id, member, words }) => ({
      id,
      words,
      name: member.nickname,
      memberId: member.id,
      avatarSrc: member.avatarUrl ?? undefined,
    })),
    members: members.items.map(plainMember),
    nextCursor: members.nextCursor,
    isDone: event.url.searchParams.has('done'),
  };
};

/** A form of this page; done, the page says so and is read anew. */
const keep = (work: Parameters<typeof circleForm<void>>[0]) => circleForm(work, '/keep?done');

export const actions: Actions = {
  decide: keep(async ({ locals, params }, typed) => {
    const input = { circleId: params.id, ...locals.parse(request, typed) };
    await locals.rooms.circles.decideJoinRequest(locals.call(), input);
  }),
  card: keep(async ({ locals, params }, typed) => {
    const change = { circleId: params.id, ...locals.parse(circleChange, typed) };
    await locals.rooms.circles.updateCircle(locals.call(), change);
  }),
  renew: keep(async ({ locals, params }) => {
    await locals.rooms.circles.renewInviteCode(locals.call(), { circleId: params.id });
  }),
  point: keep(async ({ locals, params }, typed) => {
    const input = { circleId: params.id, ...locals.parse(point, typed) };
    await locals.rooms.circles.savePickupPoint(locals.call(), input);
  }),
  deletePoint: keep(async ({ locals, params }, typed) => {
    const input = { circleId: params.id, ...locals.parse(ofPoint, typed) };
    await locals.rooms.circles.deletePickupPoint(locals.call(), input);
  }),
  keeper: keep(async ({ locals, params }, typed) => {
    const input = { circleId: params.id, ...locals.parse(keeping, typed) };
    await locals.rooms.circles.setCircleKeeper(locals.call(), input);
  }),
  remove: keep(async ({ locals, params }, typed) => {
    const input = { circleId: params.id, ...locals.parse(ofMember, typed) };
    await locals.rooms.circles.removeCircleMember(locals.call(), input);
  }),
};

import type { RequestEvent } from '@sveltejs/kit';
import type { CircleView } from '#circles';
import {
  circleForm,
  inviteCode,
  mail,
  mailCode,
  words,
} from '../../../views/circles/circle-forms.ts';
import { plainMember } from '../../../views/circles/plain-member.ts';
import { loadFeed } from '../../../views/feed/load-feed.ts';
import { plainListing } from '../../../views/product.ts';
import type { Actions, PageServerLoad } from './$types';

const goodsMax = 24;
const membersMax = 30;
const tabs = ['notes', 'goods', 'about'] as const;

export const load: PageServerLoad = async (event) => {
  const { actor, rooms } = event.locals;
  const circle = await rooms.circles.getCircle(actor, event.params.id);
  const isMember = circle.standing === 'member' || circle.standing === 'keeper';
  const keeps = circle.standing === 'keeper' || circle.isOperated;
  return { circle, isMember, keeps, inside: await loadInside(event, circle, isMember) };
};

/** What members see; an operator from outside sees who is in the circle, but not what they show. */
async function loadInside(event: RequestEvent, circle: CircleView, isMember: boolean) {
  if (!isMember && !circle.isOperated) return undefined;
  const asked = tabs.find((tab) => tab === event.url.searchParams.get('tab'));
  const tab = isMember ? (asked ?? 'notes') : 'about';
  if (tab === 'notes') {
    return { tab, ...(await loadFeed(event, { kind: 'circle', circleId: circle.id })) };
  }
  return tab === 'goods' ? loadGoods(event, circle.id) : loadAbout(event, circle.id);
}

async function loadGoods({ locals, url }: RequestEvent, circleId: string) {
  const cursor = url.searchParams.get('after')?.slice(0, 200);
  const page = await locals.rooms.catalog.listListings(locals.actor, {
    of: { circleId },
    cursor,
    limit: goodsMax,
  });
  const { nextCursor } = page;
  return { tab: 'goods' as const, goods: page.items.map(plainListing), nextCursor };
}

async function loadAbout({ locals, url }: RequestEvent, circleId: string) {
  const cursor = url.searchParams.get('after')?.slice(0, 200);
  const page = await locals.rooms.circles.listCircleMembers(locals.actor, {
    circleId,
    cursor,
    limit: membersMax,
  });
  const { nextCursor } = page;
  return { tab: 'about' as const, members: page.items.map(plainMember), nextCursor };
}

export const actions: Actions = {
  join: circleForm(async ({ locals, params }, typed) => {
    const code = 'code' in typed ? locals.parse(inviteCode, typed).code : undefined;
    await locals.rooms.circles.joinCircle(locals.call(), { circleId: params.id, code });
  }),
  ask: circleForm(async ({ locals, params }, typed) => {
    const asked = { circleId: params.id, ...locals.parse(words, typed) };
    await locals.rooms.circles.requestToJoin(locals.call(), asked);
  }),
  mail: circleForm(async ({ locals, params }, typed) => {
    const input = { circleId: params.id, ...locals.parse(mail, typed) };
    const { mailMasked } = await locals.rooms.circles.requestCircleMailCode(locals.call(), input);
    return { mailMasked };
  }),
  mailCode: circleForm(async ({ locals, params }, typed) => {
    const input = { circleId: params.id, ...locals.parse(mailCode, typed) };
    await locals.rooms.circles.joinCircleByMail(locals.call(), input);
  }),
  leave: circleForm(async ({ locals, params }) => {
    await locals.rooms.circles.leaveCircle(locals.call(), { circleId: params.id });
  }),
};

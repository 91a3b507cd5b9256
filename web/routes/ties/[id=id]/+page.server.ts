import { redirect, type RequestEvent } from '@sveltejs/kit';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { ownPath } from '#kit/server/own-path.ts';
import { plainMember } from '../../../views/plain-member.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { identity, ties } = event.locals.rooms;
  const { id } = event.params;
  const [member, between] = await Promise.all([
    identity.getMember(id, actor.memberId),
    ties.getMemberTies(actor, id),
  ]);
  return {
    member: plainMember(member),
    ties: between,
    isOwn: actor.memberId === id,
  };
};

type Change = 'follow' | 'unfollow' | 'block' | 'unblock' | 'mute' | 'unmute';

/** Changes what is between the caller and the member of this page, and goes back. */
const change = (name: Change) => async (event: RequestEvent<{ id: string }>) => {
  const form = await event.request.formData();
  const back = ownPath(form.get('back'));
  requireMember({ locals: event.locals, url: new URL(back, event.url) });
  return answerForm(event, form, async () => {
    await event.locals.rooms.ties[name](event.locals.call(), { memberId: event.params.id });
    redirect(303, back);
  });
};

export const actions: Actions = {
  follow: change('follow'),
  unfollow: change('unfollow'),
  block: change('block'),
  unblock: change('unblock'),
  mute: change('mute'),
  unmute: change('unmute'),
};

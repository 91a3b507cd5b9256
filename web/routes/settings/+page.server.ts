import { fail } from '@sveltejs/kit';
import * as z from 'zod';
import { id } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { code, phone, profile } from '#kit/server/inputs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { identity } = event.locals.rooms;
  const [me, sessions] = await Promise.all([identity.getMe(actor), identity.listSessions(actor)]);
  return {
    me: {
      id: me.id,
      nickname: me.nickname,
      bio: me.bio,
      city: me.city,
      phoneMasked: me.phoneMasked,
    },
    sessions: sessions.items.map((session) => ({
      id: session.id,
      device: session.device,
      ipPrefix: session.ipPrefix,
      lastUsedAt: session.lastUsedAt.toISOString(),
      isCurrent: session.isCurrent,
    })),
  };
};

export const actions: Actions = {
  profile: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const wished = event.locals.parse(profile, Object.fromEntries(form));
      await event.locals.rooms.identity.updateProfile(event.locals.call(), wished);
      return { done: 'profile' as const };
    });
  },

  send: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      event.locals.call();
      const wished = event.locals.parse(phone, form.get('phone'));
      const ask = { phone: wished, purpose: 'change-phone' as const };
      const sent = await event.locals.rooms.identity.requestSignInCode(event.locals.visit, ask);
      return { codeFor: wished, phoneMasked: sent.phoneMasked };
    });
  },

  phone: async (event) => {
    const form = await event.request.formData();
    const answer = await answerForm(event, form, async () => {
      const { ip } = event.locals.visit;
      const change = { ...event.locals.parse(phoneChange, Object.fromEntries(form)), ip };
      const changed = await event.locals.rooms.identity.changePhone(event.locals.call(), change);
      return { done: 'phone' as const, phoneMasked: changed.phoneMasked };
    });
    // A wrong code leaves the second step open, with the same number.
    if ('data' in answer)
      return fail(answer.status, { ...answer.data, codeFor: text(form, 'phone') });
    return answer;
  },

  revoke: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const sessionId = event.locals.parse(id, form.get('sessionId'));
      await event.locals.rooms.identity.revokeSession(event.locals.call(), { sessionId });
      return { done: 'revoke' as const };
    });
  },
};

const phoneChange = z.object({ phone, code });

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

import { fail, redirect } from '@sveltejs/kit';
import type { SignInInput } from '#identity';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import * as inputs from '#kit/server/inputs.ts';
import { ownPath } from '#kit/server/own-path.ts';
import { openSession } from '#kit/server/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** How far a visitor has come; what they typed travels with it, so every step works by itself. */
interface Step {
  readonly step: 'code' | 'join';
  readonly phone: string;
  readonly phoneMasked: string;
  readonly code?: string;
  readonly resendAt?: string;
}

export const load: PageServerLoad = ({ locals, url }) => {
  const back = ownPath(url.searchParams.get('back'));
  if (locals.actor) redirect(303, back);
  const { termsVersion, privacyVersion } = locals.rooms.house;
  return {
    back,
    isNeeded: url.searchParams.has('back'),
    documents: { termsVersion, privacyVersion },
  };
};

export const actions: Actions = {
  send: (event) => act(event, sendCode),
  enter: (event) => act(event, enter),
  join: (event) => act(event, join),
};

const signIn = z.object({ phone: inputs.phone, code: inputs.code });
const signUp = signIn.extend({ nickname: inputs.nickname, consent: z.literal('on') });

type Answer = { next: Step };

async function act(
  event: RequestEvent,
  work: (event: RequestEvent, form: FormData) => Promise<Answer>,
) {
  const form = await event.request.formData();
  const answer = await answerForm(event, form, () => work(event, form));
  if ('next' in answer) return answer;
  // A refused step is shown again with everything it needs to be sent once more.
  const step = form.get('step');
  const stays = step === 'code' || step === 'join';
  const { code, ...typed } = credentials(form);
  const next = stays ? { step, ...typed, ...(step === 'join' ? { code } : {}) } : undefined;
  return fail(answer.status, { ...answer.data, next });
}

async function sendCode({ locals }: RequestEvent, form: FormData): Promise<Answer> {
  const phone = locals.parse(inputs.phone, form.get('phone'));
  const sent = await locals.rooms.identity.requestSignInCode(locals.visit, { phone });
  const { phoneMasked, resendAt } = sent;
  return { next: { step: 'code', phone, phoneMasked, resendAt: resendAt.toISOString() } };
}

async function enter(event: RequestEvent, form: FormData): Promise<Answer> {
  const { identity } = event.locals.rooms;
  const { phoneMasked } = credentials(form);
  const { phone, code } = event.locals.parse(signIn, Object.fromEntries(form));
  try {
    openSession(event, await identity.signIn(event.locals.visit, { phone, code }));
  } catch (error) {
    const problem = event.locals.explain(error);
    if (problem.code !== 'identity/unknown-phone') throw error;
    return { next: { step: 'join', phone, phoneMasked, code } };
  }
  redirect(303, ownPath(event.url.searchParams.get('back')));
}

async function join(event: RequestEvent, form: FormData): Promise<Answer> {
  const { identity } = event.locals.rooms;
  const { phone, code, nickname } = event.locals.parse(signUp, Object.fromEntries(form));
  const consent = { termsVersion: text(form, 'terms'), privacyVersion: text(form, 'privacy') };
  openSession(event, await identity.signUp(event.locals.visit, { phone, code, nickname, consent }));
  redirect(303, ownPath(event.url.searchParams.get('back')));
}

function credentials(form: FormData): SignInInput & { phoneMasked: string; resendAt: string } {
  return {
    phone: text(form, 'phone'),
    code: text(form, 'code').trim(),
    phoneMasked: text(form, 'phoneMasked'),
    resendAt: text(form, 'resendAt'),
  };
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

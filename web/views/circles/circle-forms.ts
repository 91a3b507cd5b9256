import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { id, line, prose } from '#platform/http/schemas.ts';

/** What the forms of circles may hold before a door is knocked at; the API's own limits. */
const city = z.union([z.literal(''), line(30)]).transform((text) => text || null);
const rule = z.enum(['open', 'code', 'request', 'mail']);
/** Domains as they are typed: on one line, with spaces or commas between them. */
const domains = z
  .string()
  .max(1_000)
  .transform((text) => text.split(/[\s,，、;；]+/).filter(Boolean))
  .pipe(z.array(line(100)).max(10));
const name = line(30).refine((text) => [...text].length >= 2, { message: 'too short' });
const card = {
  name,
  description: prose(500).default(''),
  city: city.default(null),
  joinRule: rule,
  mailDomains: domains.optional(),
};

export const newCircle = z.object({
  kind: z.enum(['campus', 'building', 'city', 'fandom']),
  ...card,
});
export const circleChange = z.object(card);
export const request = z.object({ requestId: id, decision: z.enum(['accept', 'decline']) });
export const ofMember = z.object({ memberId: id });
export const keeping = z.object({ memberId: id, isKeeper: z.stringbool() });
export const point = z.object({
  pickupPointId: id.optional(),
  name: line(40),
  description: prose(300).default(''),
  hours: prose(60).default(''),
});
export const ofPoint = z.object({ pickupPointId: id });
export const words = z.object({ words: prose(200).default('') });
export const inviteCode = z.object({ code: z.string().trim().min(1).max(40) });
export const mail = z.object({ mail: z.string().trim().min(1).max(254) });
export const mailCode = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

type CircleEvent = RequestEvent<{ id: string }>;
type Work<Answer> = (
  event: CircleEvent,
  typed: Record<string, FormDataEntryValue>,
) => Promise<Answer>;

/**
 * A form of a circle's page: a guest signs in and comes back; what the work answers is shown on
 * the page, and when it answers nothing the page is read anew.
 */
export const circleForm =
  <Answer>(work: Work<Answer>, page = '') =>
  async (event: CircleEvent) => {
    const here = `/circles/${event.params.id}${page}`;
    requireMember({ locals: event.locals, url: new URL(here, event.url) });
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const answer = await work(event, Object.fromEntries(form));
      return answer === undefined ? redirect(303, here) : answer;
    });
  };

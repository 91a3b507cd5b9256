import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { id } from '#platform/http/schemas.ts';
import { bundleIn, templateIn } from '../../views/freight/freight-forms.ts';
import { plain } from '../../views/trade/plain-order.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { catalog } = event.locals.rooms;
  const [{ items }, bundle, eligibility] = await Promise.all([
    catalog.listFreightTemplates(actor),
    catalog.getBundleTerms({ memberId: actor.memberId }),
    catalog.getSellingEligibility(actor),
  ]);
  const templates = plain(items);
  const asked = event.url.searchParams.get('edit');
  return {
    templates,
    bundle: plain(bundle),
    eligible: eligibility.eligible,
    /** The template that is being changed, or `new`; undefined while the list is read. */
    editing: asked === 'new' ? ('new' as const) : templates.find((one) => one.id === asked),
    // One key a page: sending the form twice makes one template.
    idempotencyKey: randomUUID(),
    said: event.url.searchParams.get('said'),
  };
};

const edited = z.object({
  templateId: id.optional(),
  version: z.coerce.number().int().min(1).optional(),
});

export const actions: Actions = {
  save: async (event) => {
    const actor = requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { catalog, house } = event.locals.rooms;
      const { templateId, version } = event.locals.parse(edited, Object.fromEntries(form));
      const terms = templateIn(form, house.provinces);
      if (templateId && version) {
        const input = { ...terms, templateId, version };
        await catalog.updateFreightTemplate(event.locals.call(form), input);
      } else {
        // Who may sell and has not opened quick sell yet does so here.
        const { quickSellOpenedAt } = await catalog.getSellingEligibility(actor);
        if (!quickSellOpenedAt) await catalog.openQuickSell(event.locals.call());
        await catalog.createFreightTemplate(event.locals.call(form), terms);
      }
      redirect(303, '/freight?said=saved');
    });
  },

  remove: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const templateId = event.locals.parse(id, form.get('templateId'));
      await event.locals.rooms.catalog.removeFreightTemplate(event.locals.call(), { templateId });
      redirect(303, '/freight?said=removed');
    });
  },

  bundle: async (event) => {
    const actor = requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { catalog } = event.locals.rooms;
      const { quickSellOpenedAt } = await catalog.getSellingEligibility(actor);
      if (!quickSellOpenedAt) await catalog.openQuickSell(event.locals.call());
      await catalog.setBundleTerms(event.locals.call(), bundleIn(form));
      redirect(303, '/freight?said=bundle');
    });
  },
};

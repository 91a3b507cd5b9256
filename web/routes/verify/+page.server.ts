import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { realName } from '#kit/server/inputs.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { identity, catalog } = event.locals.rooms;
  const [me, eligibility] = await Promise.all([
    identity.getMe(actor),
    catalog.getSellingEligibility(actor),
  ]);
  return {
    eligible: eligibility.eligible,
    maySell: eligibility.maySell,
    realName: {
      state: me.realName.state,
      nameMasked: me.realName.nameMasked,
      reason: reasonText(event, me.realName.reason),
    },
    checks: eligibility.checks.map((check) => ({
      code: check.code,
      passed: check.passed,
      nextStep: check.nextStep,
      days: check.days,
      daysNeeded: check.daysNeeded,
      eligibleAt: check.eligibleAt?.toISOString(),
    })),
  };
};

export const actions: Actions = {
  realName: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { rooms } = event.locals;
      const { name, idNumber } = event.locals.parse(realName, Object.fromEntries(form));
      const answer = await rooms.identity.submitRealName(event.locals.call(form), {
        name,
        idNumber,
      });
      return { realName: answer.state };
    });
  },

  pro: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await event.locals.rooms.identity.openProAccount(event.locals.call());
      return { opened: 'pro' as const };
    });
  },

  quickSell: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      await event.locals.rooms.catalog.openQuickSell(event.locals.call());
      return { opened: 'quick-sell' as const };
    });
  },
};

/** A provider's no is a refusal code, an operator's is a sentence of their own. */
function reasonText(event: RequestEvent | Parameters<PageServerLoad>[0], reason: string | null) {
  if (reason === null || !reason.startsWith('identity/')) return reason;
  return event.locals.refusalText(reason);
}

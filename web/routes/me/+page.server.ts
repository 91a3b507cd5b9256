import { stepsLeft } from '../../views/steps-left.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { actor, rooms } = locals;
  if (!actor) return { me: undefined };
  const [me, eligibility, holiday] = await Promise.all([
    rooms.identity.getMe(actor),
    rooms.catalog.getSellingEligibility(actor),
    rooms.catalog.getHoliday(actor, { memberId: actor.memberId }),
  ]);
  return {
    me: {
      id: me.id,
      nickname: me.nickname,
      avatarUrl: me.avatarUrl,
      bio: me.bio,
      joinedAt: me.joinedAt.toISOString(),
      isVerified: me.isVerified,
      isPro: me.isPro,
      isOperator: me.isOperator,
    },
    maySell: eligibility.maySell,
    hasShop: eligibility.quickSellOpenedAt !== null,
    awayUntil: holiday?.isAway ? holiday.until.toISOString() : undefined,
    stepsLeft: stepsLeft(eligibility.checks),
  };
};

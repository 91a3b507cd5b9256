import * as z from 'zod';
import { requireMember } from '#kit/server/guests.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import type { PageServerLoad } from './$types';

const spans = ['7', '30', '90'] as const;
const query = z.object({ days: z.enum(spans).catch('7') });

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { days } = query.parse(Object.fromEntries(event.url.searchParams));
  const count = Number(days) as 7 | 30 | 90;
  const stats = await event.locals.rooms.orders.getShopStats(actor, { days: count });
  return { spans, span: days, stats: plain(stats) };
};

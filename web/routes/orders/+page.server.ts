import * as z from 'zod';
import type { OrderGroup } from '#orders';
import { requireMember } from '#kit/server/guests.ts';
import { day, line } from '#platform/http/schemas.ts';
import { plain } from '../../views/trade/plain-order.ts';
import type { PageServerLoad } from './$types';

const groups = [
  'to-pay',
  'to-ship',
  'on-the-way',
  'done',
  'closed',
] as const satisfies OrderGroup[];
const query = z.object({
  role: z.enum(['buyer', 'seller']).catch('buyer'),
  text: line(60).optional().catch(undefined),
  group: z.enum(groups).optional().catch(undefined),
  sale: z.literal('open').optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
});
const pageSize = 20;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { after, ...search } = query.parse(Object.fromEntries(event.url.searchParams));
  const { role, text, group, sale, from, to } = search;
  const { orders } = event.locals.rooms;
  const inAfterSale = sale === 'open';
  const [{ items, nextCursor }, counts] = await Promise.all([
    orders.listOrders(actor, {
      role,
      text,
      group,
      inAfterSale,
      from,
      to,
      cursor: after,
      limit: pageSize,
    }),
    orders.countOrders(actor, { role, text, from, to }),
  ]);
  return {
    search,
    isNarrowed: [text, group, sale, from, to].some(Boolean),
    counts: { ...counts, groups: groups.map((name) => ({ name, count: counts.groups[name] })) },
    orders: items.map(plain),
    nextCursor,
  };
};

import * as z from 'zod';
import { requireMember } from '#kit/server/guests.ts';
import { plain } from '../../views/trade/plain-order.ts';
import type { PageServerLoad } from './$types';

const states = [
  'WAIT_PAY',
  'WAIT_SHIP',
  'SHIPPED',
  'DELIVERED',
  'COMPLETED',
  'REFUNDED',
  'CLOSED',
] as const;
const query = z.object({
  role: z.enum(['buyer', 'seller']).catch('buyer'),
  state: z.enum(states).optional().catch(undefined),
  after: z.string().max(200).optional(),
});
const pageSize = 20;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const asked = query.parse(Object.fromEntries(event.url.searchParams));
  const { items, nextCursor } = await event.locals.rooms.orders.listOrders(actor, {
    role: asked.role,
    state: asked.state,
    cursor: asked.after,
    limit: pageSize,
  });
  return { role: asked.role, state: asked.state, states, orders: items.map(plain), nextCursor };
};

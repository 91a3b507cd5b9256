import { day } from '#platform/http/schemas.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import { yuanToFen } from '../../../views/trade/yuan.ts';
import { requireOperator } from '../operator.ts';
import type { PageServerLoad } from './$types';

const pageSize = 30;
const dayTyped = day.optional().catch(undefined);
const states = ['WAIT_PAY', 'WAIT_SHIP', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CLOSED', 'REFUNDED'];

export const load: PageServerLoad = async (event) => {
  requireOperator(event);
  const typed = typedIn(event.url.searchParams);
  const found = await event.locals.rooms.office.searchOrders({
    q: typed.q || undefined,
    state: states.includes(typed.state) ? typed.state : undefined,
    totalFen: typed.total ? yuanToFen(typed.total) : undefined,
    from: dayTyped.parse(typed.from),
    until: dayTyped.parse(typed.until),
    cursor: event.url.searchParams.get('after')?.slice(0, 200) || undefined,
    limit: pageSize,
  });
  return { typed, states, items: plain(found.items), more: moreOf(event.url, found.nextCursor) };
};

/** What was typed, cut to what anybody would type. */
function typedIn(params: URLSearchParams) {
  const of = (name: string) => (params.get(name) ?? '').trim().slice(0, 80);
  return {
    q: of('q'),
    state: of('state'),
    total: of('total'),
    from: of('from'),
    until: of('until'),
  };
}

/** The same search from where this page ends. */
function moreOf(url: URL, cursor: string | null): string | null {
  if (!cursor) return null;
  const params = new URLSearchParams(url.searchParams);
  params.set('after', cursor);
  return `?${params}`;
}

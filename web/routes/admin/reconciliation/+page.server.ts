import { plain } from '../../../views/trade/plain-order.ts';
import { requireOperator } from './admit.ts';
import { kinds, states } from './case-texts.ts';
import type { PageServerLoad } from './$types';

const pageSize = 30;

export const load: PageServerLoad = async (event) => {
  requireOperator(event);
  const wanted = event.url.searchParams;
  const state = oneOf(states, wanted.get('state')) ?? 'OPEN';
  const kind = oneOf(kinds, wanted.get('kind'));
  const cursor = wanted.get('after')?.slice(0, 200);
  const page = await event.locals.rooms.payments.listCases({
    state,
    kind,
    cursor,
    limit: pageSize,
  });
  return { ...plain(page), state, kind: kind ?? null };
};

const oneOf = <Value extends string>(known: readonly Value[], text: string | null) =>
  known.find((value) => value === text);

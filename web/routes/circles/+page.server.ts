import * as z from 'zod';
import { line } from '#platform/http/schemas.ts';
import { kinds } from '../../views/circles/circle-words.ts';
import type { PageServerLoad } from './$types';

/** Circles found at once. */
const foundMax = 20;
const typedName = z.union([line(30), z.literal('')]).catch('');

export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, rooms } = locals;
  const asked = url.searchParams;
  const kind = kinds.find((one) => one === asked.get('kind'));
  const q = typedName.parse(asked.get('q') ?? '');
  const cursor = asked.get('after')?.slice(0, 200);
  const [found, mine] = await Promise.all([
    rooms.circles.listCircles({ kind, q: q || undefined, cursor, limit: foundMax }),
    actor ? rooms.circles.listMyCircles(actor) : undefined,
  ]);
  return { own: mine?.items ?? [], kind, q, found: found.items, nextCursor: found.nextCursor };
};

import { redirect } from '@sveltejs/kit';
import { isId } from '#platform/ids.ts';
import type { RequestHandler } from './$types';

/** Where the goods that were chosen in a shop are ordered together. */
export const GET: RequestHandler = ({ url }) => {
  const [first, ...others] = [...new Set(url.searchParams.getAll('pick'))].filter(isId);
  if (!first) redirect(303, '/');
  const query = others.map((id) => `with=${id}`).join('&');
  redirect(303, `/checkout/${first}${query ? `?${query}` : ''}`);
};

import type { RequestEvent } from '@sveltejs/kit';

/** Counts a look at listings for their sellers' numbers; of who looked nothing is kept. */
export async function countLook(
  { locals, request }: Pick<RequestEvent, 'locals' | 'request'>,
  listings: readonly { id: string; sellerId: string }[],
): Promise<void> {
  const looker = {
    memberId: locals.actor?.memberId,
    userAgent: request.headers.get('user-agent') ?? undefined,
  };
  await locals.rooms.catalog.countLooks(looker, listings);
}

import { drawShareCard } from '#kit/server/share-card.ts';
import type { RequestHandler } from './$types';

/** Drawn cards of the last minutes, by what stands on them: a link that is passed on is asked often. */
const drawn = new Map<string, Promise<Buffer>>();
const drawnMax = 60;

/** A member's card as a picture; `?save` keeps it as a file. */
export const GET: RequestHandler = async ({ params, locals, url }) => {
  const { rooms, actor, publicOrigin, locale } = locals;
  const member = await rooms.identity.getMember(params.id, actor?.memberId);
  // What a guest may see: the card goes on to people whom nobody knows.
  const { items } = await rooms.community.getFeed(undefined, {
    kind: 'author',
    authorId: params.id,
    limit: 3,
  });
  const face = {
    id: member.id,
    name: member.nickname,
    bio: member.bio,
    city: member.city,
    locale,
    days: Math.floor((locals.now().getTime() - member.joinedAt.getTime()) / 86_400_000) + 1,
    avatarUrl: member.avatarUrl,
    coverUrls: items.flatMap(({ cover }) => cover.sources[0]?.url ?? []),
    link: `${publicOrigin}/u/${member.id}`,
  };
  const key = JSON.stringify(face);
  const drawing = drawn.get(key) ?? drawShareCard(face, rooms.pictureShelf.read);
  drawn.delete(key);
  drawn.set(key, drawing);
  if (drawn.size > drawnMax) drawn.delete(drawn.keys().next().value!);
  drawing.catch(() => drawn.delete(key));
  return new Response(new Uint8Array(await drawing), {
    headers: {
      'content-type': 'image/png',
      'cache-control': actor ? 'private, max-age=60' : 'public, max-age=300',
      ...(url.searchParams.has('save')
        ? { 'content-disposition': `attachment; filename="tuckshop-${member.id}.png"` }
        : {}),
    },
  });
};

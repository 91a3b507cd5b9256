import type { Read } from './reads.ts';
import { tokenOf, type TownSize } from './town-sql.ts';

const readersOf = (town: TownSize): string[] =>
  Array.from({ length: town.readers }, (_, reader) => tokenOf(reader));

/** Following of members who follow 1,000 others each, first page; each asks for their own. */
export const followingRead: Read = {
  name: 'following',
  asked: async (_ground, town) =>
    readersOf(town).map((token) => ({ path: '/api/v1/feed?kind=following', token })),
};

/** Discover of members with topics of their own, first page. */
export const discoverRead: Read = {
  name: 'discover',
  asked: async (_ground, town) => readersOf(town).map((token) => ({ path: '/api/v1/feed', token })),
};

/** Notes in full, of a thousand different ones, as members read them. */
export const noteRead: Read = {
  name: 'note',
  async asked(ground, town) {
    const tokens = readersOf(town);
    const rows = await ground.query<{ id: string }>(
      'select id from community.note order by md5(id::text) limit 1000',
    );
    return rows.map(({ id }, at) => ({
      path: `/api/v1/notes/${id}`,
      token: tokens[at % tokens.length]!,
    }));
  },
};

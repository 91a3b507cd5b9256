import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { community } = locals.rooms;
  const versions = await community.listVersions(locals.actor, params.id);
  return {
    noteId: params.id,
    versions: versions.map((one) => ({ ...one, replacedAt: one.replacedAt.toISOString() })),
  };
};

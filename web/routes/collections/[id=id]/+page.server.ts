import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line } from '#platform/http/schemas.ts';
import { columnsToDraw } from '#kit/cards/columns.ts';
import { answerForm } from '#kit/server/forms.ts';
import { feedPageSize } from '../../../views/feed/load-feed.ts';
import { plainNote } from '../../../views/note-cards.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url, cookies, request }) => {
  const { rooms, actor } = locals;
  const cursor = url.searchParams.get('after')?.slice(0, 200);
  const collectionId = params.id;
  const collection = await rooms.reactions.getCollection(actor, collectionId);
  const [owner, page] = await Promise.all([
    rooms.identity.getMember(collection.memberId, actor?.memberId),
    rooms.reactions.listSaved(actor, { collectionId, cursor, limit: feedPageSize }),
  ]);
  return {
    collection: {
      id: collection.id,
      name: collection.name,
      isPublic: collection.isPublic,
      noteCount: collection.noteCount,
    },
    owner: { id: owner.id, name: owner.nickname },
    isOwn: actor?.memberId === owner.id,
    notes: page.items.flatMap(({ note }) => (note ? [plainNote(note)] : [])),
    gone: page.items.filter(({ note }) => !note).map(({ noteId }) => noteId),
    nextCursor: page.nextCursor,
    columnCount: columnsToDraw(cookies.get('cols'), request.headers.get('user-agent') ?? ''),
  };
};

const rename = z.object({ name: line(20) });
const ofNote = z.object({ noteId: id });

export const actions: Actions = {
  rename: (event) =>
    act(event, async (form) => {
      const { name } = event.locals.parse(rename, Object.fromEntries(form));
      const change = { collectionId: event.params.id, name };
      await event.locals.rooms.reactions.updateCollection(event.locals.call(), change);
    }),
  show: (event) =>
    act(event, async (form) => {
      const change = { collectionId: event.params.id, isPublic: form.get('isPublic') === 'yes' };
      await event.locals.rooms.reactions.updateCollection(event.locals.call(), change);
    }),
  remove: (event) =>
    act(event, async (form) => {
      const { noteId } = event.locals.parse(ofNote, Object.fromEntries(form));
      await event.locals.rooms.reactions.unsaveNote(event.locals.call(), noteId);
    }),
  delete: (event) =>
    act(event, async () => {
      const { reactions } = event.locals.rooms;
      await reactions.deleteCollection(event.locals.call(), event.params.id);
      redirect(303, `/u/${event.locals.call().actor.memberId}?tab=saved`);
    }),
};

async function act(
  event: Parameters<Actions[string]>[0],
  change: (form: FormData) => Promise<void>,
) {
  const form = await event.request.formData();
  return answerForm(event, form, () => change(form));
}

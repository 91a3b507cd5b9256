import type { RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#platform/actor.ts';
import type { PictureView } from '#platform/pictures/picture-view.ts';
import type { KeptDraft } from './draft.svelte.ts';

/** What the page that writes a note needs; with `?edit=` an own note to be changed. */
export async function loadCompose({ locals, url }: RequestEvent, actor: Actor) {
  const { rooms } = locals;
  const edited = url.searchParams.get('edit');
  const [drafts, help, eligibility, own] = await Promise.all([
    rooms.community.listDrafts(actor),
    rooms.community.writingHelp(actor),
    rooms.catalog.getSellingEligibility(actor),
    edited ? rooms.community.getNote(actor, edited) : undefined,
  ]);
  return {
    memberId: actor.memberId,
    drafts: drafts.map((draft) => ({
      ...keptDraft(draft),
      savedAt: draft.savedAt.toISOString(),
    })),
    circles: help.circles.map(({ id, name }) => ({ id, name })),
    people: help.people.map(({ id, nickname, avatarUrl }) => ({
      id,
      name: nickname,
      avatarSrc: avatarUrl ?? undefined,
    })),
    cities: rooms.community.cities,
    feeBps: rooms.house.feeBps,
    maySell: eligibility.eligible,
    isShopOpen: Boolean(eligibility.quickSellOpenedAt),
    asked: url.searchParams.get('draft'),
    editing: own?.isOwn
      ? {
          noteId: own.id,
          version: own.version,
          pictures: own.pictures.map(keptPicture),
          written: {
            title: own.title,
            text: own.text.join('\n'),
            mentions: own.mentions,
            city: own.city,
            placeCircleId: own.placeCircleId,
            audience: own.audience,
            goods: {},
          },
        }
      : undefined,
  };
}

type Draft = Awaited<
  ReturnType<RequestEvent['locals']['rooms']['community']['listDrafts']>
>[number];

function keptDraft({ key, revision, content, pictures }: Draft): KeptDraft {
  const { pictureIds: _, ...written } = content;
  return { key, revision, written, pictures: pictures.map(keptPicture) };
}

const keptPicture = ({ id, sources }: PictureView) => ({ id, src: sources[0]!.url });

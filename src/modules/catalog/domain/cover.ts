import type { PictureView } from '#platform/pictures/picture-view.ts';

/** Pixels a card needs of its cover: half a phone's width at twice the density. */
const cardWidth = 360;

/** What a listing keeps of its pictures: their ids, and the cover in a card's size. */
export function picturesOf(views: readonly PictureView[]) {
  return { pictureIds: views.map((view) => view.id), coverUrl: coverUrlOf(views[0]) };
}

/** The smallest size of a picture that a card can show sharply, else its largest. */
export function coverUrlOf(view: PictureView | undefined): string | null {
  const source = view?.sources.find(({ width }) => width >= cardWidth) ?? view?.sources.at(-1);
  return source?.url ?? null;
}

import type { IconName } from '#kit/icons/icon-names.ts';

/** What circles gather around, and how one comes in; as the room of circles names them. */
export type Kind = 'campus' | 'building' | 'city' | 'fandom';
export type Rule = 'open' | 'code' | 'request' | 'mail';

export const kinds: readonly Kind[] = ['campus', 'building', 'city', 'fandom'];

export const kindIcons: Readonly<Record<Kind, IconName>> = {
  campus: 'graduation-cap',
  building: 'building-2',
  city: 'map-pin',
  fandom: 'sparkles',
};

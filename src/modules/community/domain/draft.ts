import type { Id } from '#platform/ids.ts';
import type { Audience } from '#circles';
import type { Mention } from './mentions.ts';

/** What a member has begun to write, as it stands in the form: nothing in it need be right yet. */
export type DraftContent = {
  title: string;
  text: string;
  mentions: Mention[];
  city: string | null;
  placeCircleId: Id | null;
  audience: Audience;
  pictureIds: Id[];
  /** What a room above would hang on the note, field by field as it was typed. */
  goods: Record<string, string>;
};

/** Characters of a draft's text: more than a note holds, so that nothing typed is lost. */
export const draftTextMax = 10_000;
export const goodsFieldsMax = 12;
export const goodsValueMax = 2_000;

import type { IconName } from '#kit/icons/icon-names.ts';
import type { Step, Tag } from '#reviews';

export type StepName = Step;

/** The face of each step. */
export const faces = {
  good: 'smile',
  fair: 'meh',
  poor: 'frown',
} as const satisfies Record<Step, IconName>;

/** What a side may say in a word, as the reviews room has it. */
export type TagChoices = Readonly<Record<'praise' | 'blame', readonly Tag[]>>;

/** The tags that go with a step, in rows; all of them while none is chosen, and with 中. */
export function tagRows(
  { praise, blame }: TagChoices,
  step: Step | undefined,
): readonly (readonly Tag[])[] {
  if (step === 'good') return [praise];
  return step === 'poor' ? [blame] : [praise, blame];
}

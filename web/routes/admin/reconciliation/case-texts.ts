import type { PlainTextKey } from '#kit/i18n/texts.ts';
import type { CaseKind, CaseRepair, CaseState, CaseSubject } from '#payments';

/** The filters in the order in which they are offered. */
export const states = [
  'OPEN',
  'REPAIRED',
  'DISMISSED',
  'EXPLAINED',
] as const satisfies readonly CaseState[];
export const kinds = [
  'not-in-books',
  'not-on-bill',
  'amount-differs',
  'state-differs',
  'foreign-merchant',
  'fee-differs',
  'transfer-returned',
  'disputed',
] as const satisfies readonly CaseKind[];

const stateTexts = {
  OPEN: 'recon/state-open',
  REPAIRED: 'recon/state-repaired',
  DISMISSED: 'recon/state-dismissed',
  EXPLAINED: 'recon/state-explained',
} as const satisfies Record<CaseState, PlainTextKey>;

export const stateText = (state: CaseState) => stateTexts[state];
export const kindText = (kind: CaseKind) => `recon/kind-${kind}` as const;
export const subjectText = (subject: CaseSubject) => `recon/subject-${subject}` as const;
export const repairText = (repair: CaseRepair) => `recon/repair-${repair}` as const;
export const repairHowText = (repair: CaseRepair) => `recon/repair-${repair}-how` as const;

/** Why a case closed by itself, in words; undefined where an operator wrote the reason. */
export function ownReasonText(reason: string): PlainTextKey | undefined {
  if (reason === 'bill-and-books-agree') return 'recon/why-bill-and-books-agree';
  return reason === 'dispute-won' ? 'recon/why-dispute-won' : undefined;
}

/** What a case speaks of; a fee and a return are those of a payment and a transfer. */
export const caseSubjects = ['payment', 'refund', 'transfer', 'fee', 'return', 'dispute'] as const;
export type CaseSubject = (typeof caseSubjects)[number];

/** How a provider and the books differ. */
export const caseKinds = [
  'not-in-books',
  'not-on-bill',
  'amount-differs',
  'state-differs',
  'foreign-merchant',
  'fee-differs',
  'transfer-returned',
  'disputed',
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** What is to be done about a case. */
export const caseRepairs = [
  /** The provider is asked once more, and what it says is booked. */
  'ask-again',
  /** What was paid is taken in as due back and refunded. */
  'send-back',
  /** A refund that was not paid is due again. */
  'put-back-refund',
  /** A withdrawal that was not paid goes back into its wallet. */
  'return-payout',
  /** A withdrawal that was returned and yet paid is taken out of the wallet again. */
  'charge-payee',
  /** The dispute is answered at the provider; nothing is booked before it has ended. */
  'await-verdict',
  /** A lost dispute is charged to its seller. */
  'charge-seller',
  /** Nothing to book here: settled at the provider, or of no account to us. */
  'note',
] as const;
export type CaseRepair = (typeof caseRepairs)[number];

/** OPEN until an operator carries out or dismisses it, or a later bill or notice explains it. */
export const caseStates = ['OPEN', 'REPAIRED', 'DISMISSED', 'EXPLAINED'] as const;
export type CaseState = (typeof caseStates)[number];

/** A difference between a bill and the books, about one number. */
export type Difference = {
  subject: Exclude<CaseSubject, 'return' | 'dispute'>;
  outNo: string;
  kind: CaseKind;
  day: string | null;
  providerRef: string | null;
  /** What the books say, booked or not; null when they do not know the number. */
  ourFen: bigint | null;
  theirFen: bigint | null;
  isBooked: boolean;
  orderId: string | null;
  memberId: string | null;
};

/** The repair that fits a difference. */
export function repairFor(found: Difference): CaseRepair {
  switch (found.kind) {
    case 'not-in-books':
      return found.ourFen === null ? 'note' : 'ask-again';
    case 'not-on-bill':
      return missingRepairs[found.subject];
    case 'amount-differs':
      return found.subject === 'payment' && !found.isBooked ? 'send-back' : 'note';
    case 'state-differs':
      return 'charge-payee';
    default:
      return 'note';
  }
}

const missingRepairs: Record<Difference['subject'], CaseRepair> = {
  payment: 'ask-again',
  refund: 'put-back-refund',
  transfer: 'return-payout',
  fee: 'note',
};

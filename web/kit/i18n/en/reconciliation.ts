import type { Translation } from '../texts.ts';
import type { reconciliation as zh } from '../zh/reconciliation.ts';

/** Reconciliation: where a provider and the books differ. */
export const reconciliation: Translation<typeof zh> = {
  'recon/title': 'Reconciliation',
  'recon/lead':
    'Every day the providers’ bills are held against the books, both ways. What differs waits here.',
  'recon/filter-state': 'By state',
  'recon/filter-kind': 'By kind',
  'recon/all-kinds': 'All kinds',
  'recon/none': 'Nothing here: bills and books agree',
  'recon/more': 'More',
  'recon/state-open': 'Open',
  'recon/state-repaired': 'Repaired',
  'recon/state-dismissed': 'Dismissed',
  'recon/state-explained': 'Explained',
  'recon/kind-not-in-books': 'On the bill, not in the books',
  'recon/kind-not-on-bill': 'In the books, not on the bill',
  'recon/kind-amount-differs': 'Amounts differ',
  'recon/kind-state-differs': 'States differ',
  'recon/kind-foreign-merchant': 'Another merchant’s line',
  'recon/kind-fee-differs': 'Fees differ',
  'recon/kind-transfer-returned': 'Payout sent back by the bank',
  'recon/kind-disputed': 'Payment disputed',
  'recon/subject-payment': 'payment',
  'recon/subject-refund': 'refund',
  'recon/subject-transfer': 'payout',
  'recon/subject-fee': 'fee',
  'recon/subject-return': 'returned payout',
  'recon/subject-dispute': 'dispute',
  'recon/ours': 'Books',
  'recon/theirs': 'Provider',
  'recon/nothing': 'nothing',
  'recon/no': 'Our number',
  'recon/provider-ref': 'The provider’s number',
  'recon/provider': 'Provider',
  'recon/day': 'Day of the bill',
  'recon/opened': 'Found',
  'recon/order': 'Order',
  'recon/member': 'Member',
  'recon/evidence-by': 'Hand in evidence at the provider before {when}',
  'recon/repair': 'Suggested repair',
  'recon/repair-ask-again': 'Ask the provider again',
  'recon/repair-ask-again-how':
    'The provider is asked once more under our number, and what it says is booked. If both still differ, the case stays open.',
  'recon/repair-send-back': 'Take it in and send it back',
  'recon/repair-send-back-how':
    'What was really paid is booked as due back and refunded to the payer. The order goes on waiting, or is closed already.',
  'recon/repair-put-back-refund': 'Pay the refund again',
  'recon/repair-put-back-refund-how':
    'The provider is asked first. If it was not paid, the refund is due again and goes out under a new number.',
  'recon/repair-return-payout': 'Back into the wallet',
  'recon/repair-return-payout-how':
    'The provider is asked first. If it was not paid, the money goes back into the member’s wallet.',
  'recon/repair-charge-payee': 'Take it out of the wallet',
  'recon/repair-charge-payee-how':
    'The bank said no and paid all the same, and the wallet got the money back too. It is taken out again; what the wallet does not hold becomes a debt.',
  'recon/repair-await-verdict': 'Answer it at the provider',
  'recon/repair-await-verdict-how':
    'This money is frozen and cannot be withdrawn. Hand in proof of shipping and talk on the provider’s own pages; nothing is booked before it is decided.',
  'recon/repair-charge-seller': 'Charge the seller',
  'recon/repair-charge-seller-how':
    'The dispute is lost, and the provider has paid the payer. The seller bears what the sale has left them, from the wallet or else as a debt; the platform bears the rest. It waits while the money is held or an after-sale is open. Dismiss it, and the platform bears all of it.',
  'recon/repair-note': 'Close once looked into',
  'recon/repair-note-how':
    'Nothing is to be booked here. Look into it at the provider, then say what came of it and close the case.',
  'recon/do-repair': 'Carry out the suggested repair',
  'recon/dismiss': 'Dismiss',
  'recon/reason': 'Reason (kept in the operators’ log)',
  'recon/closed': '{who} · {when}',
  'recon/closed-by-itself': 'by itself',
  'recon/closed-by': 'operator {id}',
  'recon/why-bill-and-books-agree': 'A later bill or notice has brought both sides together',
  'recon/why-dispute-won': 'The dispute is won, and the money is free again',
};

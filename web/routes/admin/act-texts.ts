import type { PlainTextKey } from '#kit/i18n/texts.ts';

/** What operators did, in words, by the names the audit log keeps. */
export const actTexts: ReadonlyMap<string, PlainTextKey> = new Map<string, PlainTextKey>([
  ['admin/second-factor-passed', 'admin/did-second-factor'],
  ['admin/operator-made', 'admin/did-operator-made'],
  ['admin/operator-removed', 'admin/did-operator-removed'],
  ['identity/real-name-verified', 'admin/did-verify'],
  ['identity/real-name-refused', 'admin/did-refuse'],
  ['identity/real-name-revealed', 'admin/did-reveal'],
  ['moderation/take-down', 'admin/did-take-down'],
  ['moderation/dismiss', 'admin/did-dismiss'],
  ['orders/decide-problem', 'admin/did-problem'],
  ['aftersale/decide', 'admin/did-after-sale'],
  ['aftersale/propose', 'admin/did-propose-refund'],
  ['office/move-proposed', 'admin/did-move-proposed'],
  ['office/move-approved', 'admin/did-move-approved'],
  ['office/move-withdrawn', 'admin/did-move-withdrawn'],
  ['office/frozen', 'admin/did-frozen'],
  ['office/released', 'admin/did-released'],
  ['office/payouts-stopped', 'admin/did-stopped'],
  ['office/payouts-let-go', 'admin/did-let-go'],
  ['office/messages-read', 'admin/did-messages-read'],
  ['office/address-read', 'admin/did-address-read'],
  ['office/sellers-file', 'admin/did-sellers-file'],
  ['payments/repair-case', 'admin/did-repair-case'],
  ['payments/dismiss-case', 'admin/did-dismiss-case'],
]);

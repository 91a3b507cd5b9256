import type { Translation } from '../texts.ts';
import type { admin as zh } from '../zh/admin.ts';

export const admin: Translation<typeof zh> = {
  'admin/title': 'Console',
  'admin/factor-title': 'Second factor',
  'admin/factor-scan':
    'Scan this with an authenticator app, or enter the address below by hand; then enter its six digits.',
  'admin/factor-enter': 'Enter the six digits of your authenticator app.',
  'admin/factor-code': 'Six digits',
  'admin/factor-yes': 'Open the console',
  'admin/names': 'Real names',
  'admin/names-none': 'No real name is waiting',
  'admin/name-line': '{name} · {number}',
  'admin/name-same': 'Accounts verified as the same person: {count}',
  'admin/verify': 'Verify',
  'admin/refuse': 'Refuse',
  'admin/reason': 'Reason (they will read it)',
  'admin/reports': 'Reports',
  'admin/reports-none': 'No report is waiting',
  'admin/report-count': '{count} reported it · {owner}',
  'admin/take-down': 'Take down',
  'admin/dismiss': 'Dismiss',
  'admin/problems': 'Order problems',
  'admin/problems-none': 'No order problem is waiting',
  'admin/problem-line': '{buyer} bought from {seller} · {total}',
  'admin/refund': 'Refund the buyer',
  'admin/resume': 'Let it go on',
  'admin/log': 'What was done',
  'admin/log-none': 'Nothing yet',
};
